"""What the overview of indicators shows. Read-only; built once for a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.dates import MONTHS, MONTHS_IN, WEEKDAYS_ON, WEEKDAYS_SHORT
from oseredok.base.core.periods import Period
from oseredok.base.core.text import number, percent
from oseredok.base.ui import charts
from oseredok.faces.office.numbers import Line, capital, entries_url, lines, shown, signed_percent
from oseredok.faces.office.scope import Scope
from oseredok.management.indicators import queries
from oseredok.management.indicators.catalogue import INDICATORS, SECTIONS, Section, indicator
from oseredok.management.indicators.formulas import NONE, Number
from oseredok.management.indicators.indicator import Indicator
from oseredok.management.indicators.queries import Comparison, Progress, Share

TILES = {
    "visits.total": lazy("Відвідувань"),
    "services.total": lazy("Послуг надано"),
    "users.new": lazy("Нових користувачів"),
    "events.total": lazy("Заходів"),
}
# Names for bars and for «Найбільше зростання: …».
BARS = {
    "services.access": lazy("робочі місця й техніка"),
    "consult.total": lazy("консультації"),
    "ref.total": lazy("довідки"),
    "papers.total": lazy("листи, петиції, декларації"),
    "visits.events": lazy("відвідування заходів"),
    "training.attendances": lazy("слухачі занять"),
}
AGE_TONES = ("s0", "s1", "s2", "s3", "s4", "s5", "grey")


@dataclass(frozen=True)
class Tile:
    """One number on top: what, how many, the aim, a sentence."""

    label: str
    value: str
    url: str
    aim: str = ""
    note: str = ""
    state: str = ""
    part: float | None = None
    of: float | None = None
    expected: float | None = None


@dataclass(frozen=True)
class Table:
    section: Section
    lines: list[Line]


@dataclass
class Overview:
    """«Показники» for a period and libraries."""

    scope: Scope
    watched: tuple[str, ...] = ()
    """What the person has chosen for the table; nothing chosen: what is done and how people rate it."""

    @cached_property
    def listed(self) -> list[Indicator]:
        if self.watched:
            return [indicator(code) for code in self.watched]
        return [one for one in INDICATORS if one.source in ("journal", "ratings")]

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        asked = {one.code: one for one in (*self.listed, *map(indicator, (*TILES, *BARS)))}
        found = queries.compare_many(
            asked.values(), period=self.scope.period, on=self.scope.on, places=self.scope.places
        )
        return {one.indicator.code: one for one in found}

    @property
    def is_empty(self) -> bool:
        return not any(one.now.number for one in self.comparisons.values())

    @cached_property
    def _lines(self) -> list[tuple[Section, list[Line]]]:
        is_year = self.scope.period.kind == "year"
        codes = {one.code for one in self.listed}
        return [
            (
                section,
                lines(
                    [
                        self.comparisons[one.code]
                        for one in section.indicators
                        if one.code in codes and (is_year or not one.yearly)
                    ],
                    never_kept=self._never_kept,
                ),
            )
            for section in SECTIONS
        ]

    @cached_property
    def _never_kept(self) -> frozenset[str]:
        return queries.never_kept(self.listed, places=self.scope.places)

    @property
    def tables(self) -> list[Table]:
        """Only what was counted in one of the two years; the rest is named below the table."""
        told = [
            (section, [line for line in found if self.watched or not line.is_silent]) for section, found in self._lines
        ]
        return [Table(section, found) for section, found in told if found]

    @property
    def silent(self) -> list[Line]:
        return [] if self.watched else [line for __, found in self._lines for line in found if line.is_silent]

    @property
    def year_ago_title(self) -> str:
        """What the last year's column holds: «жовтень 2025» or, while the month runs, «1–14 жовтня 2025»."""
        return queries.compared_periods(self.scope.period, on=self.scope.on)[1].title

    # --- Words --------------------------------------------------------------------------------------

    @cached_property
    def progress(self) -> Progress | None:
        """Only a month has a target."""
        if self.scope.period.kind != "month":
            return None
        return queries.progress("visits.total", month=self.scope.period, on=self.scope.on, places=self.scope.places)

    @property
    def verdict(self) -> list[str]:
        """Up to three sentences that say how it goes."""
        visits = self.comparisons["visits.total"]
        said = [_("Відвідувань: %(now)s.") % {"now": shown(visits.now.number)}]
        if visits.percent is not None and visits.difference is not None:
            more = visits.difference >= 0
            said = [
                (
                    _("Відвідувань %(now)s: на %(share)s більше, ніж торік за той самий час.")
                    if more
                    else _("Відвідувань %(now)s: на %(share)s менше, ніж торік за той самий час.")
                )
                % {"now": shown(visits.now.number), "share": percent(abs(visits.percent))}
            ]
        if self.progress and self.progress.target is not None:
            said.append(self.progress.sentence)
        if best := self._fastest():
            said.append(_("Найбільше зростання: %(what)s.") % {"what": _grown(best)})
        return said

    def _fastest(self) -> Comparison | None:
        grown = [one for one in map(self.comparisons.__getitem__, BARS) if one.percent and one.percent > 0]
        return max(grown, key=lambda one: one.percent or 0, default=None)

    # --- Tiles --------------------------------------------------------------------------------------

    @property
    def tiles(self) -> list[Tile]:
        return [self._tile(code) for code in TILES]

    def _tile(self, code: str) -> Tile:
        compared = self.comparisons[code]
        label = str(TILES[code])
        value, url = shown(compared.now.number), entries_url(compared.now.selection)
        if code == "visits.total" and self.progress and self.progress.target:
            going = self.progress
            target, expected = float(going.target or 0), going.expected_by_today
            return Tile(
                label=label,
                value=value,
                url=url,
                aim=_("ціль %(n)s") % {"n": number(going.target or 0)},
                note=going.sentence,
                state="danger" if going.is_behind else "success",
                part=float(going.value),
                of=target,
                expected=None if expected is None else float(expected),
            )
        if compared.percent is None:
            return Tile(label=label, value=value, url=url, note=_("торік за цей час записів не було"))
        note = _("%(change)s до минулого року") % {"change": signed_percent(compared.percent)}
        return Tile(label=label, value=value, url=url, note=note)

    # --- Charts -------------------------------------------------------------------------------------

    @cached_property
    def months_chart(self) -> charts.Chart:
        return months_chart("visits.total", self.scope)

    @cached_property
    def services_chart(self) -> charts.Chart:
        compared = [self.comparisons[code] for code in BARS]
        best = self._fastest()
        title = _("Послуги за видами")
        if best:
            title = _("Найбільше зростання: %(what)s") % {"what": _grown(best)}
        return charts.bars_with_last_year(
            title=title,
            subtitle=_("Скільки разів допомогли; риска: торік за той самий час"),
            measure=_("Разів"),
            bars=[
                charts.Compared(
                    label=capital(str(BARS[one.indicator.code])),
                    value=float(one.now.number or 0),
                    last_year=float(one.year_ago.number or 0) if one.year_ago.number else None,
                    url=entries_url(one.now.selection),
                )
                for one in compared
                if one.now.number or one.year_ago.number
            ],
        )

    @cached_property
    def ages_chart(self) -> charts.Chart:
        shares = queries.breakdown("visits.total", by="age", period=self.scope.period, places=self.scope.places)
        return charts.stacked_share(
            title=_age_title(shares),
            subtitle=_("Відвідування за віком"),
            measure=_("Відвідувань"),
            parts=[
                charts.Part(
                    label=_("не вказано") if share.code == NONE else str(share.label),
                    value=share.number,
                    tone=_tone(share.code),
                    url=entries_url(share.selection),
                )
                for share in shares
            ],
        )

    @cached_property
    def hours_chart(self) -> charts.Chart:
        cells = queries.weekday_hours("visits.total", period=self.scope.period, places=self.scope.places)
        found = {(cell.weekday, cell.hour): cell for cell in cells}
        days = sorted({cell.weekday for cell in cells})
        hours = range(min((cell.hour for cell in cells), default=9), max((cell.hour for cell in cells), default=18) + 1)
        busiest = max(cells, key=lambda cell: cell.number, default=None)
        title = _("Відвідування за днями й годинами")
        if busiest:
            title = _("Найлюдніше %(day)s о %(hour)s:00") % {"day": WEEKDAYS_ON[busiest.weekday], "hour": busiest.hour}
        return charts.heat_map(
            title=title,
            subtitle=_("Відвідування за днем тижня й годиною"),
            across=[str(hour) for hour in hours],
            down=[WEEKDAYS_SHORT[day] for day in days],
            values=[[found[day, hour].number if (day, hour) in found else 0 for hour in hours] for day in days],
            urls=[
                [entries_url(found[day, hour].selection) if (day, hour) in found else "" for hour in hours]
                for day in days
            ],
        )


