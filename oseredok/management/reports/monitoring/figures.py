"""Charts of a monitoring as plain data: drawn for pages by `base/ui/charts`, for papers by `drawings`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from oseredok.base.core.dates import MONTHS, WEEKDAYS_ON, WEEKDAYS_SHORT
from oseredok.base.core.text import lower_first, number, percent
from oseredok.base.ui import charts
from oseredok.management.indicators.formulas import NONE
from oseredok.management.reports.frozen import sentences
from oseredok.management.reports.frozen.content import Content, Point, Row
from oseredok.management.reports.monitoring.choices import BARS

Link = Callable[[str], str]
"""Turns the query of a number into the address of its entries; on public pages into nothing."""
AGE_TONES = {"0_14": "s0", "15_17": "s1", "18_21": "s2", "22_35": "s3", "36_59": "s4", "60p": "s5"}


@dataclass(frozen=True)
class Bar:
    label: str
    number: Decimal
    base: Decimal | None = None
    query: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Figure:
    """One chart. `title` is the conclusion. `bars` are months, services or parts; a heat map has `across` and `down`."""

    kind: Literal["line", "bars", "share", "heat"]
    code: str
    title: str
    subtitle: str
    measure: str
    bars: tuple[Bar, ...] = ()
    target: Decimal | None = None
    base_words: str = ""
    across: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    values: tuple[tuple[Bar, ...], ...] = ()

    @property
    def total(self) -> Decimal:
        return sum((bar.number for bar in self.bars), Decimal())

    @property
    def alt(self) -> str:
        """All of it in words, for those who do not see the picture."""
        if self.kind == "heat":
            rows = (
                f"{day}: "
                + ", ".join(f"{hour}:00 {number(bar.number)}" for hour, bar in zip(self.across, row, strict=True))
                for day, row in zip(self.down, self.values, strict=True)
            )
            return f"{self.title}. {self.subtitle}. " + "; ".join(rows)
        told = [f"{bar.label}: {self._value(bar)}" for bar in self.bars]
        if self.target is not None:
            told.append(_("ціль {n}").format(n=number(self.target)))
        return f"{self.title}. {self.subtitle}. " + "; ".join(told)

    def _value(self, bar: Bar) -> str:
        if self.kind == "share":
            return f"{number(bar.number)} ({self.share(bar)})"
        return number(bar.number) + ("" if bar.base is None else f" ({self.base_words}: {number(bar.base)})")

    def share(self, bar: Bar) -> str:
        return percent(bar.number * 100 / self.total if self.total else 0)


def figures(content: Content) -> list[Figure]:
    """Return the charts that the frozen numbers can make, in the order of the page."""
    return list(_figures(content))


def _figures(content: Content) -> Iterator[Figure]:
    flows = [
        row for row in content.rows if row.number_kind == "flow" and len(row.months) > 1 and row.number is not None
    ]
    first = next((row for row in flows if row.target is not None), flows[0] if flows else None)
    if first is not None:
        yield _months(first)
    if bars := _bars(content):
        yield bars
    if hours := content.picture("hour"):
        yield _hours(hours)
    if ages := content.picture("age"):
        yield _ages(ages)
    if scores := content.picture("score"):
        yield _scores(scores, content)
    visits = content.row("visits.total")
    if visits is not None and len(visits.places) > 1:
        yield _places(visits)


def _bar(point: Point, label: str = "", tone: str = "") -> Bar:
    return Bar(label or point.label, point.number or Decimal(), None, point.query, tone)


def _months(row: Row) -> Figure:
    bars = tuple(_bar(point, MONTHS[int(point.key[5:7]) - 1]) for point in row.months)
    target = None if row.target is None else (row.target / len(bars)).quantize(Decimal(1))
    if target is not None:
        title = sentences.months_reaching([bar.number for bar in bars], target)
    else:
        title = sentences.months(row) or _("За місяцями")
    return Figure(
        "line", row.code, title.rstrip("."), _("{name} за місяцями").format(name=row.name), row.unit, bars, target
    )


def _bars(content: Content) -> Figure | None:
    rows = [row for code in BARS if (row := content.row(code)) is not None and row.number is not None]
    bars, words = [], ""
    for row in rows:
        base = sentences.base_of(row, content.period)
        if row.number or (base and base.number):
            words = base.then if base else words
            bars.append(Bar(row.name, row.number or Decimal(), base.number if base else None, row.query))
    if len(bars) < 2:
        return None
    bars.sort(key=lambda bar: -bar.number)
    most = bars[0]
    title = _("Найбільше: {what}, {n}").format(what=lower_first(most.label), n=number(most.number))
    subtitle = _("Скільки разів за період")
    if words:
        subtitle = _("Скільки разів за період; риска: {then}").format(then=words)
    return Figure("bars", "services", title, subtitle, _("Разів"), tuple(bars), base_words=words)


def _hours(points: Sequence[Point]) -> Figure:
    found = {point.key: point for point in points}
    keys = [tuple(int(part) for part in key.split("-")) for key in found]
    days = sorted({day for day, _hour in keys})
    hours = range(min(hour for _day, hour in keys), max(hour for _day, hour in keys) + 1)
    busiest = max(points, key=lambda point: point.number or 0)
    day, hour = (int(part) for part in busiest.key.split("-"))
    values = tuple(
        tuple(_bar(found[f"{day}-{hour}"]) if f"{day}-{hour}" in found else Bar("", Decimal()) for hour in hours)
        for day in days
    )
    return Figure(
        "heat",
        "hours",
        _("Найлюдніше {day} о {hour}:00").format(day=WEEKDAYS_ON[day], hour=hour),
        _("Відвідування за днем тижня й годиною"),
        _("Відвідувань"),
        across=tuple(str(hour) for hour in hours),
        down=tuple(WEEKDAYS_SHORT[day] for day in days),
        values=values,
    )


def _ages(points: Sequence[Point]) -> Figure:
    bars = tuple(
        _bar(point, _("не вказано") if point.key == NONE else point.label, AGE_TONES.get(point.key, "grey"))
        for point in points
    )
    known = [bar for bar, point in zip(bars, points, strict=True) if point.key != NONE]
    title = _("Хто приходить")
    figure = Figure("share", "ages", title, _("Відвідування за віком"), _("Відвідувань"), bars)
    if not known:
        return figure
    most = max(known, key=lambda bar: bar.number)
    title = _("Найчастіше приходять люди віком {age}: {share}").format(age=most.label, share=figure.share(most))
    return Figure("share", "ages", title, figure.subtitle, figure.measure, bars)


def _scores(points: Sequence[Point], content: Content) -> Figure:
    """Positive, neutral, critical; what critical ones are about stands in the subtitle."""
    tones = {"positive": "green", "neutral": "grey", "critical": "brick"}
    bars = tuple(_bar(point, tone=tones.get(point.key, "grey")) for point in points)
    figure = Figure("share", "scores", "", "", _("Відгуків"), bars)
    positive = next((bar for bar, point in zip(bars, points, strict=True) if point.key == "positive"), None)
    title = _("Відгуки") if positive is None else _("Схвальних відгуків {share}").format(share=figure.share(positive))
    subtitle = _("Усього відгуків: {n}").format(n=number(figure.total))
    if remarks := content.picture("remark"):
        about = ", ".join(f"{point.label} {number(point.number or 0)}" for point in remarks)
        subtitle = _("Усього відгуків: {n}. Критичні про таке: {about}").format(n=number(figure.total), about=about)
    return Figure("share", "scores", title, subtitle, _("Відгуків"), bars)


def _places(row: Row) -> Figure:
    bars = tuple(sorted((_bar(point) for point in row.places), key=lambda bar: -bar.number))
    title = _("Найбільше відвідувань: {place}").format(place=bars[0].label)
    return Figure("bars", "places", title, _("Відвідування за бібліотеками"), row.unit, bars)


# --- For pages ----------------------------------------------------------------------------------------


def for_page(figure: Figure, link: Link) -> charts.Chart:
    """Return the chart of the page; each number opens its entries where `link` gives an address."""

    def url(bar: Bar) -> str:
        return link(bar.query) if bar.query and bar.number else ""

    title, subtitle, measure = figure.title, figure.subtitle, figure.measure
    if figure.kind == "heat":
        return charts.heat_map(
            title=title,
            subtitle=subtitle,
            across=figure.across,
            down=figure.down,
            values=[[float(bar.number) for bar in row] for row in figure.values],
            urls=[[url(bar) for bar in row] for row in figure.values],
        )
    if figure.kind == "line":
        points = [charts.Point(bar.label, float(bar.number), url(bar)) for bar in figure.bars]
        target = None if figure.target is None else float(figure.target)
        return charts.line_with_target(title=title, subtitle=subtitle, points=points, target=target, measure=measure)
    if figure.kind == "share":
        parts = [charts.Part(bar.label, float(bar.number), bar.tone, url(bar)) for bar in figure.bars]
        return charts.stacked_share(title=title, subtitle=subtitle, parts=parts, measure=measure)
    compared = [
        charts.Compared(bar.label, float(bar.number), None if bar.base is None else float(bar.base), url(bar))
        for bar in figure.bars
    ]
    return charts.bars_with_last_year(title=title, subtitle=subtitle, bars=compared, measure=measure)
