"""What the first screen offers: days, lengths, half-hours with how many seats are free in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import WEEKDAYS_SHORT, day_and_month, long_date
from oseredok.base.core.text import NBSP, plural
from oseredok.faces.front.seats import power
from oseredok.faces.front.seats.choice import Choice
from oseredok.library.places.schedule import Schedule
from oseredok.services.seats import booking, rules
from oseredok.services.seats import hall as halls
from oseredok.services.seats.hall import HallDay, Slot
from oseredok.services.seats.models import Kind
from oseredok.services.seats.who import Who

LENGTHS = (30, 60, 90, 120, 180, 240, 360, 480)
NOON = 13
SHOWN_DAYS = 4


@dataclass(frozen=True)
class Option:
    """A day, a length or a kind that can be chosen instead of the present one."""

    words: str
    value: str
    choice: Choice
    is_chosen: bool = False
    day: date | None = None
    note: str = ""

    @property
    def url(self) -> str:
        return self.choice.address("when")

    @property
    def weekday(self) -> str:
        """Return `чт`."""
        if self.day is None:
            return ""
        is_ours = (get_language() or "uk").startswith("uk")
        return WEEKDAYS_SHORT[self.day.weekday()] if is_ours else date_format(self.day, "D")

    @property
    def month(self) -> str:
        """Return `жовтня`."""
        return day_and_month(self.day).replace(NBSP, " ").strip("0123456789 ") if self.day else ""


@dataclass(frozen=True)
class Time:
    """A half-hour of the list."""

    slot: Slot
    minutes: int
    is_chosen: bool
    notice: str = ""
    """What is to be known before this time: the light may be off."""

    @property
    def value(self) -> str:
        return rules.time_words(self.slot.starts_at)

    @property
    def iso(self) -> str:
        return clock.local(self.slot.starts_at).isoformat()

    @property
    def span(self) -> str:
        """Return `16:00–17:00`."""
        return f"{self.value}–{rules.time_words(self.slot.starts_at + timedelta(minutes=self.minutes))}"

    @property
    def is_free(self) -> bool:
        return bool(self.slot.free or self.slot.kept)

    @property
    def words(self) -> str:
        if not self.slot.free and self.slot.kept:
            return _("притримуємо для інших")
        return free_words(self.slot.free)


def free_words(number: int) -> str:
    """Return `вільне 1 місце`, `вільні 2 місця`, `вільно 5 місць`, `усе зайнято`."""
    if not number:
        return _("усе зайнято")
    one, few, many = _("вільне {number} місце"), _("вільні {number} місця"), _("вільно {number} місць")
    return plural(number, one, few, many).format(number=number)


def days(choice: Choice, schedule: Schedule, *, now: datetime) -> list[Option]:
    """Return the days on which the library opens, as far ahead as anybody may book."""
    horizon = halls.rules_of(choice.place).horizon
    today = clock.local_date(now)
    found = []
    for number in range(horizon + 1):
        day = today + timedelta(days=number)
        if any(one.closes_at > now for one in schedule.planned(day)):
            note = _("сьогодні") if day == today else ""
            moved = choice.but(day=day, start=None, seat=None)
            found.append(Option(long_date(day), day.isoformat(), moved, day == choice.day, day, note))
    return found


def lengths(choice: Choice, hall: HallDay) -> list[Option]:
    """Return how long a seat may be had, up to the longest session of its kind."""
    longest = hall.longest(choice.kind)
    values = sorted({*(one for one in LENGTHS if one <= longest), longest})
    return [
        Option(rules.minutes_words(one), str(one), choice.but(minutes=one, seat=None), one == choice.minutes)
        for one in values
    ]


def kinds(choice: Choice, hall: HallDay, *, is_reader: bool) -> list[Option]:
    """Return «Будь-яке» and the kinds that the hall has and lets people book; nothing when there is one."""
    there = dict.fromkeys(Kind(one.seat.kind) for one in hall.seats if hall.is_bookable(one.seat))
    if len(there) < 2:
        return []
    any_kind = Option(_("будь-яке місце"), "", choice.but(kind="", seat=None), not choice.kind)
    return [any_kind] + [
        Option(
            str(kind.label),
            kind.value,
            choice.but(kind=kind.value, seat=None),
            kind == choice.kind,
            note="" if is_reader or hall.is_for_guests(kind) else _("лише для читачів"),
        )
        for kind in there
    ]


def parts(choice: Choice, hall: HallDay, *, who: Who) -> list[tuple[str, list[Time]]]:
    """Return the half-hours ahead before and after noon, each part with its heading."""
    slots = booking.slots(hall, minutes=choice.minutes, who=who, kind=choice.kind)
    notices = power.before_slots(hall, slots)
    times = [
        Time(slot, choice.minutes, slot.starts_at == choice.starts_at, notices.get(slot.starts_at, ""))
        for slot in slots
    ]
    day = long_date(hall.day).partition(",")[0].capitalize()

    def is_early(one: Time) -> bool:
        return clock.local(one.slot.starts_at).hour < NOON

    early, late = [one for one in times if is_early(one)], [one for one in times if not is_early(one)]
    named = ((_("%(day)s, до обіду"), early), (_("%(day)s, після обіду"), late))
    return [(words % {"day": day}, found) for words, found in named if found]


def first_day(options: list[Option], has_time: Callable[[date], bool]) -> date | None:
    """Return the first day with a time to choose, the first open one when all are taken."""
    found = [one.day for one in options if one.day]
    return next((day for day in found if has_time(day)), found[0] if found else None)
