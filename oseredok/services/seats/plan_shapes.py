"""The shapes of a plan: room, walls, doors, windows, furniture, the window that is a seat. Sizes in units of the picture."""

from __future__ import annotations

from html import escape

import svg

from oseredok.services.seats.choices import Thing
from oseredok.services.seats.plan_models import PlanThing, RoomPlan

LETTER = 14
"""Units in an em: letters of the picture are as large as those around it."""
WIDE, HIGH = 104, 92
EDGE = 28
"""Around the room: walls, and words of what is on them."""
_GAP, _CUT = 6, 13


def size(columns: int, rows: int) -> tuple[int, int]:
    """Return the width and height of a picture."""
    return columns * WIDE + 2 * EDGE, rows * HIGH + 2 * EDGE


def corner(column: int, row: int) -> tuple[float, float]:
    """Return the upper left corner of a cell."""
    return EDGE + (column - 1) * WIDE, EDGE + (row - 1) * HIGH


def room(columns: int, rows: int, part: str) -> svg.Element:
    """The `floor` of a room, or its `walls`, which are drawn over what lies on the floor."""
    return svg.Rect(x=EDGE, y=EDGE, width=columns * WIDE, height=rows * HIGH, class_=[f"plan__{part}"])


def window(x: float, y: float) -> svg.Element:
    """The seat itself: the outline of a window with two slanted upper corners."""
    left, right, top, bottom = x + _GAP, x + WIDE - _GAP, y + _GAP, y + HIGH - _GAP
    slope = round(_CUT * 1.5)
    points = (
        (left, top + slope), (left + _CUT, top), (right - _CUT, top), (right, top + slope), (right, bottom), (left, bottom),
    )  # fmt: skip
    return svg.Polygon(class_=["plan__box"], extra={"points": " ".join(f"{px:g},{py:g}" for px, py in points)})


def sill(x: float, y: float) -> svg.Element:
    """Light under a window: the seat is to be had."""
    return svg.Rect(x=x + _GAP, y=y + HIGH - _GAP - 5, width=WIDE - 2 * _GAP, height=5, class_=["plan__sill"])


def crossed(x: float, y: float) -> list[svg.Element]:
    """A seat out of order."""
    left, right, top, bottom = x + _GAP, x + WIDE - _GAP, y + _GAP + _CUT, y + HIGH - _GAP
    return [
        svg.Line(x1=left, y1=bottom, x2=right, y2=top, class_=["plan__cross"]),
        svg.Line(x1=left, y1=top, x2=right, y2=bottom, class_=["plan__cross"]),
    ]


def numbers(plan: RoomPlan, seats: set[tuple[int, int]]) -> list[svg.Element]:
    """The column and row of each empty cell, as the fields of the office call them."""
    taken = seats | {(one.column, one.row) for one in plan.things.all()}
    drawn: list[svg.Element] = []
    for row in range(1, plan.rows + 1):
        for column in range(1, plan.columns + 1):
            x, y = corner(column, row)
            drawn.append(svg.Rect(x=x, y=y, width=WIDE, height=HIGH, class_=["plan__cell"]))
            if (column, row) not in taken:
                drawn.append(_word(f"{column} · {row}", x + WIDE / 2, y + HIGH / 2 + 5))
    return drawn


def thing(one: PlanThing, plan: RoomPlan) -> list[svg.Element]:
    """What stands on a wall or on the floor, with its word."""
    return _on_wall(one, plan) if one.on_wall else _on_floor(one)


def _on_floor(one: PlanThing) -> list[svg.Element]:
    x, y = corner(one.column, one.row)
    if one.kind == Thing.WALL:
        return [svg.Rect(x=x, y=y, width=WIDE, height=HIGH, class_=["plan__wall"])]
    return [
        svg.Rect(x=x + 2, y=y + 16, width=WIDE - 4, height=HIGH - 32, rx=4, class_=["plan__thing"]),
        _word(str(one), x + WIDE / 2, y + HIGH / 2 + 5),
    ]


def _on_wall(one: PlanThing, plan: RoomPlan) -> list[svg.Element]:
    """Along the wall from `a` to `b`: a door is a gap with its leaf, a window three lines."""
    right, below = EDGE + plan.columns * WIDE, EDGE + plan.rows * HIGH
    lies = one.row in (0, plan.rows + 1)
    if lies:
        start, wall, length = EDGE + (one.column - 1) * WIDE, (EDGE if one.row == 0 else below), WIDE
    else:
        start, wall, length = EDGE + (one.row - 1) * HIGH, (EDGE if one.column == 0 else right), HIGH
    a, b = start + length * 0.15, start + length * 0.85
    outside = -1 if one.row == 0 or one.column == 0 else 1
    if one.kind == Thing.DOOR:
        drawn = [_line(lies, a, b, wall, "plan__gap"), _leaf(lies, a, b, wall, -outside)]
    else:
        drawn = [_line(lies, a, b, wall + shift, "plan__pane") for shift in (-4, 0, 4)]
    return [*drawn, _wall_word(str(one), lies, (a + b) / 2, wall, outside)]


def _line(lies: bool, a: float, b: float, wall: float, tone: str) -> svg.Element:
    if lies:
        return svg.Line(x1=a, x2=b, y1=wall, y2=wall, class_=[tone])
    return svg.Line(x1=wall, x2=wall, y1=a, y2=b, class_=[tone])


def _leaf(lies: bool, a: float, b: float, wall: float, inside: int) -> svg.Element:
    """The leaf stands open into the room, a third of its width."""
    reach = wall + inside * (b - a) / 3
    tone = ["plan__leaf"]
    return svg.Line(x1=a, y1=wall, x2=a + (b - a) / 2, y2=reach, class_=tone) if lies else svg.Line(
        x1=wall, y1=a, x2=reach, y2=a + (b - a) / 2, class_=tone
    )  # fmt: skip


def _wall_word(words: str, lies: bool, middle: float, wall: float, outside: int) -> svg.Element:
    if lies:
        return _word(words, middle, wall + (20 if outside > 0 else -10))
    x = wall + outside * 18
    turned = {"transform": f"rotate(-90 {x:g} {middle:g})"}
    return svg.Text(x=x, y=middle + 4, text=escape(words), class_=["plan__word"], extra=turned)


def _word(words: str, x: float, y: float) -> svg.Element:
    return svg.Text(x=x, y=y, text=escape(words), class_=["plan__word"])
