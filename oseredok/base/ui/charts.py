"""Charts: drawn on the server as SVG that obeys the strict policy and takes its colours from CSS.

Why svg.py: charts here are direct labels, ticks and brackets, which pygal's layout does not have (and pygal writes `<style>`
and `<script>` into the picture); vl-convert carries a whole browser engine. svg.py is typed, small and kept; this module
adds the scales. It does not escape text, so everything that came from data passes `_safe` here and nowhere else.

Across, lengths are per cent: a chart fills its place without shrinking its letters. Down, they are `em` of the chart's
own letters (`.chart svg`, 14 px at the usual size): larger letters make a taller chart. What phones need otherwise
(labels above bars, fewer words) is a second drawing, switched by the width of the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import svg
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from oseredok.base.core.text import number, percent
from oseredok.base.ui.chart_heat import heat_map
from oseredok.base.ui.chart_parts import Cell, Chart, Compared, Part, Point
from oseredok.base.ui.chart_places import NARROW_LETTER, target_name, under_part

LETTER: Final = 14.0
TONES: Final = ("s0", "s1", "s2", "s3", "s4", "s5")
DARK_TONES: Final = frozenset({"s3", "s4"})
SERIES_TONES: Final = frozenset({"s5", "green", "grey", "brick", "ochre"})

__all__ = [
    "Cell",
    "Chart",
    "Compared",
    "Part",
    "Point",
    "bars_with_last_year",
    "columns",
    "heat_map",
    "line_with_target",
    "sparkline",
    "stacked_share",
]


# --- Pen ----------------------------------------------------------------------------------------------
def _safe(text: object) -> str:
    return escape(str(text), quote=True)


def _down(pixels: float) -> svg.Length:
    return svg.Length(round(pixels / LETTER, 3), "em")


def _across(share: float) -> svg.Length:
    return svg.Length(round(share * 100, 2), "%")


def _text(x: float, y: float, words: object, tone: str = "", anchor: str = "start", dx: float = 0) -> svg.Text:
    anchors = {"text-anchor": anchor} if anchor != "start" else {}
    shift = {"dx": f"{round(dx / LETTER, 3)}em"} if dx else {}
    return svg.Text(
        x=_across(x), y=_down(y), text=_safe(words), class_=[tone] if tone else None, extra={**anchors, **shift}
    )


def _rect(x: float, y: float, width: float, height: float, tone: str) -> svg.Rect:
    return svg.Rect(x=_across(x), y=_down(y), width=_across(width), height=_down(max(height, 0)), class_=tone.split())


def _line(x1: float, y1: float, x2: float, y2: float, tone: str) -> svg.Line:
    return svg.Line(x1=_across(x1), x2=_across(x2), y1=_down(y1), y2=_down(y2), class_=[tone])


def _link(url: str, name: str, shapes: list[svg.Element]) -> list[svg.Element]:
    """The shapes as a link to the entries behind them, or as they are. Without `name` their own words name the link."""
    if not url:
        return shapes
    names = {"aria-label": _safe(name)} if name else {}
    return [svg.A(elements=shapes, extra={"href": _safe(url), **names})]


def _drawing(height: float, name: str, shapes: list[svg.Element], *, linked: bool) -> SafeString:
    """The whole picture. One named image; with links inside a named group, because an image has no stops for the Tab key."""
    canvas = svg.SVG(
        width=svg.Length(100, "%"),
        height=_down(height),
        elements=shapes,
        extra={"role": "group" if linked else "img", "aria-label": _safe(name), "focusable": "false"},
    )
    return mark_safe(canvas.as_str())  # noqa: S308 - every text and attribute passed `_safe`


def _named(title: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{title}. " + "; ".join(f"{label}: {value}" for label, value in pairs)


# --- Columns ------------------------------------------------------------------------------------------
def columns(*, title: str, subtitle: str, points: Sequence[Point], measure: str) -> Chart:
    """Columns from zero with their numbers on top, for hours of a day or days of a month; the present one is ochre."""
    name = _named(title, [(point.label, _amount(point.value)) for point in points])
    linked = any(point.url for point in points)
    return Chart(
        title=title,
        subtitle=subtitle,
        headers=["", measure],
        rows=[[Cell(point.label), Cell(_amount(point.value), point.url)] for point in points],
        svg=_drawing(150, name, _columns(points, crowded=len(points) > 24), linked=linked),
        svg_phone=_drawing(150, name, _columns(points, crowded=len(points) > 12), linked=linked),
    )


def _amount(value: float | None) -> str:
    return _("ще немає") if value is None else number(value)


def _columns(points: Sequence[Point], *, crowded: bool) -> list[svg.Element]:
    top, floor = 24.0, 124.0
    most = max([point.value or 0 for point in points], default=0) or 1
    slot = 1 / max(len(points), 1)
    shapes: list[svg.Element] = [_line(0, floor, 1, floor, "c-axis")]
    for place, point in enumerate(points):
        x, middle = place * slot, (place + 0.5) * slot
        tall = (point.value or 0) / most * (floor - top)
        drawn: list[svg.Element] = []
        if point.url:
            drawn.append(_rect(x, 0, slot, floor, "c-hit"))
        if point.value:
            tone = "c-bar c-bar--ochre" if point.now else "c-bar"
            drawn.append(_rect(x + slot * 0.1, floor - tall, slot * 0.8, tall, tone))
            if not crowded or point.now or point.value == most:
                drawn.append(_text(middle, floor - tall - 7, number(point.value), "c-value", "middle"))
        shapes += _link(point.url, f"{point.label}: {_amount(point.value)}", drawn)
        if not crowded or place % 5 == 0 or point.now:
            label = point.short or point.label
            shapes.append(_text(middle, floor + 20, label, "c-now" if point.now else "c-muted", "middle"))
    return shapes


# --- Line against a target ----------------------------------------------------------------------------
def line_with_target(
    *, title: str, subtitle: str, points: Sequence[Point], target: float | None, measure: str
) -> Chart:
    """Months against a target: points that missed it are hollow, causes are written at them."""
    pairs = [(point.label, f"{_amount(point.value)}{', ' + point.note if point.note else ''}") for point in points]
    if target is not None:
        pairs.append((_("ціль"), number(target)))
    name = _named(title, pairs)
    linked = any(point.url for point in points)
    aim = [] if target is None else [Cell(number(target))]
    return Chart(
        title=title,
        subtitle=subtitle,
        headers=["", measure, *([_("Ціль")] if aim else []), _("Примітка")],
        rows=[[Cell(point.label), Cell(_amount(point.value), point.url), *aim, Cell(point.note)] for point in points],
        svg=_drawing(215, name, _line_shapes(points, target, brief=len(points) > 7), linked=linked),
        svg_phone=_drawing(215, name, _line_shapes(points, target, brief=True), linked=linked),
    )


def _line_shapes(points: Sequence[Point], target: float | None, *, brief: bool) -> list[svg.Element]:
    top, floor = 28.0, 186.0
    most = max([*(point.value or 0 for point in points), target or 0, 1]) * 1.05
    slot = 1 / max(len(points), 1)

    def y(value: float) -> float:
        return floor - value / most * (floor - top)

    known = [((place + 0.5) * slot, point.value) for place, point in enumerate(points) if point.value is not None]
    shapes: list[svg.Element] = [_curve(known, most, top, floor), _line(0, floor, 1, floor, "c-axis")]
    if target is not None:
        shapes.append(_line(0, y(target), 1, y(target), "c-target"))
        right, base = target_name(y(target), [(x, y(value), value < target) for x, value in known])
        words = f"{_('ціль')} {number(target)}"
        shapes.append(_text(1 if right else 0, base, words, "c-target-text", "end" if right else "start"))
    for place, point in enumerate(points):
        middle = (place + 0.5) * slot
        label = point.short or point.label[:3] if brief else point.label
        crowded = brief and len(points) > 8 and place % 2 and not point.now
        if not crowded:
            shapes.append(_text(middle, floor + 21, label, "c-now" if point.now else "c-muted", "middle"))
        if point.value is None:
            continue
        missed = target is not None and point.value < target
        at = y(point.value)
        dot = svg.Circle(
            cx=_across(middle),
            cy=_down(at),
            r=_down(5),
            class_=["c-point", "c-point--missed"] if missed else ["c-point"],
        )
        drawn: list[svg.Element] = [_rect(middle - slot / 2, 0, slot, floor, "c-hit")] if point.url else []
        if point.note and not brief:
            shapes += [
                _line(middle, at + 26, middle, at + 44, "c-note"),
                _text(middle, at + 60, point.note, "c-muted", "middle" if place else "start", dx=0 if place else -30),
            ]
        drawn += [dot, _text(middle, at + 21 if missed else at - 12, number(point.value), "c-value", "middle")]
        shapes += _link(point.url, f"{point.label}: {_amount(point.value)}", drawn)
    return shapes


def _curve(known: Sequence[tuple[float, float]], most: float, top: float, floor: float) -> svg.Element:
    """The line and the area under it, stretched to the place; strokes keep their width (`vector-effect` in CSS)."""
    dots = [(round(x * 100, 2), round(100 - value / most * 100, 2)) for x, value in known]
    path = " ".join(f"{x},{y}" for x, y in dots)
    area = f"{dots[0][0]},100 {path} {dots[-1][0]},100" if dots else ""
    return svg.SVG(
        x=_across(0),
        y=_down(top),
        width=_across(1),
        height=_down(floor - top),
        viewBox=svg.ViewBoxSpec(0, 0, 100, 100),
        preserveAspectRatio=svg.PreserveAspectRatio("none"),
        elements=[
            svg.Polygon(class_=["c-area"], extra={"points": area}),
            svg.Polyline(class_=["c-line"], extra={"points": path}),
        ],
    )


# --- Horizontal bars ----------------------------------------------------------------------------------
def bars_with_last_year(*, title: str, subtitle: str, bars: Sequence[Compared], measure: str) -> Chart:
    """Horizontal bars from zero; an ochre tick across each is the same period a year before."""
    compared = any(bar.last_year is not None for bar in bars)
    pairs = [
        (bar.label, number(bar.value) + ("" if bar.last_year is None else f", {_('торік')} {number(bar.last_year)}"))
        for bar in bars
    ]
    name = _named(title, pairs)
    linked = any(bar.url for bar in bars)
    rows = [
        [Cell(bar.label), Cell(number(bar.value), bar.url)]
        + ([Cell(_last(bar.last_year)), Cell(_change(bar))] if compared else [])
        for bar in bars
    ]
    return Chart(
        title=title,
        subtitle=subtitle,
        headers=["", measure, *([_("Торік"), _("Зміна")] if compared else [])],
        rows=rows,
        svg=_drawing(len(bars) * 38 + 4, name, _bars(bars, left=0.32, above=False), linked=linked),
        svg_phone=_drawing(len(bars) * 52 + 4, name, _bars(bars, left=0, above=True), linked=linked),
    )


def _last(value: float | None) -> str:
    return "—" if value is None else number(value)


def _change(bar: Compared) -> str:
    if not bar.last_year:
        return ""
    share = (bar.value - bar.last_year) / bar.last_year * 100
    return f"{'+' if share >= 0.5 else '−' if share <= -0.5 else ''}{percent(abs(round(share)))}"


def _bars(bars: Sequence[Compared], *, left: float, above: bool) -> list[svg.Element]:
    room = 0.74 if above else 0.5
    most = max([max(bar.value, bar.last_year or 0) for bar in bars], default=0) or 1
    shapes: list[svg.Element] = []
    for place, bar in enumerate(bars):
        y = place * 52 + 22 if above else place * 38 + 6
        width = bar.value / most * room
        falls = bar.last_year is not None and bar.value < bar.last_year
        drawn: list[svg.Element] = (
            [_rect(0, y - (20 if above else 4), 1, 48 if above else 34, "c-hit")] if bar.url else []
        )
        drawn += [_text(0, y - 7, bar.label)] if above else _label_lines(bar.label, y + 18)
        drawn.append(_rect(left, y, width, 24, "c-bar c-bar--grey" if falls else "c-bar"))
        end = left + width
        if bar.last_year is not None:
            tick = left + bar.last_year / most * room
            drawn += [_line(tick, y - 3, tick, y + 27, "c-tick-halo"), _line(tick, y - 3, tick, y + 27, "c-tick")]
            end = max(end, tick) if abs(tick - end) < 0.03 or tick > end else end
        value = _text(end, y + 17, number(bar.value), "c-value", dx=10)
        change = _change(bar)
        if change:
            value.text = f'{value.text} <tspan class="c-change">{_safe(change)}</tspan>'
        drawn.append(value)
        shapes += _link(bar.url, "", drawn)
    return shapes


def _label_lines(label: str, y: float, most: int = 24) -> list[svg.Element]:
    """A long name in two lines beside its bar; what does not fit even so stays whole in the table."""
    if len(label) <= most:
        return [_text(0, y, label)]
    first: list[str] = []
    rest = label.split()
    while rest and len(" ".join([*first, rest[0]])) <= most:
        first.append(rest.pop(0))
    second = " ".join(rest)
    if len(second) > most:
        second = second[: most - 1].rstrip() + "…"
    return [_text(0, y - 8, " ".join(first)), _text(0, y + 8, second)]


# --- Shares of a whole --------------------------------------------------------------------------------
def stacked_share(
    *,
    title: str,
    subtitle: str,
    parts: Sequence[Part],
    measure: str,
    groups: Sequence[tuple[str, int, int]] = (),
) -> Chart:
    """One bar of a hundred per cent; `groups` are brackets above it: words, first and past-the-last part."""
    total = sum(part.value for part in parts) or 1
    shares = [part.value / total for part in parts]
    name = _named(title, [(part.label, percent(round(share * 100))) for part, share in zip(parts, shares, strict=True)])
    linked = any(part.url for part in parts)
    rows = [
        [Cell(part.label), Cell(number(part.value), part.url), Cell(percent(round(share * 100)))]
        for part, share in zip(parts, shares, strict=True)
    ]
    as_bars = [Compared(part.label, part.value, None, part.url) for part in parts]
    return Chart(
        title=title,
        subtitle=subtitle,
        headers=["", measure, _("Частка")],
        rows=rows,
        svg=_drawing(112 if groups else 82, name, _stack(parts, shares, groups), linked=linked),
        svg_phone=_drawing(len(parts) * 52 + 4, name, _bars(as_bars, left=0, above=True), linked=linked),
    )


def _stack(parts: Sequence[Part], shares: Sequence[float], groups: Sequence[tuple[str, int, int]]) -> list[svg.Element]:
    y = 34.0 if groups else 2.0
    shapes: list[svg.Element] = []
    starts = [sum(shares[:place]) for place in range(len(shares) + 1)]
    for words, first, last in groups:
        x1, x2 = starts[first], starts[last]
        shapes += [_line(x1, y - 10, x2, y - 10, "c-bracket"), _line(x1, y - 10, x1, y - 4, "c-bracket")]
        shapes += [_line(x2, y - 10, x2, y - 4, "c-bracket")]
        shapes.append(_text(x1, 14, f"{words} {percent(round((x2 - x1) * 100))}", "c-muted"))
    named_to = 0.0
    for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
        if not share:
            continue
        tone = part.tone or TONES[place % len(TONES)]
        middle = starts[place] + share / 2
        drawn: list[svg.Element] = [_rect(starts[place], y, share, 44, f"c-part {_tone(tone)}")]
        if share >= 0.05:
            words = percent(round(share * 100)) if share >= 0.1 else number(round(share * 100))
            inside = "c-on" if tone in DARK_TONES else "c-on-series" if tone in SERIES_TONES else "c-in"
            drawn.append(_text(middle, y + 27, words, inside, "middle"))
        # A name stays inside the drawing and off its neighbour; what finds no room is in the table behind the chart.
        start, end, at, anchor = under_part(part.label, middle)
        named = share >= 0.08 and start >= named_to
        if named:
            named_to = end + NARROW_LETTER
            drawn.append(_text(at, y + 66, part.label, "c-muted", anchor))
        shapes += _link(part.url, "" if named else f"{part.label}: {percent(round(share * 100))}", drawn)
    return shapes


def _tone(tone: str) -> str:
    return f"c-{tone}" if tone in TONES else f"c-bar--{tone}"


# --- Spark -------------------------------------------------------------------------------
def sparkline(values: Sequence[float], *, name: str) -> SafeString:
    """Small columns from zero for a tile; the last one is the present. `name` says all of it in words."""
    most = max(values, default=0) or 1
    slot = 1 / max(len(values), 1)
    shapes: list[svg.Element] = [
        svg.Rect(
            x=_across(place * slot),
            y=_across(1 - value / most),
            width=_across(slot * 0.76),
            height=_across(value / most),
            class_=["is-last"] if place == len(values) - 1 else None,
        )
        for place, value in enumerate(values)
    ]
    picture = svg.SVG(
        class_=["spark"], elements=shapes, extra={"role": "img", "aria-label": _safe(name), "focusable": "false"}
    )
    return mark_safe(picture.as_str())  # noqa: S308 - numbers and an escaped name
