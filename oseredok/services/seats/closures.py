"""«Тривога», «Немає світла», changed hours: what they do to sessions and bookings. Called by `places.followers`.

While the doors are shut every session's clock stands still. When they open again each goes on for as long as it had left,
but not past closing time. A booking in its way is moved to another seat of the same kind at the same time; else it begins
later, by at most `HallRules.closure_shift`; else it is cancelled. In each case the person gets a letter and the page of the
booking says what happened.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from oseredok.base.core import clock
from oseredok.library.places import hours
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.services.seats import changes, counting, queue, rows, rules, settling, timing
from oseredok.services.seats import hall as halls
from oseredok.services.seats.hall import HallDay
from oseredok.services.seats.models import Change, Hold, State

SHORTEST_LEFT = timedelta(minutes=15)


@transaction.atomic
def pause(place: Library, now: datetime) -> None:
    """Stop the clock of everybody who sits. A second alarm during a power cut changes nothing."""
    settling.settle(place, now=now)
    Hold.objects.filter(place=place, state=State.SEATED, paused_at__isnull=True).update(paused_at=timing.minute(now))


@transaction.atomic
def resume(place: Library, now: datetime) -> None:
    """Let the clocks go on once nothing shuts the doors any more, and make way for those who were there first."""
    if places.live_closures(place, at=now).exists():
        return
    settling.settle(place, now=now)
    sitting = list(
        Hold.objects.select_for_update(of=("self",))
        .filter(place=place, state=State.SEATED, paused_at__isnull=False)
        .select_related("seat__room", "place__system", "reader")
        .order_by("ends_at", "pk")
    )
    for hold in sitting:
        _go_on(hold, now=now)
    queue.offer_free(place, now=now)


@transaction.atomic
def fit_to_hours(place: Library, from_day: date, now: datetime) -> None:
    """Bookings from a day on that the new hours cut off: shortened when a quarter of an hour is left, else cancelled."""
    start = clock.day_bounds(from_day)[0]
    schedule = hours.load(place)
    ahead = (
        Hold.objects.select_for_update(of=("self",))
        .filter(place=place, state__in=[State.BOOKED, State.OFFERED], starts_at__gte=start)
        .select_related("seat__room", "place__system", "reader")
    )
    for hold in ahead:
        spans = schedule.planned(clock.local_date(hold.starts_at))
        span = next((one for one in spans if hold.starts_at in one), None)
        if span is not None and hold.ends_at <= span.closes_at:
            continue
        if span is not None and span.closes_at - hold.starts_at >= SHORTEST_LEFT:
            was, hold.ends_at = hold.ends_at, span.closes_at
            hold.save(update_fields=["ends_at"])
            changes.note(hold, what=Change.What.SHORTER, before=rules.time_words(was), now=now)
        else:
            settling.free(hold, now=now)


def rehouse(hold: Hold, *, day: HallDay, now: datetime) -> bool:
    """Give a booking another seat of its kind at its time, else take it away; return whether a seat is left."""
    if _other_seat(hold, day=day, now=now):
        return True
    settling.free(hold, now=now)
    return False


def _go_on(hold: Hold, *, now: datetime) -> None:
    if hold.paused_at is None:
        return
    stood = timing.minute(now) - hold.paused_at
    day = halls.load(hold.place, clock.local_date(now), now=now, without=hold)
    closes = day.closes_after(timing.minute(now))
    until = hold.ends_at + stood
    if closes is not None:
        counting.lost(hold, minutes=timing.whole_minutes(max(until - closes, timedelta())), now=now)
        until = min(until, closes)
    for other in _in_the_way(hold, until):
        _make_way(other, until=until, now=now)
    hold.paused_minutes += timing.whole_minutes(stood)
    hold.paused_at, hold.ends_at = None, max(until, hold.ends_at)
    hold.save(update_fields=["paused_minutes", "paused_at", "ends_at"])
    rows.tell_end(hold, until=hold.ends_at, now=now)


def _in_the_way(hold: Hold, until: datetime) -> list[Hold]:
    return list(
        Hold.objects.select_for_update(of=("self",))
        .filter(seat=hold.seat, state__in=[State.BOOKED, State.OFFERED], starts_at__lt=until, ends_at__gt=hold.ends_at)
        .exclude(pk=hold.pk)
        .select_related("seat__room", "place__system", "reader")
        .order_by("starts_at", "pk")
    )


def _make_way(hold: Hold, *, until: datetime, now: datetime) -> None:
    """Find another seat for a booking; else let it begin when the seat is free; else take it away."""
    day = halls.load(hold.place, clock.local_date(now), now=now, without=hold)
    if _other_seat(hold, day=day, now=now):
        return
    shift = until - hold.starts_at
    if shift <= timedelta(minutes=day.rules.closure_shift) and _begins_later(hold, day=day, by=shift, now=now):
        return
    settling.free(hold, now=now)


def _other_seat(hold: Hold, *, day: HallDay, now: datetime) -> bool:
    before = hold.seat
    wheelchair = rows.who_of(hold).wheelchair
    for seat in day.free(hold.starts_at, hold.ends_at, kind=before.kind, wheelchair=wheelchair):
        if seat.pk != before.pk and seat.capacity >= hold.people:
            hold.seat, hold.moved_from = seat, before
            if rows.saved(hold):
                changes.note(hold, what=Change.What.MOVED, before=before.name, now=now)
                return True
    hold.seat, hold.moved_from = before, None
    return False


def _begins_later(hold: Hold, *, day: HallDay, by: timedelta, now: datetime) -> bool:
    closes = day.closes_after(hold.starts_at)
    starts_at = hold.starts_at + by
    ends_at = min(hold.ends_at + by, closes) if closes else hold.ends_at + by
    others = Hold.objects.filter(seat=hold.seat, state__in=[State.BOOKED, State.OFFERED], starts_at__gt=hold.starts_at)
    following = others.exclude(pk=hold.pk).order_by("starts_at").values_list("starts_at", flat=True).first()
    if following is not None:
        ends_at = min(ends_at, following)
    if ends_at - starts_at < SHORTEST_LEFT:
        return False
    was = hold.starts_at, hold.ends_at
    # First out of the way of the one who sits, so that the database never sees the two together.
    hold.starts_at, hold.ends_at = starts_at, ends_at
    if not rows.saved(hold):
        hold.starts_at, hold.ends_at = was
        return False
    changes.note(hold, what=Change.What.LATER, before=rules.time_words(was[0]), now=now)
    return True
