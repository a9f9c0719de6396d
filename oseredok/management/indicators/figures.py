"""Numbers written by hand: which one holds, and what they make for a period and libraries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators.formulas import Number, Outside
from oseredok.management.indicators.models import Figure
from oseredok.management.indicators.sources import Cell

AT_START = "@start"
"""After a name: the stock as it stood the day before the period."""
Held = Mapping[int | None, Sequence[Figure]]
"""The figures that hold of one indicator, by library; None: those of the whole system."""


def read(leaves: Sequence[Outside], cells: Sequence[Cell]) -> dict[tuple[Outside, Hashable], Number]:
    """Return what was written; a number that nobody wrote is left out."""
    held = _held({leaf.name.removesuffix(AT_START) for leaf in leaves})
    everywhere = None
    found: dict[tuple[Outside, Hashable], Number] = {}
    for leaf in leaves:
        rows = held.get(leaf.name.removesuffix(AT_START))
        if not rows:
            continue
        if everywhere is None:
            everywhere = frozenset(Library.objects.filter(closed_on__isnull=True).values_list("pk", flat=True))
        for cell in cells:
            ids = None if cell.places is None else [place.pk for place in cell.places]
            number = _number(leaf, rows, cell.period, ids, everywhere)
            if number is not None:
                found[leaf, cell.key] = number
    return found


def ever() -> frozenset[str]:
    """Return the names of which anything was ever written."""
    return frozenset(
        Figure.objects.filter(value__isnull=False).order_by().values_list("indicator", flat=True).distinct()
    )


def current(*, indicators: Iterable[str], period: Period | None = None) -> dict[str, dict[int | None, list[Figure]]]:
    """Return the figures that hold, by indicator and library; with `period`, only those written for exactly it."""
    found = _held(indicators)
    if period is None:
        return {code: {place: list(rows) for place, rows in by_place.items()} for code, by_place in found.items()}
    return {
        code: {
            place: [row for row in rows if (row.starts_on, row.ends_on) == (period.start, period.end)]
            for place, rows in by_place.items()
        }
        for code, by_place in found.items()
    }


def _held(indicators: Iterable[str]) -> dict[str, dict[int | None, list[Figure]]]:
    """Of each indicator, library and days the newest row; a number that was taken back is none."""
    newest: dict[tuple[str, int | None, date, date], Figure] = {}
    for row in Figure.objects.filter(indicator__in=list(indicators)).order_by("pk"):
        newest[row.indicator, row.place_id, row.starts_on, row.ends_on] = row
    held: dict[str, dict[int | None, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for (code, place, _starts, _ends), row in newest.items():
        if row.value is not None:
            held[code][place].append(row)
    return held


@dataclass(frozen=True)
class _Told:
    """A number and how new it is: the last day that it tells of."""

    number: Decimal
    until: date


def _number(
    leaf: Outside, rows: Held, period: Period, places: Sequence[int] | None, everywhere: frozenset[int]
) -> Decimal | None:
    def told(place: int | None) -> _Told | None:
        return _of_place(leaf, rows.get(place, ()), period)

    whole = places is None or everywhere <= set(places)
    own = [one for place in (rows if places is None else places) if place is not None and (one := told(place))]
    system = told(None) if whole else None
    if not own:
        return system.number if system else None
    if system and system.until >= max(one.until for one in own):
        return system.number
    return sum((one.number for one in own), Decimal())


def _of_place(leaf: Outside, rows: Sequence[Figure], period: Period) -> _Told | None:
    if leaf.kind == "flow":
        return _flow(rows, period)
    until = period.start if leaf.name.endswith(AT_START) else period.end
    known = [row for row in rows if row.ends_on <= until]
    if not known:
        return None
    latest = max(known, key=lambda row: row.ends_on)
    return _Told(_value(latest), latest.ends_on)


def _flow(rows: Sequence[Figure], period: Period) -> _Told | None:
    """Add up what lies within the period; a number for a longer time stands instead of those for its parts."""
    taken: list[Figure] = []
    for row in sorted(rows, key=lambda one: (one.starts_on - one.ends_on, one.starts_on)):
        inside = period.start <= row.starts_on and row.ends_on <= period.end
        if inside and not any(row.starts_on < one.ends_on and one.starts_on < row.ends_on for one in taken):
            taken.append(row)
    if not taken:
        return None
    return _Told(sum((_value(row) for row in taken), Decimal()), max(row.ends_on for row in taken))


def _value(row: Figure) -> Decimal:
    value = row.value or Decimal()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def day_of(period: Period, *, kind: str) -> Period:
    """Return the days for which a number of the period is kept: all of a flow, the last one of a stock."""
    return period if kind == "flow" else Period(period.last, period.last + timedelta(days=1))


def history(*, indicator: str, place: Library | None = None, all_places: bool = True) -> list[Figure]:
    """Return every row ever written, the newest first, each with its author."""
    rows = Figure.objects.filter(indicator=indicator)
    if not all_places:
        rows = rows.filter(Q(place=place) if place else Q(place__isnull=True))
    return list(rows.select_related("place", "written_by").order_by("-pk"))
