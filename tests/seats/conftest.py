"""The hall of the tests: one computer, three laptops, a table that fits a wheelchair, a room; built by real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from oseredok.base.core import clock
from oseredok.library.places.models import Library, Room
from oseredok.services.seats import booking, layout, sitting
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import Hold, Kind, Seat
from oseredok.services.seats.who import Who
from oseredok.spine.journal.models import Entry
from tests.world import World


@dataclass
class Hall:
    world: World
    room: Room
    pc: Seat
    laptops: list[Seat]
    table: Seat
    meeting: Seat

    @property
    def place(self) -> Library:
        return self.world.central

    @property
    def now(self) -> datetime:
        return self.world.now

    def at(self, hour: int, minute: int = 0, *, day: date | None = None) -> datetime:
        return clock.moment_at(day or clock.local_date(self.now), time(hour, minute))

    def book(self, hour: int, minute: int = 0, *, minutes: int = 60, now: datetime | None = None,
             day: date | None = None, who: Who | None = None, **wish: Any) -> Hold:  # fmt: skip
        way = wish.pop("way", Hold.Way.DESK)
        return booking.book(
            place=self.place,
            wish=Wish(self.at(hour, minute, day=day), minutes, **wish),
            who=who or Who(nickname="Орися"),
            now=now or self.now,
            way=way,
        )

    def seat(self, seat: Seat, *, now: datetime | None = None, minutes: int | None = None, **who: Any) -> Hold:
        return sitting.walk_in(
            seat=seat,
            who=Who(**{"age_group": "22_35", "purpose": "study", **who}),
            minutes=minutes,
            now=now or self.now,
            staff=self.world.consultant,
        )

    def entries(self, kind: str) -> list[Entry]:
        return list(Entry.objects.filter(kind__code=kind).order_by("pk"))


@pytest.fixture
def hall(world: World) -> Hall:
    room = Room.objects.create(library=world.central, name="Коворкінг", purpose="coworking", area=42, step_free=True)
    laptops = [layout.add_seat(room=room, name=f"Ноутбук {number}", kind=Kind.LAPTOP) for number in (1, 2, 3)]
    return Hall(
        world=world,
        room=room,
        pc=layout.add_seat(room=room, name="ПК 1", kind=Kind.PC, screen_reader=True),
        laptops=laptops,
        table=layout.add_seat(room=room, name="Стіл 4", kind=Kind.QUIET, wheelchair=True, kept_for="wheelchair"),
        meeting=layout.add_seat(room=room, name="Кімната", kind=Kind.ROOM, capacity=10),
    )


TOMORROW = timedelta(days=1)
