"""The coworking hall of the demo: its seats, the last days of people at them, what is booked ahead, a club, a mended fault.

Lived through moment by moment by the hall's own verbs, so that a guest of the demo finds what a real hall would hold.
Older days are plain entries of the desk (`days.coworkers_of`): no day is counted in both ways.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict
from oseredok.base.core.periods import Period
from oseredok.demo import days
from oseredok.library.people.models import Account, Reader
from oseredok.library.places import hours
from oseredok.library.places.models import Library, Room
from oseredok.library.places.schedule import Interval, Schedule
from oseredok.services.seats import (
    booking,
    closures,
    counting,
    faults,
    holding,
    layout,
    planning,
    series,
    settling,
    sitting,
)
from oseredok.services.seats import hall as halls
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import Hold, KeptFor, Kind, Seat
from oseredok.services.seats.who import Who

DAYS = 10
"""How many days before today people sat by the hall's own verbs."""
AHEAD = 7
SURE_DAYS = 3
SURE = ((time(10), Kind.PC, 60), (time(11, 30), Kind.LAPTOP, 120), (time(15), Kind.QUIET, 90), (time(17), Kind.PC, 60))
"""What is booked already on the next open days, at whatever moment somebody looks."""
CLUB = "Клуб «Рукописи»"
BROKEN, REASON = "Ноутбук 3", "Не заряджається, чекаємо на блок живлення"

SEATS: tuple[tuple[str, Kind, Mapping[str, Any]], ...] = (
    ("ПК 1", Kind.PC, {"large_monitor": True, "headphones": True, "screen_reader": True}),
    ("Ноутбук 1", Kind.LAPTOP, {"backup_power": True}),
    ("Ноутбук 2", Kind.LAPTOP, {"backup_power": True}),
    ("Ноутбук 3", Kind.LAPTOP, {}),
    ("Тихий стіл 1", Kind.QUIET, {"backup_power": True}),
    ("Тихий стіл 2", Kind.QUIET, {"wheelchair": True, "kept_for": KeptFor.WHEELCHAIR}),
    ("Кімната для зустрічей", Kind.ROOM, {"capacity": 10, "wheelchair": True, "large_monitor": True}),
)
CELLS = {
    "ПК 1": (1, 1), "Ноутбук 1": (3, 1), "Ноутбук 2": (4, 1), "Ноутбук 3": (5, 1),
    "Тихий стіл 1": (1, 3), "Тихий стіл 2": (1, 4), "Кімната для зустрічей": (6, 4),
}  # fmt: skip
THINGS = (
    ("window", 2, 0), ("window", 4, 0), ("window", 0, 3), ("door", 3, 5), ("desk", 4, 3), ("printer", 5, 3),
    ("shelf", 3, 3), ("wall", 5, 4),
)  # fmt: skip
NAMES = ("Орися", "Назар", "Соломія", "Данило", "Ярина", "Остап", "Марта", "Тимофій", "Леся", "Богдан")
KINDS = {Kind.PC: 3, Kind.LAPTOP: 7, Kind.QUIET: 4}
LENGTHS = {60: 3, 90: 4, 120: 5}
FULL = ("no-seat", "walk-in-share")

What = Callable[[datetime], object]


@dataclass
class _Hall:
    """A hall while it lives: what is still to happen stands in the agenda, by its moment and turn."""

    place: Library
    schedule: Schedule
    staff: Account
    readers: Sequence[Reader]
    now: datetime
    agenda: list[tuple[datetime, int, What]] = field(default_factory=list)
    turns: Iterator[int] = field(default_factory=count)

    def plan(self, at: datetime, what: What) -> None:
        """Let something happen at a moment, unless that is still ahead."""
        if at < self.now:
            heapq.heappush(self.agenda, (at, next(self.turns), what))

    def live(self) -> None:
        while self.agenda:
            at, _turn, what = heapq.heappop(self.agenda)
            what(at)
        settling.settle(self.place, now=self.now)
        holding.forget(clock.local_date(self.now))


def first_day(now: datetime) -> date:
    """The first day of which the hall itself tells; the desk's plain entries end before it."""
    return clock.local_date(now) - timedelta(days=DAYS)


