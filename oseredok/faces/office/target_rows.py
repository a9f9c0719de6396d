"""The list of targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from oseredok.base.core.dates import MONTHS_OF
from oseredok.base.core.text import number
from oseredok.faces.office.audience import TARGETS
from oseredok.faces.office.numbers import capital
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator, full_name, indicator
from oseredok.management.indicators.models import Target


@dataclass(frozen=True)
class TargetRow:
    target: Target
    indicator: Indicator
    can_end: bool
    is_over: bool

    @property
    def name(self) -> str:
        return capital(full_name(self.indicator))

    @property
    def value(self) -> str:
        return number(self.target.value)

    @property
    def length(self) -> str:
        """`на місяць`"""
        return str(self.target.get_length_display())

    @property
    def since(self) -> str:
        return month_of(self.target.valid_from)

    @property
    def until(self) -> str:
        """The first month in which it does not hold any more."""
        return month_of(self.target.valid_to) if self.target.valid_to else ""


def month_of(day: date) -> str:
    """`січня 2026`, after «з» and «до»."""
    return f"{MONTHS_OF[day.month - 1]} {day.year}"


def whole_system(duty: Duty) -> bool:
    """Whether the person works at every library and so may set the system's targets."""
    ids = {place.pk for place in duty.places_of(*TARGETS)}
    return set(Library.objects.filter(closed_on__isnull=True).values_list("pk", flat=True)) <= ids


def rows(duty: Duty, *, on: date) -> list[TargetRow]:
    """Targets of the system and of one's own libraries, those in force first. Codes that are gone are left out."""
    everywhere = whole_system(duty)
    found = []
    shown = Target.objects.filter(Q(place__isnull=True) | Q(place__in=duty.places_of(*TARGETS))).select_related("place")
    for target in shown.order_by("place__order", "indicator", "-valid_from"):
        try:
            one = indicator(target.indicator)
        except KeyError:
            continue
        over = target.valid_to is not None and target.valid_to <= on
        may = everywhere or target.place is not None
        found.append(TargetRow(target=target, indicator=one, can_end=may and not over, is_over=over))
    return sorted(found, key=lambda row: row.is_over)
