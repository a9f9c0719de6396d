"""Questions of a survey: add, change, move, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.ui.parts import Link
from oseredok.faces.office.surveys.audience import EDITORS
from oseredok.faces.office.surveys.views import built, say
from oseredok.library.people.access import StaffRequest, staff
from oseredok.spine.surveys import question_actions, ready
from oseredok.spine.surveys.forms import QuestionForm
from oseredok.spine.surveys.models import Question


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """A question after the last; for a scale its words are suggested."""
    row = built(request, code)
    if kind not in Question.Kind.values:
        raise Http404
    chosen = request.GET.get("scale", next(iter(ready.scales())))
    options = ready.scales().get(chosen, ()) if kind == Question.Kind.SCALE else ()
    form = QuestionForm(request.POST if request.method == "POST" else None, kind=kind, options=options)
    if form.is_bound and form.is_valid():
        try:
            question_actions.add_question(
                survey=row.survey, kind=kind, asked=form.asked(), duty=request.duty, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Запитання додано."))
            return redirect("office:surveys:one", code)
    scales = [Link(f"?scale={name}", name, name == chosen) for name in ready.scales()] if options else []
    values = {"form": form, "row": row, "kind_name": Question.Kind(kind).label, "scales": scales}
    return render(request, "office/surveys/question.html", values, status=422 if form.errors else 200)


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    row = built(request, code)
    question = _question(row.survey.pk, pk)
    form = QuestionForm(request.POST if request.method == "POST" else None, kind=question.kind, question=question)
    if form.is_bound and form.is_valid():
        try:
            question_actions.change_question(
                question=question, asked=form.asked(), duty=request.duty, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Запитання змінено."))
            return redirect("office:surveys:one", code)
    values = {"form": form, "row": row, "question": question, "kind_name": question.get_kind_display()}
    return render(request, "office/surveys/question.html", values, status=422 if form.errors else 200)


@staff(*EDITORS)
@require_POST
def move(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    row = built(request, code)
    try:
        question_actions.move_question(
            question=_question(row.survey.pk, pk),
            up=request.POST.get("up") == "1",
            duty=request.duty,
            now=timezone.now(),
        )
    except DomainError as error:
        say(request, error)
    return redirect("office:surveys:one", code)


@staff(*EDITORS)
@require_POST
def remove(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    row = built(request, code)
    try:
        question_actions.remove_question(question=_question(row.survey.pk, pk), duty=request.duty, now=timezone.now())
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("Запитання вилучено."))
    return redirect("office:surveys:one", code)


def _question(survey: int, pk: int) -> Question:
    return get_object_or_404(Question.objects.select_related("survey"), survey=survey, pk=pk)