def live_in(*, place: Library, staff: Account, readers: Sequence[Reader], now: datetime) -> None:
    """Furnish the hall of a library and live through its last days, up to `now`. The same `now` makes the same hall."""
    seats = _furnish(place)
    began, today = first_day(now), clock.local_date(now)
    grown = [one for one in readers if one.birth_year and today.year - one.birth_year > 15]
    hall = _Hall(place, hours.load(place, since=clock.day_bounds(began)[0]), staff, grown, now)
    hall.plan(clock.moment_at(began, time(8)), partial(_found_club, hall, seats["Кімната для зустрічей"]))
    _disturb(hall, began)
    open_days = hall.schedule.working_days(Period(began, today + timedelta(days=AHEAD + 1)))
    for day in open_days:
        for span in hall.schedule.planned(day):
            hall.plan(span.opens_at, lambda at: faults.rehouse_due(place, now=at))
            _day(hall, day, span)
    _break_and_mend(hall, seats[BROKEN], [day for day in open_days if day < today])
    for turn, day in enumerate([day for day in open_days if day >= today][:SURE_DAYS]):
        _book_for_sure(hall, day, turn)
    hall.live()


def _furnish(place: Library) -> dict[str, Seat]:
    room = Room.objects.get(library=place, purpose="coworking")
    layout.set_rules(place=place)
    seats = {name: layout.add_seat(room=room, name=name, kind=kind, **details) for name, kind, details in SEATS}
    planning.set_plan(room=room, columns=6, rows=4)
    for kind, column, row in THINGS:
        planning.add_thing(room=room, kind=kind, column=column, row=row)
    planning.place_seats(room=room, cells={seats[name]: cell for name, cell in CELLS.items()})
    return seats


def _found_club(hall: _Hall, seat: Seat, at: datetime) -> None:
    today = clock.local_date(hall.now)
    made = series.make_series(
        seat=seat, title=CLUB, weekday=3, begins_at=time(16), minutes=120, people=8, now=at,
        starts_on=clock.local_date(at), ends_on=today + timedelta(days=56),
    )  # fmt: skip
    for hold in made.holds:
        hall.plan(hold.starts_at + timedelta(minutes=2), partial(_come, hall, hold, 120))


def _disturb(hall: _Hall, began: date) -> None:
    """The clocks of the hall stand still through the alarms and power cuts that the town has had."""
    for one in hall.place.closures.filter(started_at__gte=clock.day_bounds(began)[0], ended_at__lt=hall.now):
        hall.plan(one.started_at, lambda at: closures.pause(hall.place, at))
        if one.ended_at is not None:
            hall.plan(one.ended_at, lambda at: closures.resume(hall.place, at))


def _break_and_mend(hall: _Hall, seat: Seat, past: Sequence[date]) -> None:
    if len(past) < 3:
        return
    [broken] = [span.opens_at + timedelta(minutes=5) for span in hall.schedule.planned(past[-3])[:1]]
    [mended] = [span.opens_at + timedelta(hours=5) for span in hall.schedule.planned(past[-2])[:1]]
    name = hall.staff.short_name
    hall.plan(broken, lambda at: faults.report(seat=seat, reason=REASON, staff_name=name, now=at))
    hall.plan(mended, lambda at: faults.fix(fault=seat.faults.get(), staff_name=name, now=at))


