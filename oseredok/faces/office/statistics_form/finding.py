"""What an address of «Дані для 6-НК» means for the person who asks: a library that they may see, a report, a version."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from oseredok.base.core.clock import local_date
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.statistics_form.screen import WHOLE, SheetScreen
from oseredok.library.people.access import Duty, StaffRequest
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form import queries, rules
from oseredok.management.reports.statistics_form.models import Report


def place_of(request: StaffRequest, code: str) -> Library | None:
    """Return the library, None for the consolidated form. Raises Http404 for a library where nothing is held.

    A library that is closed already still has its data of the year, so it is looked for beyond the duty's places.
    """
    if code == WHOLE:
        return None
    if not (code.isascii() and code.isdigit() and len(code) < 10):
        raise Http404
    place = get_object_or_404(Library, pk=int(code))
    if not request.duty.holds(*NUMBERS, at=place.pk):
        raise Http404
    return place


def report_of(request: StaffRequest, year: int, code: str, number: int | None = None) -> Report:
    """Return the last edition of what is filled in, or the one of a number. Raises Http404 where there is none."""
    report = queries.find(year=year, place=place_of(request, code), number=number)
    if report is None:
        raise Http404
    return report


def screen_of(request: StaffRequest, report: Report, **typed: dict[int, str]) -> SheetScreen:
    """Return the sheet for the person; `typed` and `errors` of a form that was refused stand in their cells."""
    duty: Duty = request.duty
    return SheetScreen(
        sheet=queries.sheet(report),
        may_fill=rules.can_fill(duty, place_id=report.place_id),
        may_sign=rules.can_sign(duty, place_id=report.place_id),
        today=local_date(timezone.now()),
        **typed,
    )
