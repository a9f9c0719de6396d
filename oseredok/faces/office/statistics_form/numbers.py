"""Numbers written into the sheet: one by one as they are typed, all at once without scripts; one number with its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, Invalid, add_to_form
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.statistics_form.finding import report_of, screen_of
from oseredok.faces.office.statistics_form.forms import ExplanationForm, NumberForm, typed_numbers
from oseredok.faces.office.statistics_form.number_screen import NumberScreen
from oseredok.faces.office.statistics_form.screen import SheetScreen, Shown, text_of
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.management.reports.statistics_form import actions, queries, rules
from oseredok.management.reports.statistics_form.actions import Written
from oseredok.management.reports.statistics_form.models import Control, Report

FOLDER = "office/statistics_form"


@after_closing
@staff(*rules.FILLERS)
@require_POST
def save(request: StaffRequest, year: int, place: str) -> HttpResponse:
    """Write what was typed: what is a number is kept, what is not comes back in its cell with a sentence."""
    report = report_of(request, year, place)
    typed = typed_numbers(request.POST, queries.sheet(report).form)
    try:
        changed = actions.write(report=report, written=typed.good, duty=request.duty, now=timezone.now())
    except DomainError as error:
        return _refused(request, report, place, typed.cells, error)
    if request.htmx:
        return _renewed(request, report, typed.cells, typed.errors)
    if typed.errors:
        values = screen_of(request, report, typed=typed.texts, errors=typed.errors)
        return render(request, f"{FOLDER}/sheet.html", {"screen": values}, status=422)
    messages.success(request, _("Записано чисел: {count}.").format(count=len(changed)))
    return redirect("office:six_nk", year, place)


def _refused(request: StaffRequest, report: Report, place: str, cells: list[int], error: DomainError) -> HttpResponse:
    if request.htmx:
        return _renewed(request, report, cells, dict.fromkeys(cells, error.message))
    messages.error(request, error.message)
    return redirect("office:six_nk", report.year, place)


def _renewed(request: StaffRequest, report: Report, cells: list[int], errors: dict[int, str]) -> HttpResponse:
    screen = screen_of(request, report, errors=errors)
    shown = [_shown(screen, cell) for cell in cells]
    context = {"screen": screen, "shown": shown, "now": timezone.now()}
    return render(request, f"{FOLDER}/_saved.html", context, status=422 if errors else 200)


def _shown(screen: SheetScreen, cell: int) -> Shown:
    spot = screen.sheet.form.spot(cell)
    if spot is None or spot.cell.closed:
        raise Http404
    return screen.shown(spot)


@after_closing
@staff(*NUMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: StaffRequest, year: int, place: str, cell: int) -> HttpResponse:
    """One number: how it is counted, who wrote what and why, what it was a year ago; another number with a reason."""
    report = report_of(request, year, place)
    screen = screen_of(request, report)
    shown = _shown(screen, cell)
    is_explaining = "words" in request.POST
    form = NumberForm(
        request.POST if request.method == "POST" and not is_explaining else None, initial={"number": shown.text}
    )
    words = ExplanationForm(request.POST if is_explaining else None)
    for one, act in ((form, _write), (words, _explain)):
        if one.is_bound and one.is_valid():
            try:
                act(request, report, cell, one.cleaned_data)
            except DomainError as error:
                add_to_form(one, _on_number(error))
            else:
                return redirect(request.path)
    context = {"screen": screen, "one": _number_screen(report, shown), "form": form, "words": words}
    status = 422 if form.errors or words.errors else 200
    return render(request, f"{FOLDER}/number.html", context, status=status)


@staff(*NUMBERS)
@require_safe
def former_number(request: StaffRequest, year: int, place: str, number: int, cell: int) -> HttpResponse:
    """One number of a former edition: read only."""
    report = report_of(request, year, place, number)
    screen = screen_of(request, report)
    context = {"screen": screen, "one": _number_screen(report, _shown(screen, cell))}
    return render(request, f"{FOLDER}/number.html", context)


def _write(request: StaffRequest, report: Report, cell: int, told: dict[str, Any]) -> None:
    text = "" if request.POST.get("do") == "back" else told["number"]
    written = [Written(cell, text)]
    actions.write(report=report, written=written, reason=told["reason"], duty=request.duty, now=timezone.now())
    messages.success(request, _("Записано."))


def _explain(request: StaffRequest, report: Report, cell: int, told: dict[str, Any]) -> None:
    actions.explain(report=report, cell_id=cell, words=told["words"], duty=request.duty, now=timezone.now())
    messages.success(request, _("Пояснення записано."))


def _on_number(error: DomainError) -> DomainError:
    """A refusal about the cell stands on the field of the number."""
    return Invalid(error.message, code=error.code, field="number") if error.field.isdigit() else error


def _number_screen(report: Report, shown: Shown) -> NumberScreen:
    rows = queries.history(report, shown.id)
    return NumberScreen(shown, [(text_of(row.number, shown.entry.spot), row) for row in rows])


@after_closing
@staff(*rules.FILLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def relation(request: StaffRequest, year: int, place: str, control: int) -> HttpResponse:
    """A control relation with its arithmetic, and why it does not hold."""
    report = report_of(request, year, place)
    found = get_object_or_404(Control, pk=control, version=report.version_id)
    screen = screen_of(request, report)
    outcome = next(one for one in screen.sheet.controls if one.control.pk == found.pk)
    said = screen.sheet.control_words.get(found.pk)
    form = ExplanationForm(
        request.POST if request.method == "POST" else None, initial={"words": said.words if said else ""}
    )
    if form.is_bound and form.is_valid():
        try:
            actions.explain(report=report, control=found, duty=request.duty, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:six_nk", year, place)
    context = {"screen": screen, "outcome": outcome, "said": said, "form": form}
    return render(request, f"{FOLDER}/relation.html", context, status=422 if form.errors else 200)
