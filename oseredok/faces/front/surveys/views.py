"""«Опитування»: what is asked now, answering it without an account, thanks. Nothing is kept of who answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.network import line_of
from oseredok.faces.front import today
from oseredok.spine.surveys import answering, queries, rules
from oseredok.spine.surveys.answer_forms import AnswerForm, typed
from oseredok.spine.surveys.models import Question, Survey

SALT = "oseredok.front.survey"


@everyone
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What anybody may answer today."""
    now = timezone.now()
    doors = today.houses(now=now)
    if not doors["open_now"] and today.central() is not None:
        return render(request, "front/over.html", doors, status=410)
    return render(request, "front/surveys/list.html", {"surveys": queries.public(on=local_date(now)), **doors})


def _is_gone(now: datetime) -> bool:
    """Whether the whole centre is closed for good: it asks nobody any more."""
    return not today.open_now(now=now) and today.central() is not None


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """All questions on one page, or one after another: answers given before are hidden fields of the next page."""
    now = timezone.now()
    on = local_date(now)
    asked = queries.by_code(code)
    if asked is None:
        raise Http404
    if _is_gone(now):
        return render(request, "front/over.html", today.houses(now=now), status=410)
    if rules.state_of(asked, on=on) is not rules.State.OPEN:
        return _over(request, asked)
    questions = queries.questions(asked)
    if asked.layout == Survey.Layout.BY_ONE:
        return _by_one(request, asked, questions)
    form = _form(request, asked, questions)
    if form.is_bound and form.is_valid():
        return _kept(request, asked, form, 0)
    return _shown(request, asked, form, 0)


def _by_one(request: HttpRequest, asked: Survey, questions: list[Question]) -> HttpResponse:
    step = _step(request.POST.get("step", ""), len(questions))
    if request.method != "POST":
        return _shown(request, asked, _form(request, asked, questions), 1)
    if "back" in request.POST:
        return _shown(request, asked, _typed(request, asked, questions), max(1, step - 1))
    form = _form(request, asked, questions, judged=[one.pk for one in questions[:step]])
    if not form.is_valid():
        return _shown(request, asked, form, form.step_of_first_error())
    if step < len(questions):
        return _shown(request, asked, _typed(request, asked, questions), step + 1)
    return _kept(request, asked, form, step)


def _form(
    request: HttpRequest, asked: Survey, questions: list[Question], *, judged: list[int] | None = None
) -> AnswerForm:
    places = queries.places_of(asked, on=local_date(timezone.now()))
    initial = {"place": request.GET.get("at", "")[:60]}  # a poster of one library names it
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, questions=questions, places=places, judged=judged, initial=initial)


def _typed(request: HttpRequest, asked: Survey, questions: list[Question]) -> AnswerForm:
    """The same answers on a page that has not been judged yet."""
    places = queries.places_of(asked, on=local_date(timezone.now()))
    return AnswerForm(questions=questions, places=places, initial=typed(request.POST, survey_questions=questions))


def _kept(request: HttpRequest, asked: Survey, form: AnswerForm, step: int) -> HttpResponse:
    if not form.is_trapped:  # a script is thanked like a person, so that it learns nothing
        try:
            answering.answer(
                survey=asked,
                given=form.given,
                place=form.library,
                key=form.own_key,
                line_of_network=line_of(request),
                now=timezone.now(),
            )
        except DomainError as error:
            add_to_form(form, error)
            return _shown(request, asked, form, step)
    return redirect("front:survey_thanks", token=signing.dumps(asked.code, salt=SALT))


def _shown(request: HttpRequest, asked: Survey, form: AnswerForm, step: int) -> HttpResponse:
    context: dict[str, Any] = {"survey": asked, "form": form, "step": step, **today.houses(now=timezone.now())}
    if step:
        context |= {
            "item": form.items[step - 1],
            "steps": len(form.questions),
            "hidden": form.hidden_but(step),
        }
    return render(request, "front/surveys/survey.html", context, status=422 if form.errors else 200)


def _over(request: HttpRequest, asked: Survey) -> HttpResponse:
    """It is not open now: why, and where the same is asked anew."""
    now = timezone.now()
    on = local_date(now)
    context = {
        "survey": asked,
        "state": rules.state_of(asked, on=on),
        "newer": queries.open_in_series(asked, on=on),
        "surveys": queries.public(on=on),
        **today.houses(now=now),
    }
    return render(request, "front/surveys/over.html", context)


def _step(text: str, last: int) -> int:
    return min(int(text), last) if text.isascii() and text.isdigit() and 0 < len(text) < 4 and int(text) else 1


@everyone
@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After the last answer; the address does not tell what was answered."""
    try:
        code = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    now = timezone.now()
    asked = queries.by_code(str(code))
    others = [one for one in queries.public(on=local_date(now)) if asked is None or one.pk != asked.pk]
    context = {"survey": asked, "others": others, **today.houses(now=now)}
    return render(request, "front/surveys/thanks.html", context)
