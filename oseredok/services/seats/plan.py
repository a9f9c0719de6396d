"""The plan of a room as SVG: seats with their names, what they are and how they are now, doors, windows, furniture.

Drawn in em of the place's own letters, so that larger letters make a larger plan; a narrow screen scrolls it sideways.
A state is a shape and a word, never a colour alone. Beside every plan stands a list: the picture is never the only way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

import svg
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.ui import icons
from oseredok.library.places.models import Library
from oseredok.services.seats import plan_shapes as shapes
from oseredok.services.seats import telling
from oseredok.services.seats.board import Board, Tile
from oseredok.services.seats.hall import HallDay, SeatDay
from oseredok.services.seats.models import Kind, RoomPlan, Seat
from oseredok.services.seats.plan_shapes import HIGH, WIDE
from oseredok.services.seats.rules import time_words

SIGN = 22
"""The width of a sign in a row of them."""
_LONGEST = 12


@dataclass(frozen=True)
class Mark:
    """How one seat is drawn: `look` is free, busy, ending, waiting, broken, off, chosen, or empty for just a seat.

    `words` stand under the name; `told` goes on where they end, for those who do not see the picture.
    """

    look: str = ""
    words: str = ""
    told: str = ""
    url: str = ""


@dataclass(frozen=True)
class Drawn:
    """A room's picture and what is not on it. `has_backup`: the picture shows the sign of backup power."""

    plan: RoomPlan
    picture: SafeString
    missing: list[Seat] = field(default_factory=list)
    has_backup: bool = False

    @property
    def title(self) -> str:
        return _("План: {room}").format(room=self.plan.room.name)


def drawn(
    place: Library, seats: Iterable[Seat], marks: Mapping[int, Mark], *, only_with_seats: bool = True
) -> list[Drawn]:
    """Draw every room of a library that has a plan. `seats` are those in use, `marks` by their key."""
    plans = RoomPlan.objects.filter(room__library=place).select_related("room").prefetch_related("things")
    by_room: dict[int, list[Seat]] = {}
    for seat in seats:
        by_room.setdefault(seat.room_id, []).append(seat)
    found = [draw(plan, by_room.get(plan.room_id, []), marks) for plan in plans.order_by("room__name", "pk")]
    return [one for one in found if not only_with_seats or len(one.missing) < len(by_room.get(one.plan.room_id, []))]


def draw(plan: RoomPlan, seats: Iterable[Seat], marks: Mapping[int, Mark], *, numbered: bool = False) -> Drawn:
    """Draw one room; `numbered` is for whoever arranges: each empty cell says which it is, seats may be dragged."""
    every = list(seats)
    there = [seat for seat in every if seat.plan_x and seat.plan_y]
    taken = {(seat.plan_x or 0, seat.plan_y or 0) for seat in there}
    elements: list[svg.Element] = [
        shapes.room(plan.columns, plan.rows, "floor"),
        *(shapes.numbers(plan, taken) if numbered else []),
        shapes.room(plan.columns, plan.rows, "walls"),
        *(shape for thing in plan.things.all() for shape in shapes.thing(thing, plan)),
    ]
    there.sort(key=lambda seat: (seat.plan_y or 0, seat.plan_x or 0))
    elements += [_seat(seat, marks.get(seat.pk, Mark()), movable=numbered) for seat in there]
    linked = any(marks.get(seat.pk, Mark()).url for seat in there)
    told = [] if linked else [_told(seat, marks[seat.pk]) for seat in there if seat.pk in marks]
    told_whole = f". {'; '.join(told)}" if told else ""
    wide, high = shapes.size(plan.columns, plan.rows)
    named = f"{_('План: {room}').format(room=plan.room.name)}{told_whole}"
    cells = f"{shapes.EDGE} {WIDE} {HIGH} {plan.columns} {plan.rows}"
    canvas = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, wide, high),
        width=svg.Length(round(wide / shapes.LETTER, 2), "em"),
        height=svg.Length(round(high / shapes.LETTER, 2), "em"),
        elements=elements,
        extra={
            "role": "group" if linked else "img",
            "aria-label": escape(named, quote=True),
            "focusable": "false",
            **({"data-cells": cells} if numbered else {}),
        },
    )
    picture = mark_safe(canvas.as_str())  # noqa: S308 - every text and attribute was escaped
    return Drawn(plan, picture, [seat for seat in every if seat not in there], any(seat.backup_power for seat in there))


def now_marks(board: Board, *, url: Callable[[Tile], str] = lambda tile: "", public: bool = False) -> dict[int, Mark]:
    """Return how every seat is now; `public` without codes and names."""
    return {tile.seat.pk: _now(tile, telling.tell(tile, board, public=public), url(tile)) for tile in board.tiles}


