"""What «Зараз у залі» shows: tiles, the day, who waits, who must be told. Read-only; built once for a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import uuid4
from zlib import crc32

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.text import counted
from oseredok.faces.desk.hall import ribbon
from oseredok.library.people.access import Duty
from oseredok.library.places import queries as places
from oseredok.library.places.models import Closure
from oseredok.services.seats import board as boards
from oseredok.services.seats import changes, plan, rules, telling
from oseredok.services.seats.models import Change

VIEWS = ("", "table", "plan")


def _page_of(tile: boards.Tile) -> str:
    if tile.hold is not None:
        return reverse("hall:one", args=[tile.hold.public_id])
    return reverse("hall:seat", args=[tile.seat.public_id])


@dataclass
class HallScreen:
    """The hall of one library at a moment; `view` shows the day as a ribbon (empty), a `table`, or the room's `plan`."""

    duty: Duty
    now: datetime
    view: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))

    @cached_property
    def board(self) -> boards.Board:
        return boards.board(self.duty.place, now=self.now)

    @cached_property
    def groups(self) -> list[telling.Group]:
        return telling.groups(self.board)

    @cached_property
    def ribbon(self) -> ribbon.Ribbon:
        return ribbon.draw(self.board)

    @cached_property
    def plans(self) -> list[plan.Drawn]:
        """The drawn rooms as they are now; each seat leads to what can be done with it."""
        marks = plan.now_marks(self.board, url=_page_of)
        return plan.drawn(self.duty.place, [tile.seat for tile in self.board.tiles], marks)

    @cached_property
    def has_plan(self) -> bool:
        return any(tile.seat.plan_x for tile in self.board.tiles)

    @property
    def other_views(self) -> list[tuple[str, str]]:
        """The views that are not shown: the value for the address, and the words of the link."""
        named = [("", _("Показати смужкою")), ("table", _("Показати таблицею"))]
        if self.has_plan:
            named.append(("plan", _("Показати на плані")))
        return [(view, words) for view, words in named if view != self.view]

    @cached_property
    def changes(self) -> list[Change]:
        return list(changes.listed(self.duty.place, now=self.now))

    @cached_property
    def to_call(self) -> list[Change]:
        """Those whom no letter reached and nobody has told."""
        return [one for one in self.changes if one.told_at is None]

    @cached_property
    def written(self) -> list[Change]:
        return [one for one in self.changes if one.by_letter]

    @cached_property
    def closures(self) -> list[Closure]:
        if self.board.closure is None:
            return []
        return list(places.live_closures(self.duty.place, at=self.now))

    @property
    def has_seats(self) -> bool:
        return bool(self.board.tiles)

    @cached_property
    def version(self) -> str:
        """Changes whenever anything shown has changed; a poll with the same one gets no content."""
        told = list(changes.listed(self.duty.place, now=self.now).values_list("pk", "told_at"))
        seen = boards.version(self.duty.place, now=self.now)
        return f"{self.duty.place.pk}.{seen}.{crc32(repr((told, self.view)).encode()):x}"

    @property
    def free_words(self) -> str:
        if self.board.closure is not None:
            return _("місця зачинено до відбою")
        return _("вільно %(free)s") % {"free": self.board.free}

    @property
    def busy_words(self) -> str:
        said = _("на паузі %(busy)s") if self.board.closure is not None else _("зайнято %(busy)s")
        return said % {"busy": self.board.busy}

    @property
    def awaited_words(self) -> str:
        return _("чекаємо %(people)s") % {"people": self.board.awaited} if self.board.awaited else ""

    @property
    def endings(self) -> list[str]:
        """The alarm: sessions in their last five minutes, a line for each."""
        return [
            _("%(seat)s: лишилося %(left)s, до %(time)s")
            % {
                "seat": tile.seat.name,
                "left": counted(tile.left, "хвилина", "хвилини", "хвилин"),
                "time": rules.time_words(tile.until) if tile.until else "",
            }
            for tile in self.board.tiles
            if tile.state == "ending"
        ]

    @property
    def ending_ids(self) -> str:
        """For the script that sounds once for each session."""
        return " ".join(str(tile.hold.pk) for tile in self.board.tiles if tile.state == "ending" and tile.hold)
