"""Which target is in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

from django.db.models import Q

from oseredok.base.core.periods import Kind, Period
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.models import Length, Target
from oseredok.management.indicators.sources import Places

LENGTHS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind in Length.values)
"""From the shortest to the longest."""


def target_of(one: Indicator | str, *, period: Period, places: Places = None) -> Decimal | None:
    """The target of a period: the one set for such a period, else the sum of those for its parts when each has one.

    A library has its own target; several libraries together have the sum of theirs when each has one; the whole
    system has the one set for the system, else the sum. A system of one library is that library. What does not add up
    (shares, means, stocks) takes the target of a longer period, else of its last part, and libraries share one only
    when it is the same.
    """
    one = indicator(one)
    known = _Targets(one, places)
    if not known.rows:
        return None
    if period.kind in LENGTHS and (own := known.of(period)) is not None:
        return own
    return known.from_parts(period) if one.adds_up else known.around(period)


class _Targets:
    """All targets of one indicator, read once."""

    def __init__(self, one: Indicator, places: Places) -> None:
        self.adds_up = one.adds_up
        self.rows = list(Target.objects.filter(indicator=one.code).order_by("valid_from", "pk"))
        everywhere = set(Library.objects.filter(closed_on__isnull=True).values_list("pk", flat=True))
        self.wanted = sorted(everywhere) if places is None else [place.pk for place in places]
        self.whole_system = set(self.wanted) >= everywhere

    def of(self, period: Period) -> Decimal | None:
        """The target set for exactly such a period."""
        by_place = {
            row.place_id: row.value  # the latest one wins
            for row in self.rows
            if row.length == period.kind and row.valid_from <= period.start and _goes_on(row, period.start)
        }
        if self.whole_system and None in by_place:
            return by_place[None]
        own = [by_place[place] for place in self.wanted if place in by_place]
        if not own or len(own) != len(self.wanted):
            return None
        if self.adds_up:
            return sum(own, Decimal())
        return own[0] if len(set(own)) == 1 else None

    def from_parts(self, period: Period) -> Decimal | None:
        """The sum over the longest parts that all have a target."""
        for kind in reversed(LENGTHS):
            parts = _parts(kind, period)
            found = [self.of(part) for part in parts]
            known = [target for target in found if target is not None]
            if parts and len(known) == len(parts):
                return sum(known, Decimal())
        return None

    def around(self, period: Period) -> Decimal | None:
        """The target of the shortest longer period around it, else of its last part."""
        longer = [Period.containing(kind, period.last) for kind in LENGTHS]
        shorter = [Period.containing(kind, period.last) for kind in reversed(LENGTHS)]
        asked = [one for one in longer if one.length >= period.length] + [
            one for one in shorter if one.length < period.length
        ]
        return next((target for one in asked if (target := self.of(one)) is not None), None)


def _goes_on(row: Target, day: date) -> bool:
    return row.valid_to is None or row.valid_to > day


def _parts(kind: Kind, period: Period) -> list[Period]:
    """The period cut into whole parts of a kind; empty when it cannot be."""
    found = [Period.containing(kind, period.start)]
    if found[0].start != period.start:
        return []
    while found[-1].end < period.end:
        found.append(found[-1].next())
    return found if found[-1].end == period.end else []


def is_reached(one: Indicator, number: Decimal | int, target: Decimal) -> bool:
    """Whether the number is where the target wants it: not above it where less is better."""
    return number <= target if one.direction == "down" else number >= target


def in_force(*, period: Period) -> list[Target]:
    """Targets set for periods of this kind that hold for this one."""
    return list(
        Target.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=period.start),
            length=period.kind,
            valid_from__lte=period.start,
        )
        .select_related("place__system")
        .order_by("place__order", "indicator", "pk")
    )
