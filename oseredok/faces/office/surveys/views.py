"""Surveys: the list, a new one, one of them, when and where it is open."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, Invalid, add_to_form
from oseredok.faces.office.surveys import screen
from oseredok.faces.office.surveys.audience import ALL, EDITORS
from oseredok.library.people.access import StaffRequest, staff
from oseredok.spine.surveys import actions, queries, ready
from oseredok.spine.surveys.answer_forms import AnswerForm
from oseredok.spine.surveys.forms import OpenForm, WordsForm
from oseredok.spine.surveys.queries import Row


def found(request: StaffRequest, code: str) -> Row:
    """The survey of the address, when the duty sees it."""
    row = queries.seen(request.duty, code, on=local_date(timezone.now()))
    if row is None:
        raise Http404
    return row


def built(request: StaffRequest, code: str) -> Row:
    """The survey of the address, when the duty may change it."""
    row = found(request, code)
    if not row.may_build:
        raise PermissionDenied
    return row


def say(request: HttpRequest, error: DomainError) -> None:
    """Tell a refusal of a button above the page."""
    messages.error(request, error.message)


@staff(*ALL)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """What is asked now, what was asked."""
    rows = queries.seen_by(request.duty, on=local_date(timezone.now()))
    values = {"rows": rows, "may_build": request.duty.may(*EDITORS)}
    return render(request, "office/surveys/list.html", values)


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new survey: empty, or from a ready pattern."""
    pattern = screen.chosen_pattern(request.GET.get("pattern", ""))
    begun = {"title": pattern.title, "lead": pattern.lead, "thanks": pattern.thanks} if pattern else {}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            survey = actions.create_survey(
                words=form.words(),
                places=screen.first_places(request.duty),
                duty=request.duty,
                now=timezone.now(),
                pattern=pattern.code if pattern else "",
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:surveys:one", survey.code)
    values = {"form": form, "pattern": pattern, "patterns": ready.patterns()}
    return render(request, "office/surveys/new.html", values, status=422 if form.errors else 200)


@staff(*ALL)
@require_safe
def one(request: StaffRequest, code: str) -> HttpResponse:
    """Questions, address, verbs."""
    row = found(request, code)
    return render(request, "office/surveys/survey.html", screen.of_survey(request, row))


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: StaffRequest, code: str) -> HttpResponse:
    """What stands around the questions."""
    row = built(request, code)
    known = {name: getattr(row.survey, name) for name in WordsForm.base_fields}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        try:
            actions.word_survey(survey=row.survey, words=form.words(), duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Зміни збережено."))
            return redirect("office:surveys:one", code)
    values = {"form": form, "row": row}
    return render(request, "office/surveys/words.html", values, status=422 if form.errors else 200)


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_it(request: StaffRequest, code: str) -> HttpResponse:
    """From when, until when, where. Also for one that is open: the last day is moved here."""
    row, now = built(request, code), timezone.now()
    form = OpenForm(
        request.POST if request.method == "POST" else None,
        survey=row.survey,
        duty=request.duty,
        today=local_date(now),
    )
    if form.is_bound and form.is_valid():
        try:
            actions.open_survey(survey=row.survey, duty=request.duty, now=now, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Готово. Поділіться адресою, QR-кодом або роздрукуйте анкету."))
            return redirect("office:surveys:one", code)
    values = {"form": form, "row": row, "others": queries.other_runs(row.survey)}
    return render(request, "office/surveys/open.html", values, status=422 if form.errors else 200)


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, code: str) -> HttpResponse:
    """Ask, then take no more answers."""
    row = built(request, code)
    if request.method == "POST":
        try:
            actions.close_survey(survey=row.survey, duty=request.duty, now=timezone.now())
        except DomainError as error:
            say(request, error)
            return redirect("office:surveys:one", code)
        messages.success(request, _("Опитування закрите. Ось результати."))
        return redirect("office:surveys:results", code)
    return render(request, "office/surveys/close.html", {"row": row})


@staff(*EDITORS)
@require_POST
def copy(request: StaffRequest, code: str) -> HttpResponse:
    """The same questions once more: the next run of the series, or a survey of its own."""
    row = found(request, code)
    again = request.POST.get("again") == "1"
    try:
        made = actions.copy_survey(survey=row.survey, again=again, duty=request.duty, now=timezone.now())
    except DomainError as error:
        say(request, error)
        return redirect("office:surveys:one", code)
    messages.success(request, _("Це нова чернетка з тими самими запитаннями."))
    return redirect("office:surveys:one", made.code)


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: StaffRequest, code: str) -> HttpResponse:
    """Ask, then delete a draft."""
    row = built(request, code)
    if request.method == "POST":
        try:
            actions.delete_survey(survey=row.survey, duty=request.duty)
        except DomainError as error:
            say(request, error)
            return redirect("office:surveys:one", code)
        messages.success(request, _("Чернетку видалено."))
        return redirect("office:surveys:list")
    return render(request, "office/surveys/delete.html", {"row": row})


@staff(*ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: StaffRequest, code: str) -> HttpResponse:
    """As people see it. What is sent here is checked and not kept."""
    row = found(request, code)
    on = local_date(timezone.now())
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questions=queries.questions(row.survey),
        places=queries.places_of(row.survey, on=on),
    )
    if form.is_bound and form.is_valid() and all(given.is_empty for given in form.given.values()):
        add_to_form(form, Invalid(_("Дайте відповідь хоч на одне запитання."), code="nothing-answered"))
    values = {"form": form, "row": row, "passed": form.is_bound and not form.errors}
    return render(request, "office/surveys/preview.html", values, status=422 if form.errors else 200)
