"""What the page of one indicator shows: months beside the last year's, libraries, ages, channels, themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from oseredok.base.core.dates import month_words
from oseredok.base.core.periods import Period
from oseredok.base.core.text import number, percent
from oseredok.base.ui import charts
from oseredok.faces.office.numbers import Line, capital, entries_url, shown, signed, signed_percent
from oseredok.faces.office.overview import months_chart, months_span
from oseredok.faces.office.scope import Scope
from oseredok.management.indicators import queries, wording
from oseredok.management.indicators.breakdowns import NAMES, SENSITIVE, By
from oseredok.management.indicators.catalogue import Indicator, full_name
from oseredok.management.indicators.queries import Comparison, Progress, Value
from oseredok.management.indicators.targets import LENGTHS

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
    published: str = ""


@dataclass(frozen=True)
class ShareTable:
    """`is_guarded`: its small numbers are for this page only; beside each stands what may be published."""

    title: str | Promise
    lines: list[ShareLine]
    is_guarded: bool = False

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
        return capital(full_name(self.indicator))

    @property
    def counted_as(self) -> str:
        """How the number comes about."""
        return wording.counted_as(self.indicator)

    @property
    def source(self) -> str:
        return wording.source_of(self.indicator)

    @property
    def comes_from(self) -> str:
        """Where the number will come from, for one that nobody keeps yet."""
        return wording.comes_from(self.indicator)

    @cached_property
    def is_kept(self) -> bool:
        return not queries.never_kept([self.indicator], places=self.scope.places)

    @property
    def before_title(self) -> str:
        return queries.period_before(self.scope.period, on=self.scope.on).title

    @property
    def before_change(self) -> str:
        """`+12, +8 %` since the period just before."""
        compared = self.comparison
        if compared.difference_before is None:
            return ""
        return f"{signed(compared.difference_before)}, {signed_percent(compared.percent_before)}"

    @property
    def certainty(self) -> str:
        """How far a share may be from the truth: «95 % за те, що справжня частка від 65,2 до 89,5 %; порахували 40»."""
        value = self.comparison.now
        if value.n is None:
            return ""
        if value.interval is None:
            return _("порахували {n}").format(n=number(value.n))
        low, high = value.interval
        told = _("з {n}; імовірно від {low} до {high} %").format(n=number(value.n), low=number(low), high=number(high))
        return _("{told}. Замало, щоб робити висновок").format(told=told) if value.is_of_few else told

    @cached_property
    def target(self) -> Progress | None:
        """How it goes against its target, when there is one."""
        if self.scope.period.kind not in LENGTHS:
            return None
        found = queries.progress(self.indicator, month=self.scope.period, on=self.scope.on, places=self.scope.places)
        return found if found.target is not None else None

    @property
    def target_value(self) -> str:
        return shown(self.target.target) if self.target else ""

    @cached_property
    def comparison(self) -> Comparison:
        return queries.compare(self.indicator, period=self.scope.period, on=self.scope.on, places=self.scope.places)

    @property
    def line(self) -> Line:
        return Line(self.comparison, indent=False, is_kept=self.is_kept)

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
                tables.append(ShareTable(title, found, by in SENSITIVE))
        return tables

    def _shares(self, by: By) -> list[ShareLine]:
        parts = queries.breakdown(self.indicator, by=by, period=self.scope.period, places=self.scope.places)
        published = queries.published_shares(parts, by=by) if by in SENSITIVE else {}
        return [
            ShareLine(
                label=part.label,
                number=shown(part.number),
                url=entries_url(part.selection),
                percent="" if part.percent is None else percent(part.percent),
                published=published[part.code].sentence if part.code in published else "",
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