def _grown(compared: Comparison) -> str:
    return f"{BARS[compared.indicator.code]}, {signed_percent(compared.percent)}"


def _tone(code: str) -> str:
    order = ("0_14", "15_17", "18_21", "22_35", "36_59", "60p")
    return AGE_TONES[order.index(code)] if code in order else AGE_TONES[-1]


def _age_title(shares: list[Share]) -> str:
    known = [share for share in shares if share.percent is not None and share.code != NONE]
    if not known:
        return _("Хто приходить")
    largest = max(known, key=lambda share: share.number)
    return _("Найчастіше приходять люди віком %(age)s: %(share)s") % {
        "age": largest.label,
        "share": percent(largest.percent or 0),
    }


def months_chart(code: str, scope: Scope) -> charts.Chart:
    """The months of the year, or twelve months up to the period, against the target of the last of them."""
    one = indicator(code)
    span = months_span(scope.period)
    values = queries.monthly(one, period=span, places=scope.places)
    target = queries.target_of(one, period=span.months()[-1], places=scope.places)
    started = [(month, value) for month, value in values if month.start <= scope.on]
    points = [
        charts.Point(
            label=f"{MONTHS[month.start.month - 1]}",
            value=None if month.start > scope.on or value.number is None else float(value.number),
            url="" if month.start > scope.on or not value.number else entries_url(value.selection),
            note=_("ще триває") if month.contains(scope.on) and scope.on < month.last else "",
            now=month.overlaps(scope.period) and scope.period.kind == "month",
        )
        for month, value in values
    ]
    over = [(month, value.number or 0) for month, value in started if month.last <= scope.on]
    return charts.line_with_target(
        title=_months_title(over, None if target is None else float(target)),
        subtitle=_("%(name)s за місяцями, %(span)s") % {"name": capital(str(one.name)), "span": span.title},
        points=points,
        target=None if target is None else float(target),
        measure=str(one.unit),
    )


def months_span(period: Period) -> Period:
    """A year as it is; for anything shorter the twelve months that end with it."""
    if period.kind == "year":
        return period
    end = period.months()[-1]
    start = end.year_before().next()
    return Period(start.start, end.end)


def _months_title(over: Sequence[tuple[Period, Number]], target: float | None) -> str:
    finished = [(month, float(value)) for month, value in over]
    if not any(value for _month, value in finished):
        return _("Записів за місяцями ще немає")
    if target is not None:
        reached = sum(value >= target for _month, value in finished)
        return _("Ціль досягнуто: місяців %(n)s із %(all)s") % {"n": reached, "all": len(finished)}
    best = max(finished, key=lambda pair: pair[1])
    month = MONTHS_IN[best[0].start.month - 1]
    # «у» only before «в»: «у вересні», but «в жовтні».
    most = _("Найбільше у %(month)s: %(n)s") if month.startswith("в") else _("Найбільше в %(month)s: %(n)s")
    return most % {
        "month": month,
        "n": number(best[1]),
    }