def taken_mark(hall: HallDay, one: SeatDay, starts_at: datetime, ends_at: datetime) -> Mark:
    """Return why a seat is not to be had in a stretch of time: it does not work, somebody has it, or it is not booked."""
    if hall.is_broken(one, starts_at, ends_at):
        return Mark("broken", _("не працює"))
    if hall.free(starts_at, ends_at, seat=one.seat, gap=hall.rules.gap):
        return Mark("off", _("не для вас"), _("притримуємо для інших або не бронюємо"))
    return Mark("busy", _("зайнято"))


def _now(tile: Tile, told: telling.Told, url: str) -> Mark:
    words = {
        "free": _("вільно"),
        "ending": _("ще {minutes} хв").format(minutes=tile.left),
        "paused": _("на паузі"),
        "waiting": _("чекаємо"),
        "broken": _("не працює"),
        "not_back": _("не повернули"),
        "shut": _("зачинено"),
    }.get(tile.state) or (_("до {time}").format(time=time_words(tile.until)) if tile.until else "")
    look = {"paused": "off", "shut": "off", "not_back": "waiting"}.get(tile.state, tile.state)
    left = " ".join(f"{value} {unit}".strip() for value, unit in told.head) if told.has_bar else ""
    return Mark(look, words, ", ".join(filter(None, (left, told.sentence))), url)


def _told(seat: Seat, mark: Mark) -> str:
    """Name a seat as its picture does, then say the rest: a name that differs from what is seen cannot be spoken to."""
    seen = " ".join(filter(None, (*_name_lines(seat.name), mark.words)))
    whole = "" if " ".join(_name_lines(seat.name)) == seat.name else seat.name
    rest = ", ".join(filter(None, (whole, mark.told)))
    return f"{seen}: {rest}" if rest else seen


def _seat(seat: Seat, mark: Mark, *, movable: bool) -> svg.Element:
    x, y = shapes.corner(seat.plan_x or 1, seat.plan_y or 1)
    lines = _name_lines(seat.name)
    language = {} if (get_language() or "uk").startswith("uk") else {"lang": "uk"}
    elements: list[svg.Element] = [shapes.window(x, y)]
    if mark.look == "broken":
        elements += shapes.crossed(x, y)
    if mark.look in ("free", "chosen"):
        elements.append(shapes.sill(x, y))
    signs = [
        telling.ICONS[Kind(seat.kind)],
        *(["zap"] if seat.backup_power else []),
        *(["accessibility"] if seat.wheelchair else []),
        *(["check"] if mark.look == "chosen" else []),
    ]
    start = x + WIDE / 2 - len(signs) * SIGN / 2
    elements += [_icon(name, start + SIGN * number + 2, y + 12) for number, name in enumerate(signs)]
    top = 48 if len(lines) == 1 else 43
    for number, line in enumerate(lines):
        elements.append(
            svg.Text(
                x=x + WIDE / 2,
                y=y + top + 14 * number,
                text=f"{escape(line)} ",
                class_=["plan__name"],
                extra=dict(language),
            )
        )
    if mark.words:
        elements.append(svg.Text(x=x + WIDE / 2, y=y + HIGH - 14, text=escape(mark.words), class_=["plan__words"]))
    look = f"plan__seat plan__seat--{mark.look}" if mark.look else "plan__seat"
    if not mark.url:
        return svg.G(
            elements=elements, class_=look.split(), extra={"data-seat": str(seat.public_id)} if movable else {}
        )
    names = {"href": escape(mark.url, quote=True), "aria-label": escape(_told(seat, mark), quote=True)}
    current = {"aria-current": "true"} if mark.look == "chosen" else {}
    return svg.A(elements=elements, class_=look.split(), extra={**names, **current})


def _icon(name: str, x: float, y: float, size: int = 18) -> svg.Element:
    """A Lucide icon; its shapes stand in the source of the picture as they are in the file."""
    return svg.SVG(
        x=x, y=y, width=size, height=size, viewBox=svg.ViewBoxSpec(0, 0, 24, 24), class_=["plan__icon"],
        text=icons.body(name), extra={"aria-hidden": "true", "focusable": "false"},
    )  # fmt: skip


def _name_lines(name: str) -> list[str]:
    """Return a name as one or two short lines; what does not fit is cut with an ellipsis, the list beside has it whole."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    shown = [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines[:2]]
    if len(lines) > 2 and not shown[1].endswith("…"):
        shown[1] = f"{shown[1][: _LONGEST - 1]}…"
    return shown
