"""What time alone decides, written down: sessions whose time is out, bookings nobody came for, offers nobody answered.

Every verb of the hall settles its library first, inside its own transaction, and the worker does it each minute; what the
pages show is computed from time (`timing`) and does not wait for either.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from oseredok.base.core import clock
from oseredok.library.people.models import Account
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.library.places.schedule import Schedule
from oseredok.services.seats import changes, counting, hall, letters, rows, timing
from oseredok.services.seats.models import LIVE, Change, HallRules, Hold, State, Waiting

MISSES = 2
"""Offers in a row that nobody answered: then the queue goes on without this person."""


@transaction.atomic
def settle(place: Library, *, now: datetime) -> int:
    """Write down what has come true by `now` at a library; return how many holds changed. Doing it twice changes nothing."""
    due = list(
        Hold.objects.filter(place=place, state__in=LIVE)
        .filter(Q(starts_at__lte=now) | Q(state=State.OFFERED, answer_by__lte=now))
        .select_related("seat__room", "place__system", "reader")
        .order_by("starts_at", "pk")
    )
    if not due:
        return 0
    rules = hall.rules_of(place)
    schedule = hours.load(place, since=min(hold.starts_at for hold in due))
    return sum(_settle_one(hold, rules=rules, schedule=schedule, now=now) for hold in due)


def _settle_one(hold: Hold, *, rules: HallRules, schedule: Schedule, now: datetime) -> bool:
    if timing.offer_is_over(hold, now):
        return lapse(hold)
    if timing.is_no_show(hold, grace=rules.grace, pauses=hall.pauses_of(schedule, now), now=now):
        return miss(hold, now=now)
    if hold.state == State.BOOKED and hold.ends_at <= now:
        return free(hold, now=now)  # shut all through its time: nobody's fault
    if timing.is_over(hold, now):
        return finish(hold, at=hold.ends_at, ending=Hold.Ending.TIME, now=now)
    if hold.paused_at is not None and _day_is_over(hold, schedule, now):
        return finish(hold, at=hold.paused_at, ending=Hold.Ending.CLOSING, now=now)
    return False


def finish(hold: Hold, *, at: datetime, ending: str, now: datetime, staff: Account | None = None) -> bool:
    """End a session at a moment and count it; return whether it was this call that ended it.

    Minutes that a stopped clock took and nobody gave back are counted as lost.
    """
    if hold.paused_at is not None:
        at = min(at, hold.paused_at)
        lost = timing.whole_minutes(hold.ends_at - at)
    else:
        at, lost = min(at, hold.ends_at), 0
    changed = _turn(hold, State.ENDED, ended_at=at, ends_at=max(at, hold.starts_at), ending=ending)
    if changed:
        counting.session(hold, now=now, staff=staff)
        rows.tell_end(hold, until=at, now=now)
        if ending == Hold.Ending.CLOSING:
            counting.lost(hold, minutes=lost, now=now)
    return changed


def miss(hold: Hold, *, now: datetime) -> bool:
    """Nobody came: the seat is free again. A club that did not meet is no person's no-show, but counts as one."""
    changed = _turn(hold, State.NO_SHOW)
    if changed:
        counting.no_show(hold, now=now)
    return changed


def free(hold: Hold, *, now: datetime) -> bool:
    """Take a booking away because the library is shut or the seat is broken; the person gets a letter.

    Whoever was only offered the seat waits on, first in the queue as before.
    """
    was_offered = hold.state == State.OFFERED
    changed = _turn(hold, State.FREED)
    if changed and was_offered:
        Waiting.objects.filter(hold=hold, state=Waiting.State.OFFERED).update(state=Waiting.State.WAITING, hold=None)
    elif changed:
        counting.lost(hold, minutes=timing.whole_minutes(hold.ends_at - hold.starts_at), now=now)
        changes.note(hold, what=Change.What.FREED, before=letters.when_words(hold), now=now)
    return changed


def lapse(hold: Hold) -> bool:
    """An offer was not answered: the person stays first in the queue once more, then the queue goes on."""
    changed = _turn(hold, State.LAPSED)
    if changed:
        waiting = Waiting.objects.filter(hold=hold, state=Waiting.State.OFFERED)
        waiting.filter(missed__lt=MISSES - 1).update(state=Waiting.State.WAITING, hold=None, missed=F("missed") + 1)
        waiting.update(state=Waiting.State.LEFT)
    return changed


def _turn(hold: Hold, state: str, **changes: object) -> bool:
    """Bring a hold into another state unless somebody else has; the row is as it was seen, or it is not touched."""
    changed = Hold.objects.filter(pk=hold.pk, state=hold.state).update(state=state, **changes)
    if changed:
        hold.state = state
        for name, value in changes.items():
            setattr(hold, name, value)
    return bool(changed)


def _day_is_over(hold: Hold, schedule: Schedule, now: datetime) -> bool:
    """Whether the doors would be shut by now without the alarm too: nobody comes back to the seat today."""
    day = clock.local_date(hold.starts_at)
    closes = [one.closes_at for one in schedule.planned(day) if one.opens_at <= hold.starts_at < one.closes_at]
    return now >= (closes[0] if closes else clock.day_bounds(day)[1])
