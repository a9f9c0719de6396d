"""Paper forms: the blank to print, piles of filled ones, typing in, taking one back."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.surveys import screen
from oseredok.faces.office.surveys.audience import ALL
from oseredok.faces.office.surveys.views import found, say
from oseredok.library.people.access import StaffRequest, staff
from oseredok.spine.surveys import answering, paper, queries
from oseredok.spine.surveys.models import Batch, Response
from oseredok.spine.surveys.paper_forms import BatchForm, PaperForm


@staff(*ALL)
@require_safe
def blank(request: StaffRequest, code: str) -> HttpResponse:
    """The form to print: boxes, lines, numbers beside the options."""
    row = found(request, code)
    address = screen.public_address(request, row.survey) if row.survey.opened_at else ""
    made = paper.blank(row.survey, address=address, place=request.duty.place, now=timezone.now())
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="anketa-{row.survey.code}.pdf"'
    return response


@staff(*ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: StaffRequest, code: str) -> HttpResponse:
    """Piles of this library; a new one gets its number here."""
    row, now = found(request, code), timezone.now()
    form = BatchForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "collected_on": local_date(now)},
    )
    if form.is_bound and form.is_valid():
        try:
            batch = answering.start_batch(
                survey=row.survey, place=request.duty.place, duty=request.duty, now=now, **form.cleaned_data
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:surveys:batch", code, batch.number)
    known = queries.batches(row.survey, place=request.duty.place)
    values = {"form": form, "row": row, "batches": known}
    return render(request, "office/surveys/batches.html", values, status=422 if form.errors else 200)


@staff(*ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Type in one form after another."""
    row = found(request, code)
    pile = _pile(request, row.survey.pk, number)
    questions = queries.questions(row.survey)
    form = PaperForm(request.POST if request.method == "POST" else None, questions=questions)
    if form.is_bound and form.is_valid():
        try:
            made = answering.type_in(
                batch=pile, given=form.given, key=form.cleaned_data["key"], duty=request.duty, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Анкету %(number)s записано.") % {"number": made.slip})
            return redirect("office:surveys:batch", code, number)
    slips = list(queries.slips(pile))
    values = {"form": form, "row": row, "batch": pile, "slips": slips, "doubt": screen.doubt_about(pile, slips)}
    return render(request, "office/surveys/batch.html", values, status=422 if form.errors else 200)


@staff(*ALL)
@require_POST
def undo(request: StaffRequest, code: str, number: int, slip: int) -> HttpResponse:
    """Take back a form that was typed in by mistake."""
    row = found(request, code)
    pile = _pile(request, row.survey.pk, number)
    try:
        answering.undo_slip(
            response=get_object_or_404(Response, batch=pile, slip=slip), duty=request.duty, now=timezone.now()
        )
    except DomainError as error:
        say(request, error)
    else:
        messages.success(request, _("Анкету %(number)s прибрано: вона не рахується.") % {"number": slip})
    return redirect("office:surveys:batch", code, number)


def _pile(request: StaffRequest, survey: int, number: int) -> Batch:
    """A pile of the library on duty: another one's is not seen."""
    piles = Batch.objects.select_related("survey", "place", "opened_by")
    return get_object_or_404(piles, survey=survey, number=number, place=request.duty.place)
