"""What the screen of a seat's computer shows at a moment. Computed from time, nothing written; at most six small queries a poll.

The separate program `oseredok-station` opens the page in a browser of its own and covers the desktop with it. Its
contract is `Word`: the page keeps the word in `<html data-station>` and first in its title («session · 00:42», hours and
minutes left); the desktop is uncovered only while it is `session` or `warning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32

from oseredok.base.core import clock
from oseredok.base.preferences import queries as preferences
from oseredok.library.places import hours
from oseredok.library.places.schedule import Schedule, Shut
from oseredok.services.seats import hall as halls
from oseredok.services.seats import timing
from oseredok.services.seats.models import LIVE, Fault, Hold, Seat, State
from oseredok.services.seats.preferences import CODE_FROM_DESK
from oseredok.services.seats.stations import signing_in
from oseredok.services.seats.stations.models import Station

SOON = timedelta(minutes=5)
"""Before the end, when the page begins to warn; once more at one minute."""
LAST = timedelta(minutes=1)
STAYS = timedelta(seconds=30)
"""How long the screen of the end stays when nobody touches it."""


class Word(StrEnum):
    """The state in one word, for the program around the page. The last one only the page itself can know."""

    PAIRING = "pairing"
    IDLE = "idle"
    SESSION = "session"
    WARNING = "warning"
    CLOSING = "closing"
    CLOSED = "closed"
    OFFLINE_IDLE = "offline-idle"


class Screen(StrEnum):
    """Which screen. `welcome`: the desk has given the seat, the person has only to begin."""

    IDLE = "idle"
    WELCOME = "welcome"
    SESSION = "session"
    PAUSED = "paused"
    SHUT = "shut"
    BROKEN = "broken"
    GONE = "gone"
    CLOSING = "closing"


_WORDS = {
    Screen.IDLE: Word.IDLE,
    Screen.WELCOME: Word.IDLE,
    Screen.SESSION: Word.SESSION,
    Screen.CLOSING: Word.CLOSING,
}


@dataclass(frozen=True)
class Look:
    """A computer at a moment. `hold` is whose session it is or was; `awaited` who is waited for, `following` the next."""

    station: Station
    seat: Seat
    now: datetime
    screen: Screen
    hold: Hold | None = None
    awaited: Hold | None = None
    following: Hold | None = None
    closure: Shut | None = None
    fault: Fault | None = None
    opens_at: datetime | None = None
    is_warning: bool = False

    @property
    def word(self) -> Word:
        if self.is_warning:
            return Word.WARNING
        return _WORDS.get(self.screen, Word.CLOSED)

    @property
    def ends_at(self) -> datetime | None:
        return timing.runs_until(self.hold, self.now) if self.hold else None

    @property
    def left(self) -> int:
        """Seconds until the end of the session, not less than zero."""
        return max(int((self.ends_at - self.now).total_seconds()), 0) if self.ends_at else 0

    @property
    def whole(self) -> int:
        """Seconds of the whole session, at least one."""
        if self.hold is None or self.ends_at is None:
            return 1
        return max(int((self.ends_at - (self.hold.seated_at or self.hold.starts_at)).total_seconds()), 1)

    @property
    def is_moved(self) -> bool:
        """Whether the session goes on at another seat."""
        return self.screen == Screen.CLOSING and self.hold is not None and self.hold.state == State.SEATED and (
            self.hold.seat_id != self.seat.pk
        )  # fmt: skip

    @property
    def version(self) -> str:
        """A short word that changes when the screen must be drawn anew; the clock that runs is not a reason."""
        told = (
            self.screen,
            self.seat.name,
            self._of(self.hold, "pk", "state", "ends_at", "paused_at", "seat_id", "ending"),
            self._of(self.awaited, "pk"),
            self._of(self.following, "pk", "starts_at"),
            self.closure and (self.closure.kind, self.closure.started_at),
            self.fault and (self.fault.pk, self.fault.reason, self.fault.expected_on),
            self.opens_at,
        )
        return format(crc32(repr(told).encode()), "x")

    @staticmethod
    def _of(hold: Hold | None, *names: str) -> tuple[object, ...] | None:
        return tuple(getattr(hold, name) for name in names) if hold else None


def look(station: Station, *, now: datetime) -> Look:
    """Return what a paired computer shows now. Raises Conflict (`not-paired`)."""
    seat = signing_in.seat_of(station)
    today = clock.local_date(now)
    schedule = hours.load(seat.room.library, since=clock.day_bounds(today)[0])
    live = list(
        Hold.objects.filter(seat=seat, state__in=LIVE, starts_at__lt=clock.day_bounds(today)[1]).order_by("starts_at")
    )
    sitting = next((one for one in live if one.state == State.SEATED and not timing.is_over(one, now)), None)
    closure = schedule.closure(now)
    if sitting is not None:
        return _with_person(station, seat, sitting, closure=closure, now=now)
    if _has_just_ended(station, now):
        return Look(station, seat, now, Screen.CLOSING, hold=station.hold)
    if seat.retired_on is not None and seat.retired_on <= today:
        return Look(station, seat, now, Screen.GONE)
    if closure is not None or not schedule.is_open(now):
        opens_at = None if closure else schedule.next_open_moment(now)
        return Look(station, seat, now, Screen.SHUT, closure=closure, opens_at=opens_at)
    fault = Fault.objects.filter(seat=seat, fixed_at__isnull=True, since__lte=now).first()
    if fault is not None:
        return Look(station, seat, now, Screen.BROKEN, fault=fault)
    return _free(station, seat, live, schedule=schedule, now=now)


def _with_person(station: Station, seat: Seat, hold: Hold, *, closure: Shut | None, now: datetime) -> Look:
    if hold.paused_at is not None:
        return Look(station, seat, now, Screen.PAUSED, hold=hold, closure=closure)
    if station.hold_id == hold.pk:
        is_warning = timing.runs_until(hold, now) - now <= SOON
        return Look(station, seat, now, Screen.SESSION, hold=hold, is_warning=is_warning)
    screen = Screen.IDLE if preferences.value(CODE_FROM_DESK) else Screen.WELCOME
    return Look(station, seat, now, screen, hold=hold)


def _free(station: Station, seat: Seat, live: list[Hold], *, schedule: Schedule, now: datetime) -> Look:
    rules, pauses = halls.rules_of(seat.room.library), halls.pauses_of(schedule, now)
    ahead = [
        one for one in live if one.state != State.SEATED and one.ends_at > now and halls.keeps(one, rules, pauses, now)
    ]
    awaited = next((one for one in ahead if one.starts_at <= now), None)
    following = next((one for one in ahead if one.starts_at > now), None)
    return Look(station, seat, now, Screen.IDLE, awaited=awaited, following=following)


def _has_just_ended(station: Station, now: datetime) -> bool:
    """Whether the screen of the end is up: half a minute after it was pressed, or after the minute in which it ended.

    Who was moved is told where to; what becomes of the session there, and a seat given by mistake, is nothing of ours.
    """
    hold = station.hold
    if hold is None:
        return False
    if station.left_at is not None:
        return now < station.left_at + STAYS
    is_here = hold.seat_id == station.seat_id
    if hold.state not in ((State.SEATED, State.ENDED) if is_here else (State.SEATED,)):
        return False
    ended = (hold.ended_at or hold.ends_at) if is_here else hold.starts_at
    return now < ended + timing.MINUTE + STAYS
