"""What the page of one indicator shows: months beside the last year's, libraries, ages, channels, themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise

from oseredok.base.core.dates import month_words
from oseredok.base.core.periods import Period
from oseredok.base.core.text import percent
from oseredok.base.ui import charts
from oseredok.faces.office.numbers import Line, capital, entries_url, shown, signed, signed_percent
from oseredok.faces.office.overview import months_chart, months_span
from oseredok.faces.office.scope import Scope
from oseredok.management.indicators import queries
from oseredok.management.indicators.breakdowns import NAMES, By
from oseredok.management.indicators.catalogue import Indicator
from oseredok.management.indicators.queries import Comparison, Value

GLANCE = 10


@dataclass(frozen=True)
class MonthLine:
    title: str
    now: str
    now_url: str
    year_ago: str
    year_ago_url: str
    difference: str
    percent: str


@dataclass(frozen=True)
class ShareLine:
    label: str | Promise
    number: str
    url: str
    percent: str


@dataclass(frozen=True)
class ShareTable:
    title: str | Promise
    lines: list[ShareLine]

    @property
    def first(self) -> list[ShareLine]:
        """As many as are read at a glance; the rest unfolds."""
        return self.lines[:GLANCE]

    @property
    def rest(self) -> list[ShareLine]:
        return self.lines[GLANCE:]


@dataclass
class Detail:
    """One indicator for a period and libraries."""

    indicator: Indicator
    scope: Scope

    @property
    def name(self) -> str:
        return capital(str(self.indicator.name))

    @cached_property
    def comparison(self) -> Comparison:
        return queries.compare(self.indicator, period=self.scope.period, on=self.scope.on, places=self.scope.places)

    @property
    def line(self) -> Line:
        return Line(self.comparison, indent=False)

    @property
    def year_ago_title(self) -> str:
        return queries.compared_periods(self.scope.period, on=self.scope.on)[1].title

    @cached_property
    def chart(self) -> charts.Chart:
        return months_chart(self.indicator.code, self.scope)

    @cached_property
    def months(self) -> list[MonthLine]:
        """Months that have begun, the latest first, each beside the same month of the last year."""
        span = months_span(self.scope.period)
        now = queries.monthly(self.indicator, period=span, places=self.scope.places)
        before = queries.monthly(self.indicator, period=_year_before(span), places=self.scope.places)
        pairs = [
            (month, value, earlier)
            for (month, value), (_month, earlier) in zip(now, before, strict=True)
            if month.start <= self.scope.on
        ]
        return [self._month(month, value, earlier) for month, value, earlier in reversed(pairs)]

    def _month(self, month: Period, value: Value, earlier: Value) -> MonthLine:
        compared = Comparison(self.indicator, value, earlier)
        return MonthLine(
            title=month_words(month.start),
            now=shown(value.number),
            now_url=entries_url(value.selection) if value.number else "",
            year_ago=shown(earlier.number),
            year_ago_url=entries_url(earlier.selection) if earlier.number else "",
            difference=signed(compared.difference),
            percent=signed_percent(compared.percent),
        )

    @cached_property
    def places(self) -> list[ShareLine]:
        """Libraries, when there are several."""
        if len(self.scope.allowed) < 2:
            return []
        values = queries.by_place(self.indicator, period=self.scope.period, places=self.scope.allowed)
        total = sum(value.number or 0 for _place, value in values) if self.indicator.adds_up else 0
        return [
            ShareLine(
                label=place.short_name,
                number=shown(value.number),
                url=entries_url(value.selection) if value.number else "",
                percent=percent((value.number or 0) * 100 / total) if total > 0 else "",
            )
            for place, value in values
        ]

    @cached_property
    def shares(self) -> list[ShareTable]:
        """Breakdowns that say something: more than one part."""
        tables = []
        for by, title in NAMES.items():
            found = self._shares(by)
            if len(found) > 1:
                tables.append(ShareTable(title, found))
        return tables

    def _shares(self, by: By) -> list[ShareLine]:
        parts = queries.breakdown(self.indicator, by=by, period=self.scope.period, places=self.scope.places)
        return [
            ShareLine(
                label=part.label,
                number=shown(part.number),
                url=entries_url(part.selection),
                percent="" if part.percent is None else percent(part.percent),
            )
            for part in parts
        ]

    @property
    def entries_url(self) -> str:
        return entries_url(self.comparison.now.selection)

    @property
    def back_url(self) -> str:
        return f"{reverse('office:indicators')}?{self.scope.query}"


def _year_before(span: Period) -> Period:
    """Twelve whole months a year earlier, whatever the calendar calls the span."""
    return Period(date(span.start.year - 1, span.start.month, 1), date(span.end.year - 1, span.end.month, 1))
