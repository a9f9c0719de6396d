"""Numbers of the diary by day and by month, gathered in a few statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from oseredok.base.core.dates import MONTHS, long_date
from oseredok.base.core.months import FirstOfMonth
from oseredok.base.core.periods import Period
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.management.indicators import gathering, numbers
from oseredok.management.indicators.formulas import Cut, Facts, unique
from oseredok.management.indicators.selection import Selection
from oseredok.management.reports.diary.parts import Cell, Column, Grid, Row


def grid(*, columns: tuple[Column, ...], period: Period, places: Sequence[Library], on: date) -> Grid:
    """A day, a month by days or a year by months, up to the day `on`; the sums below are of the whole period."""
    cuts = unique(column.cut for column in columns)
    yearly = period.kind == "year"
    facts = gathering.gather(cuts=cuts, period=period, places=places, by="month" if yearly else "day", keep=())
    afterwards = _late(cuts, period, places, monthly=yearly)
    spans = (
        _months(period, on) if yearly else _days(period, places, on, {day for day in facts if isinstance(day, date)})
    )
    rows = tuple(
        _row(
            _title(span, period), span, columns, [facts.get(span.start, Facts())], places, afterwards.get(span.start, 0)
        )
        for span in spans
    )
    everything = list(facts.values())
    total_late = sum(afterwards.values())
    totals = [] if period.kind == "day" else [_row(_sum_title(period), period, columns, everything, places, total_late)]
    carried = None
    since_january = Period(date(period.start.year, 1, 1), period.end)
    if not yearly:
        before = [Facts()]
        if since_january.start < period.start:
            earlier = Period(since_january.start, period.start)
            before = [gathering.gather(cuts=cuts, period=earlier, places=places, keep=())[None]]
            carried = _row(_("Перенесено з початку року"), earlier, columns, before, places)
        totals.append(_row(_("З початку року"), since_january, columns, [*before, *everything], places))
    return Grid(columns=columns, rows=rows, totals=tuple(totals), carried=carried)


def _row(
    title: str,
    span: Period,
    columns: Sequence[Column],
    facts: Sequence[Facts],
    places: Sequence[Library],
    late: int = 0,
) -> Row:
    ids = tuple(place.pk for place in places)
    cells = tuple(
        Cell(
            number=sum(part.total(column.cut, column.of) for part in facts),
            selection=Selection(
                cut=column.cut, period=span, places=ids, of="" if column.of == "quantity" else column.of
            ),
        )
        for column in columns
    )
    everything = Cut(
        kinds=unique_words(column.cut.kinds for column in columns),
        groups=unique_words(column.cut.groups for column in columns),
    )
    marked = (
        Cell(late, Selection(cut=everything, period=span, places=ids, late_only=True, of="entries")) if late else None
    )
    return Row(title=title, period=span, cells=cells, late=marked)


def unique_words(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in parts for word in part))


def _late(cuts: Sequence[Cut], period: Period, places: Sequence[Library], *, monthly: bool) -> dict[date, int]:
    """How many entries of these cuts were written down afterwards, by day or by month."""
    everything = Cut(kinds=unique_words(cut.kinds for cut in cuts), groups=unique_words(cut.groups for cut in cuts))
    entries = gathering.cut_entries(everything, period=period, places=places).filter(numbers.late()).order_by()
    if monthly:
        rows = entries.annotate(bucket=FirstOfMonth("local_date")).values("bucket")
        return {row["bucket"]: row["late"] for row in rows.annotate(late=Count("pk"))}
    return {row["local_date"]: row["late"] for row in entries.values("local_date").annotate(late=Count("pk"))}


def _days(period: Period, places: Sequence[Library], on: date, recorded: set[date]) -> list[Period]:
    """Working days, and other days on which something was recorded all the same."""
    if period.kind == "day":
        return [period]
    working = {day for place in places for day in hours.working_days(place, period)}
    return [Period.day(day) for day in sorted(working | recorded) if day <= on or day in recorded]


def _months(period: Period, on: date) -> list[Period]:
    return [month for month in period.months() if month.start <= on]


def _title(span: Period, whole: Period) -> str:
    if span.kind == "month":
        return MONTHS[span.start.month - 1]
    return long_date(span.start) if whole.kind == "day" else f"{span.start:%d.%m}"


def _sum_title(period: Period) -> str:
    return _("Усього за рік") if period.kind == "year" else _("Усього за місяць")
