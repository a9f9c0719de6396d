"""A busy hour of a town's hall, made by the real actions: what browser tests and pictures look at. 14:32 on the world's day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from oseredok.base.core import clock
from oseredok.library.places.models import Room
from oseredok.services.seats import booking, faults, layout, lending, queue, series, sitting
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import Change, Hold, Kind, Seat, Series, State
from oseredok.services.seats.queue import Want
from oseredok.services.seats.who import Who
from tests.world import DAY, World


def at(hour: int, minute: int = 0) -> datetime:
    return clock.moment_at(DAY, time(hour, minute))


NOW = at(14, 32)


def a_busy_hour(world: World) -> dict[str, Seat]:
    """Fill the central library's hall; return its seats by name."""
    seats = _seats(world)
    _club(seats["Кімната"])
    for name, hour, minutes, nickname, phone in (
        ("ПК 1", 15, 60, "Орися", "0671234567"),
        ("Ноутбук 1", 17, 120, "Ірма", "0501112233"),
        ("Ноутбук 3", 16, 120, "Гнат", ""),
        ("Стіл 1", 16, 120, "Дзвінка", "0931234567"),
        ("Стіл 2", 14, 120, "Фросина", ""),
        ("Стіл 3", 17, 60, "Єлисей", ""),
    ):
        begins = at(14, 30) if name == "Стіл 2" else at(hour)
        _book(world, seats[name], begins, minutes, Who(nickname=nickname, phone=phone), now=at(9, 5))
    for name, start, end in (
        ("ПК 1", at(9, 30), at(11, 30)),
        ("Ноутбук 1", at(9), at(10, 30)),
        ("Стіл 3", at(9), at(11)),
    ):
        sitting.end(hold=_sit(world, seats[name], start, 120), now=end, staff=world.consultant)
    laptop = _sit(world, seats["Ноутбук 1"], at(13, 7), 120)
    lending.hand_out(hold=laptop, staff=world.consultant, now=at(13, 8))
    _sit(world, seats["Ноутбук 2"], at(12, 37), 120)
    _sit(world, seats["Стіл 1"], at(13, 42), 120)
    _sit(world, seats["Стіл 4"], at(13, 22), 120)
    faults.report(
        seat=seats["ПК 2"],
        reason="Не вмикається екран",
        staff_name="Наталя К.",
        now=at(10),
        expected_on=DAY + timedelta(days=6),
    )
    queue.join(place=world.central, want=Want(NOW, at(15, 20), 45, kind=Kind.QUIET),
               who=Who(nickname="Остап", phone="0661234567", wheelchair=True), now=NOW)  # fmt: skip
    return seats


def one_of_each(world: World) -> dict[str, Any]:
    """One hold, place in the queue, club and change of the central library, on the world's morning."""
    now = world.now
    seats = _seats(world)
    who = Who(nickname="Орися", phone="0671234567")
    moved = _book(world, seats["ПК 2"], at(15), 60, who, now=now)
    faults.report(seat=seats["ПК 2"], reason="Не вмикається екран", staff_name="Наталя К.", now=now)
    _sit(world, seats["ПК 1"], now, 60)
    waiting = queue.join(place=world.central, want=Want(now, at(12, 15), 30, kind=Kind.PC), who=who, now=now)
    return {
        "hold": _book(world, seats["Ноутбук 3"], at(17), 60, who, now=now).public_id,
        "waiting": waiting.public_id,
        "club": _club(seats["Кімната"]).public_id,
        "change": Change.objects.get(hold=moved).pk,
    }


def _seats(world: World) -> dict[str, Seat]:
    room = Room.objects.create(
        library=world.central, name="Зала коворкінгу", purpose="coworking", area=42, step_free=True
    )
    wanted = (
        ("ПК 1", Kind.PC, {}),
        ("ПК 2", Kind.PC, {}),
        ("Ноутбук 1", Kind.LAPTOP, {}),
        ("Ноутбук 2", Kind.LAPTOP, {}),
        ("Ноутбук 3", Kind.LAPTOP, {}),
        ("Кімната", Kind.ROOM, {"capacity": 10}),
        ("Стіл 1", Kind.QUIET, {}),
        ("Стіл 2", Kind.QUIET, {}),
        ("Стіл 3", Kind.QUIET, {}),
        ("Стіл 4", Kind.QUIET, {"wheelchair": True}),
    )
    return {name: layout.add_seat(room=room, name=name, kind=kind, **details) for name, kind, details in wanted}


def _club(room: Seat) -> Series:
    return series.make_series(
        seat=room, title="Спілка садівників", weekday=DAY.weekday(), begins_at=time(15), minutes=120, starts_on=DAY,
        ends_on=DAY + timedelta(days=1), people=8, now=at(9),
    ).series  # fmt: skip


def _book(world: World, seat: Seat, begins: datetime, minutes: int, who: Who, *, now: datetime) -> Hold:
    wish = Wish(begins, minutes, seat=seat)
    return booking.book(place=world.central, wish=wish, who=who, now=now, way=Hold.Way.DESK)


def _sit(world: World, seat: Seat, now: datetime, minutes: int) -> Hold:
    who = Who(age_group="22_35", purpose="study")
    return sitting.walk_in(seat=seat, who=who, minutes=minutes, now=now, staff=world.consultant)


def free(world: World, name: str) -> None:
    """Another librarian ends whoever sits at a seat."""
    sitting.end(hold=Hold.objects.get(seat__name=name, state=State.SEATED), now=timezone.now(), staff=world.head)
