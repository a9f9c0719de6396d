"""What has been chosen so far. It travels in the address of a screen, or in hidden fields once a name is among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from oseredok.base.core import clock
from oseredok.library.places.models import Library
from oseredok.library.places.schedule import Schedule
from oseredok.services.seats import hall as halls
from oseredok.services.seats import rows, timing
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.hall import HallDay
from oseredok.services.seats.models import Hold, Kind, Seat

USUAL = 60
"""Minutes that are chosen before anybody has chosen."""


@dataclass(frozen=True)
class Choice:
    """Where, when, for how long, at what. Whatever an address says wrongly is as if it had not been said.

    `hold` is the booking that gets another time by this choice.
    """

    place: Library
    day: date | None = None
    start: time | None = None
    minutes: int = USUAL
    kind: str = ""
    wheelchair: bool = False
    seat: Seat | None = None
    hold: Hold | None = None

    @property
    def starts_at(self) -> datetime | None:
        return clock.moment_at(self.day, self.start) if self.day and self.start else None

    @property
    def wish(self) -> Wish:
        """What `booking.book` takes. Raises ValueError before a time is chosen."""
        if self.starts_at is None:
            raise ValueError("no time is chosen yet")
        return Wish(self.starts_at, self.minutes, kind="" if self.seat else self.kind, seat=self.seat)

    def told(self) -> dict[str, str]:
        """Return the choice as an address or hidden fields say it, without what was not chosen."""
        said = {
            "at": self.place.code,
            "day": self.day.isoformat() if self.day else "",
            "minutes": str(self.minutes) if self.minutes != USUAL else "",
            "start": f"{self.start:%H:%M}" if self.start else "",
            "kind": self.kind,
            "wheelchair": "yes" if self.wheelchair else "",
            "seat": str(self.seat.public_id) if self.seat else "",
        }
        return {name: value for name, value in said.items() if value}

    def but(self, **changes: Any) -> Choice:
        return replace(self, **changes)

    def address(self, name: str) -> str:
        """Return the address of a screen with this choice in it."""
        if self.hold is not None and name == "when":
            return f"{reverse('seats:change', args=[self.hold.public_id])}?{urlencode(self.told())}"
        return f"{reverse(f'seats:{name}')}?{urlencode(self.told())}"

    def load(self, now: datetime, *, schedule: Schedule | None = None) -> HallDay:
        """Read the hall on the chosen day, or today; a booking that is being changed is not in its own way."""
        day = self.day or clock.local_date(now)
        return halls.load(self.place, day, now=now, without=self.hold, schedule=schedule)


def read(said: Mapping[str, str], place: Library) -> Choice:
    """Understand an address or hidden fields."""
    kind = said.get("kind", "")
    return Choice(
        place=place,
        day=_day(said.get("day", "")),
        start=_time(said.get("start", "")),
        minutes=_minutes(said.get("minutes", "")),
        kind=kind if kind in Kind.values else "",
        wheelchair=said.get("wheelchair", "") == "yes",
        seat=_seat(said.get("seat", ""), place),
    )


def of(hold: Hold) -> Choice:
    """Return what a booking has now: the beginning of a choice of another time."""
    starts_at = clock.local(hold.starts_at)
    minutes = timing.whole_minutes(hold.ends_at - hold.starts_at)
    return Choice(
        hold.place, starts_at.date(), starts_at.time(), minutes, hold.seat.kind, rows.who_of(hold).wheelchair, hold=hold
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in clock.YEARS else None


def _time(text: str) -> time | None:
    try:
        found = time.fromisoformat(text[:5])
    except ValueError:
        return None
    return found.replace(tzinfo=None)


def _minutes(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else USUAL


def _seat(text: str, place: Library) -> Seat | None:
    try:
        public_id = UUID(text)
    except ValueError:
        return None
    return Seat.objects.filter(public_id=public_id, room__library=place).select_related("room").first()