def _day(hall: _Hall, day: date, span: Interval) -> None:
    """People of one day, half of them with a booking; the dice are thrown whether or not the day has come."""
    roll = Random(f"hall:{day}")  # noqa: S311 - a picture, not a secret
    last = span.closes_at - timedelta(minutes=90)
    for number in range(days.coworkers(roll, day) + 1):
        hour = days.weighed(roll, days.HOURS)
        at = min(clock.moment_at(day, time(hour, roll.randrange(10, 60))), last)
        who, kind = _somebody(hall, roll, day=day, number=number), days.weighed(roll, KINDS)
        minutes, stays, late = days.weighed(roll, LENGTHS), days.minutes_at_seat(roll), roll.randrange(9)
        made_at = at - timedelta(minutes=roll.randrange(90, 3000))
        comes = roll.random() > 0.12
        if at < span.opens_at:
            continue
        if roll.random() < 0.5:
            begins = at.replace(minute=30 * (at.minute // 30))
            minutes = min(minutes, (span.closes_at - begins) // timedelta(minutes=1))
            arrives = (begins + timedelta(minutes=late), stays) if comes else None
            hall.plan(made_at, partial(_book, hall, Wish(begins, minutes, kind), who, arrives))
        else:
            hall.plan(at, partial(_walk_in, hall, kind, who, stays))


def _somebody(hall: _Hall, roll: Random, *, day: date, number: int) -> Who:
    """A reader or a guest who leaves a number that nobody has; few need room for a wheelchair."""
    reader = roll.choice(hall.readers) if hall.readers and roll.random() < 0.4 else None
    age = days.weighed(roll, days.COWORKERS_AGES)
    name, purpose, wheelchair = roll.choice(NAMES), days.weighed(roll, days.PURPOSES), roll.random() < 0.05
    if reader is not None and reader.birth_year:
        age, name = days.age_group(day.year - reader.birth_year), reader.given_name
    phone = "" if reader else f"+38067000{day.day:02d}{number:02d}"
    return Who(name, phone=phone, reader=reader, age_group=age, purpose=purpose, wheelchair=wheelchair)


def _book_for_sure(hall: _Hall, day: date, turn: int) -> None:
    for number, (begins, kind, minutes) in enumerate(SURE):
        starts_at = clock.moment_at(day, begins)
        if starts_at > hall.now:
            who = Who(NAMES[turn + number], phone=f"+3806700099{turn}{number}", age_group="22_35", purpose="work")
            made_at = hall.now - timedelta(minutes=7 + 31 * turn + 11 * number)
            hall.plan(made_at, partial(_book, hall, Wish(starts_at, minutes, kind), who, None))


def _book(hall: _Hall, wish: Wish, who: Who, arrives: tuple[datetime, int] | None, at: datetime) -> None:
    """Somebody books on the site; without `arrives` they never come. Who finds nothing free is counted as such."""
    try:
        hold = booking.book(place=hall.place, wish=wish, who=who, now=at)
    except Conflict as refused:
        if refused.code in FULL:
            counting.refusal(place=hall.place, now=at, key=who.mark, age_group=who.age_group)
        return
    if arrives:
        moment, stays = arrives
        hall.plan(moment, partial(_come, hall, hold, stays))


def _walk_in(hall: _Hall, kind: Kind, who: Who, stays: int, at: datetime) -> None:
    """Somebody comes without a booking, takes what they like best or any other seat for one; nobody during an alarm."""
    if not hall.schedule.is_open(at):
        return
    day = halls.load(hall.place, clock.local_date(at), now=at)
    for one in sorted(KINDS, key=lambda other: other != kind):
        for seat in day.free(at, at + timedelta(minutes=30), kind=one, wheelchair=who.wheelchair):
            itself = one == Kind.PC
            way = Hold.Way.KIOSK if itself else Hold.Way.WALK_IN
            hold = sitting.walk_in(seat=seat, who=who, now=at, staff=None if itself else hall.staff, way=way)
            hall.plan(at + timedelta(minutes=stays), partial(_leave, hall, hold))
            return
    counting.refusal(place=hall.place, now=at, key=who.mark, age_group=who.age_group)


def _come(hall: _Hall, hold: Hold, stays: int, at: datetime) -> None:
    """Somebody comes to what they booked; through an alarm they wait till it is over."""
    opens_at = hall.schedule.next_open_moment(at)
    if opens_at is None or opens_at > at:
        if opens_at is not None and clock.local_date(opens_at) == clock.local_date(at):
            hall.plan(opens_at + timedelta(minutes=1), partial(_come, hall, hold, stays))
        return
    try:
        sitting.check_in(hold=hold, now=at, staff=hall.staff)
    except Conflict:  # it was taken away meanwhile, or they come too late
        return
    hall.plan(at + timedelta(minutes=stays), partial(_leave, hall, hold))


def _leave(hall: _Hall, hold: Hold, at: datetime) -> None:
    sitting.end(hold=hold, now=at, staff=hall.staff)
