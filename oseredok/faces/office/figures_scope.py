"""Which period and library the form of hand-written numbers is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from oseredok.base.core.periods import Period
from oseredok.faces.office.audience import FIGURES
from oseredok.faces.office.scope import KINDS, Scope, scope_of
from oseredok.library.people.access import StaffRequest
from oseredok.library.places.models import Library


def figures_scope(request: StaffRequest, *, on: date) -> Scope:
    """Read the address. In the first quarter people fill in the year that is over; later the one that runs.

    The whole system is offered to those who serve all of it; others write at a library.
    """
    year = Period.year(on.year - 1 if on.month <= 3 else on.year)
    scope = scope_of(request, on=on, roles=FIGURES, kind="year")
    if not request.GET.get("period") or scope.period.kind not in KINDS or scope.period.start > on:
        scope = replace(scope, period=year)
    everywhere = set(Library.objects.filter(closed_on__isnull=True).values_list("pk", flat=True))
    if scope.place is None and not everywhere <= {place.pk for place in scope.allowed}:
        scope = replace(scope, place=scope.allowed[0])
    return scope
