"""Numbers of the public page. Counted anew after every entry of the journal, kept between entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Max

from oseredok.base.core.dates import month_words
from oseredok.base.core.periods import Period
from oseredok.faces.front.work.models import ShownIndicator
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.management.indicators import queries as indicators
from oseredok.management.indicators.catalogue import INDICATORS, Indicator, indicator
from oseredok.management.indicators.formulas import Number
from oseredok.management.indicators.progress import share_of_month
from oseredok.management.indicators.suppression import published_parts
from oseredok.spine.journal.models import Entry

USUAL = (
    "visits.total",
    "services.total",
    "visits.coworking",
    "consult.total",
    "events.total",
    "training.attendances",
    "users.registered",
)
MONTHS = 24
KEPT_FOR = 10 * 60
"""Seconds. Entries change the key at once; targets, names and libraries may be this late."""


@dataclass(frozen=True)
class Row:
    """One public indicator: the present month, the same days a year ago, whole months before. None: not counted then."""

    code: str
    now: Number | None
    year_ago: Number | None
    target: Decimal | None
    expected: Decimal | None
    months: tuple[tuple[date, Number | None], ...]
    withheld: str = ""
    """Why `now` is not told: so few people of a sensitive group that one could be recognised."""

    @property
    def indicator(self) -> Indicator:
        return indicator(self.code)

    @property
    def is_silent(self) -> bool:
        """Nobody has counted it yet."""
        return not self.withheld and not any(number for _month, number in self.months)


@dataclass(frozen=True)
class PlaceRow:
    """The indicator of one library since January, and in the same days a year ago. None: withheld, or not counted."""

    place: Library
    now: Number | None
    year_ago: Number | None


@dataclass(frozen=True)
class Figures:
    """Everything that the page counts."""

    on: date
    rows: tuple[Row, ...]
    since: date
    """The month in which anything was counted first, two years ago at the earliest."""

    @property
    def month_words(self) -> str:
        return month_words(self.on)

    @property
    def is_empty(self) -> bool:
        return all(row.is_silent for row in self.rows)

    def row(self, code: str) -> Row:
        """Return the row of a code, the first one that was counted when it is not public."""
        counted = [row for row in self.rows if not row.is_silent] or list(self.rows)
        return next((row for row in counted if row.code == code), counted[0])


def candidates() -> list[Indicator]:
    """Return what may be shown: a month’s worth of it has a meaning and the past is known."""
    return [one for one in INDICATORS if not one.yearly and one.has_history]


def shown() -> list[Indicator]:
    """Return what the page shows, in order."""
    known = {one.code: one for one in candidates()}
    chosen = [code for code in ShownIndicator.objects.values_list("indicator", flat=True) if code in known]
    return [known[code] for code in chosen or USUAL if code in known]


def name_of(code: str) -> str:
    """Return how people call an indicator; its code when the catalogue does not have it any more."""
    try:
        return str(indicator(code).name)
    except KeyError:
        return code


def stamp(*, on: date) -> str:
    """Return what changes whenever a number may have changed."""
    return f"{on.isoformat()}-{Entry.objects.aggregate(last=Max('pk'))['last'] or 0}"


def figures(*, on: date, chosen: Sequence[Indicator] | None = None) -> Figures:
    """Return the numbers of the whole system; `chosen` is another list than the public one, for a preview."""
    listed = shown() if chosen is None else list(chosen)
    key = f"work:{stamp(on=on)}:{'.'.join(one.code for one in listed)}"
    found: Figures = kept(key, lambda: _figures(listed, on=on))
    return found


def by_place(one: Indicator, *, on: date, since: date) -> list[PlaceRow]:
    """Return the libraries side by side since January; empty when there is only one.

    The last year is told only when it was counted from its January on (`since` is the first counted month).
    """
    libraries = list(places.libraries(on=on))
    if len(libraries) < 2 or not one.adds_up:
        return []
    found: list[PlaceRow] = kept(
        f"work:{stamp(on=on)}:places:{one.code}:{since}",
        lambda: _by_place(one, libraries=libraries, on=on, since=since),
    )
    return found


def series(
    chosen: Sequence[Indicator], *, on: date, place: Library | None
) -> dict[str, list[tuple[Period, Number | None]]]:
    """Return the months of each indicator, the present one last."""
    period = _two_years(on)
    where = None if place is None else [place]
    found = indicators.monthly_many(chosen, period=period, places=where)
    return {code: [(month, value.number) for month, value in months] for code, months in found.items()}


def kept(key: str, make: Callable[[], Any]) -> Any:
    """Return what is in the cache, made now when it is not there."""
    found = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEPT_FOR)
    return found


def _two_years(on: date) -> Period:
    month = Period.month(on.year, on.month)
    start = month
    for _ in range(MONTHS):
        start = start.previous()
    return Period(start.start, month.end)


def _figures(listed: Sequence[Indicator], *, on: date) -> Figures:
    month = Period.month(on.year, on.month)
    compared = indicators.compare_many(listed, period=month, on=on)
    months = series(listed, on=on, place=None)
    first = min((period.start for rows in months.values() for period, number in rows if number), default=month.start)
    share = share_of_month(month=month, places=None, on=on)
    rows = []
    for one in compared:
        target = indicators.target_of(one.indicator, period=month)
        expected = None if target is None else (target * share).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        counted_then = month.year_before().start >= first and not one.indicator.sensitive
        told = published_parts(one.indicator, {period.start: number for period, number in months[one.indicator.code]})
        present = told.parts[month.start]
        rows.append(
            Row(
                code=one.indicator.code,
                now=None if present.is_withheld else one.now.number,
                year_ago=one.year_ago.number if counted_then else None,
                target=target,
                expected=expected,
                months=tuple((start, None if start < first else part.number) for start, part in told.parts.items()),
                withheld=present.sentence if present.is_withheld else "",
            )
        )
    return Figures(on=on, rows=tuple(rows), since=first)


def _by_place(one: Indicator, *, libraries: Sequence[Library], on: date, since: date) -> list[PlaceRow]:
    period = Period.through(date(on.year, 1, 1), on)
    now = _told_by_place(one, period=period, libraries=libraries)
    earlier = period.year_before()
    if since > earlier.start:
        return [PlaceRow(place, now[place.pk], None) for place in libraries]
    before = _told_by_place(one, period=earlier, libraries=libraries)
    return [PlaceRow(place, now[place.pk], before[place.pk]) for place in libraries]


def _told_by_place(one: Indicator, *, period: Period, libraries: Sequence[Library]) -> dict[int, Number | None]:
    found = indicators.by_place(one, period=period, places=libraries)
    told = published_parts(one, {place.pk: value.number or 0 for place, value in found})
    return {pk: part.number for pk, part in told.parts.items()}
