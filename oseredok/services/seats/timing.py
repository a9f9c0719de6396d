"""What a hold is at a moment, computed from time alone: right even when no worker has run. No database, no clock.

The hall counts in whole minutes: whoever sits down at 14:07:40 sits from 14:07.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from oseredok.services.seats.models import Hold, State

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """The library was shut from `starts_at`; `ends_at` is None while it still is."""

    starts_at: datetime
    ends_at: datetime | None = None


class Timed(Protocol):
    """What of a hold tells its time: a `Hold`, or the columns of one."""

    @property
    def state(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def answer_by(self) -> datetime | None: ...
    @property
    def paused_at(self) -> datetime | None: ...


def minute(moment: datetime) -> datetime:
    """Return the moment without its seconds."""
    return moment.replace(second=0, microsecond=0)


def whole_minutes(span: timedelta) -> int:
    """Return the length in minutes, whole ones only."""
    return span // MINUTE


def joined(pauses: Iterable[Pause]) -> list[Pause]:
    """Return the same stretches in order and disjoint: an alarm in the middle of a power cut stops the clock once."""
    out: list[Pause] = []
    for one in sorted(pauses, key=lambda pause: pause.starts_at):
        last = out[-1] if out else None
        if last is not None and (last.ends_at is None or one.starts_at <= last.ends_at):
            is_longer = last.ends_at is not None and (one.ends_at is None or one.ends_at > last.ends_at)
            out[-1] = Pause(last.starts_at, one.ends_at) if is_longer else last
        else:
            out.append(one)
    return out


def after_open_minutes(start: datetime, minutes: int, pauses: Sequence[Pause]) -> datetime | None:
    """Return the moment when `minutes` of open time have passed since `start`; None while a pause hides it."""
    at, left = start, timedelta(minutes=minutes)
    for pause in joined(pauses):
        if pause.ends_at is not None and pause.ends_at <= at:
            continue
        if pause.starts_at >= at + left:
            break
        left -= max(pause.starts_at - at, timedelta())
        if pause.ends_at is None:
            return None
        at = pause.ends_at
    return at + left


def waits_until(hold: Timed, *, grace: int, pauses: Sequence[Pause]) -> datetime | None:
    """Until when a booked seat waits for its person, never past the booking's own end; None while the library is shut."""
    waits = after_open_minutes(hold.starts_at, grace, pauses)
    return None if waits is None else min(waits, hold.ends_at)


def is_no_show(hold: Timed, *, grace: int, pauses: Sequence[Pause], now: datetime) -> bool:
    """Whether nobody came for a booking in its time. When shut doors took that time away, it is nobody's fault."""
    if hold.state != State.BOOKED or now < hold.starts_at:
        return False
    waits = after_open_minutes(hold.starts_at, grace, pauses)
    if waits is None or min(waits, hold.ends_at) > now:
        return False
    return waits <= hold.ends_at or waits == hold.starts_at + timedelta(minutes=grace)


def offer_is_over(hold: Timed, now: datetime) -> bool:
    """Whether an offered seat was not taken in time."""
    return hold.state == State.OFFERED and hold.answer_by is not None and hold.answer_by <= now


def runs_until(hold: Timed, now: datetime) -> datetime:
    """The end of a hold as it stands now: a stopped clock moves the end on with each minute."""
    if hold.state == State.SEATED and hold.paused_at is not None:
        return hold.ends_at + max(minute(now) - hold.paused_at, timedelta())
    return hold.ends_at


def is_over(hold: Timed, now: datetime) -> bool:
    """Whether the time of a session is out. A stopped clock never runs out."""
    return hold.state == State.SEATED and hold.paused_at is None and hold.ends_at <= now


def minutes_left(hold: Timed, now: datetime) -> int:
    """Whole minutes until the end, not less than zero; the last begun minute counts as one."""
    left = runs_until(hold, now) - now
    return max(-(-left // MINUTE), 0)


def minutes_used(hold: Hold, *, until: datetime) -> int:
    """Minutes at the seat from sitting down until `until`, stopped clock left out."""
    if hold.seated_at is None:
        return 0
    end = min(until, hold.paused_at) if hold.paused_at is not None else until
    return max(whole_minutes(end - hold.seated_at) - hold.paused_minutes, 0)
