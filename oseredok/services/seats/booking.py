"""Verbs of a booking: book, change, cancel. Each settles the library first and is one transaction.

The code of six digits opens a booking together with nothing else, so pages limit how often one may be tried; the address
of a booking carries its unguessable id instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.services.seats import hall as halls
from oseredok.services.seats import letters, queue, rows, rules, timing
from oseredok.services.seats.hall import HallDay, Slot
from oseredok.services.seats.models import LIVE, Hold, Seat, State, Waiting
from oseredok.services.seats.settling import settle
from oseredok.services.seats.who import Who, cleaned


@dataclass(frozen=True)
class Wish:
    """What is asked for: `kind` or `seat` may be left open, then any fitting one is given."""

    starts_at: datetime
    minutes: int
    kind: str = ""
    seat: Seat | None = None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@transaction.atomic
def book(
    *, place: Library, wish: Wish, who: Who, now: datetime, way: str = Hold.Way.WEB, key: UUID | None = None
) -> Hold:
    """Book a seat ahead and return the hold with its code; a letter goes when there is an address.

    Staff (`way` desk) may pass over the horizon, the fair shares and the seats left for walk-ins; nobody passes over
    opening hours, the length of a session or another person. `key` is the public id that the booking gets: the same form
    sent twice books once.

    Raises Invalid, NotAllowed, Conflict: see `rules` and `who.cleaned`; `no-seat` when nothing is free: the caller may
    then count the refusal (`counting.refusal`).
    """
    who = cleaned(who)
    settle(place, now=now)
    known = rows.made_before(key, place=place)
    if known is not None:
        return known
    day = halls.load(place, clock.local_date(wish.starts_at), now=now)
    check_can_book(day, wish=wish, who=who, by_staff=way == Hold.Way.DESK)
    hold = _take_one(
        candidates(day, wish=wish, who=who, leaves_walk_ins=way == Hold.Way.WEB),
        day=day,
        wish=wish,
        made={
            "place": place,
            "state": State.BOOKED,
            "way": way,
            "code": rows.new_code(),
            "made_at": now,
            **rows.named(key),
            **rows.person(who),
        },
    )
    letters.write("seat_booked", hold, now=now, grace=rules.minutes_words(day.rules.grace))
    return hold


@transaction.atomic
def change(*, hold: Hold, wish: Wish, now: datetime, by_staff: bool = False) -> Hold:
    """Give a booking another time or seat; the code stays. The old time is kept when nothing else is free.

    Raises as `book`; Conflict when the booking has begun or is over.
    """
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    rules.check_can_change(hold, now=now)
    who = rows.who_of(hold)
    day = halls.load(hold.place, clock.local_date(wish.starts_at), now=now, without=hold)
    check_can_book(day, wish=wish, who=who, by_staff=by_staff, without=hold)
    before = hold.seat
    for seat in candidates(day, wish=wish, who=who, leaves_walk_ins=not by_staff, without=hold):
        hold.seat, hold.starts_at, hold.ends_at, hold.state = seat, wish.starts_at, wish.ends_at, State.BOOKED
        hold.moved_from, hold.reminded_at = None, None
        if rows.saved(hold):
            queue.offer_free(hold.place, now=now)
            letters.write("seat_booked", hold, now=now, key=f"{now:%Y%m%d%H%M%S}",
                          grace=rules.minutes_words(day.rules.grace))  # fmt: skip
            return hold
        hold.seat = before
    raise no_seat(day, wish=wish)


@transaction.atomic
def cancel(*, hold: Hold, now: datetime) -> Hold:
    """Give a booking up. Doing it twice is no error. Raises Conflict: it has begun or is over."""
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    if hold.state == State.CANCELLED:
        return hold
    rules.check_can_change(hold, now=now)
    hold.state = State.CANCELLED
    hold.save(update_fields=["state"])
    Waiting.objects.filter(hold=hold).update(state=Waiting.State.LEFT)
    queue.offer_free(hold.place, now=now)
    return hold


def check_can_book(day: HallDay, *, wish: Wish, who: Who, by_staff: bool, without: Hold | None = None) -> None:
    """All that must be true before a seat is looked for. Raises as `book`."""
    kind = wish.seat.kind if wish.seat else wish.kind
    rules.check_time(day, starts_at=wish.starts_at, minutes=wish.minutes)
    rules.check_length(day, kind=kind, minutes=wish.minutes)
    if by_staff:
        return
    if not day.rules.booking_open:
        raise Conflict(_("Зараз на сайті не бронюємо: приходьте або телефонуйте."), code="booking-shut")
    rules.check_horizon(day, who=who)
    rules.check_person(day, who=who, kind=kind)
    rules.check_fair(
        day,
        who=who,
        minutes=wish.minutes,
        used_today=minutes_of_day(day, who=who, without=without),
        bookings_this_week=bookings_of_week(day, who=who, without=without),
    )


def candidates(day: HallDay, *, wish: Wish, who: Who, leaves_walk_ins: bool, without: Hold | None = None) -> list[Seat]:
    """Return the seats that may be given, the best first; a seat that is wished by name alone, if it is free.

    Raises Conflict (`walk-in-share`, `no-seat`).
    """
    ends_at = wish.ends_at
    free = day.free(wish.starts_at, ends_at, kind=wish.kind, wheelchair=who.wheelchair, seat=wish.seat,
                    gap=day.rules.gap)  # fmt: skip
    fitting = [seat for seat in free if _may_have(seat, day=day, wish=wish, who=who, by_staff=not leaves_walk_ins)]
    if not fitting:
        raise no_seat(day, wish=wish, who=who)
    if leaves_walk_ins:
        spare = len(day.free(wish.starts_at, ends_at, gap=day.rules.gap)) - day.reserved(wish.starts_at, ends_at)
        if spare <= 0:
            raise Conflict(
                _("Вільне лишилося тільки для тих, хто приходить без броні. Приходьте або виберіть інший час."),
                code="walk-in-share",
                field="starts_at",
            )
    return fitting


def slots(day: HallDay, *, minutes: int, who: Who, kind: str = "") -> list[Slot]:
    """Return the half-hours of the day that are still ahead, with the seats that this person may book in each."""

    def may(seat: Seat) -> bool:
        fits = seat.capacity >= who.people and minutes <= (day.longest(seat.kind) or minutes)
        return fits and (who.reader is not None or day.is_for_guests(seat.kind))

    return day.slots(
        minutes,
        kind=kind,
        wheelchair=who.wheelchair,
        may=may,
        is_kept=lambda seat, at: _is_kept(seat, at=at, day=day, who=who),
    )


def _may_have(seat: Seat, *, day: HallDay, wish: Wish, who: Who, by_staff: bool) -> bool:
    if seat.capacity < who.people or wish.minutes > (day.longest(seat.kind) or wish.minutes):
        return False
    if by_staff:
        return True
    is_kept = _is_kept(seat, at=wish.starts_at, day=day, who=who)
    return day.is_bookable(seat) and not is_kept and (who.reader is not None or day.is_for_guests(seat.kind))


def _is_kept(seat: Seat, *, at: datetime, day: HallDay, who: Who) -> bool:
    """Whether the seat still waits for other people: so far ahead it is not anybody's."""
    return at - day.now > timedelta(hours=day.rules.kept_hours) and not who.is_kept_for(seat.kept_for)


def no_seat(day: HallDay, *, wish: Wish, who: Who | None = None) -> Conflict:
    """Say that nothing is free then, and when something is."""
    kind = wish.seat.kind if wish.seat else wish.kind
    ahead = [one for one in slots(day, minutes=wish.minutes, who=who or Who(), kind=kind) if one.free]
    after = [one for one in ahead if one.starts_at > wish.starts_at] or ahead
    said = _("Це місце щойно зайняли.") if wish.seat else _("На цей час уже все зайнято.")
    if after:
        said += " " + _("Найближчий вільний час %(time)s.") % {"time": rules.time_words(after[0].starts_at)}
    else:
        said += " " + _("Цього дня вільного часу вже немає. Станьте в чергу або виберіть інший день.")
    return Conflict(said, code="no-seat", field="starts_at")


def minutes_of_day(day: HallDay, *, who: Who, without: Hold | None = None) -> int:
    """Minutes that the person has booked or used on the day, in the whole library."""
    starts_at, ends_at = clock.day_bounds(day.day)
    total = 0
    for hold in _of(who, day.place, [*LIVE, State.ENDED], without).filter(
        starts_at__gte=starts_at, starts_at__lt=ends_at
    ):
        if hold.state == State.ENDED and hold.ended_at is not None:
            total += timing.minutes_used(hold, until=hold.ended_at)
        else:
            total += timing.whole_minutes(hold.ends_at - hold.starts_at)
    return total


def bookings_of_week(day: HallDay, *, who: Who, without: Hold | None = None) -> int:
    """How many bookings of the person the week of the day holds, those not used in vain left out."""
    monday = day.day - timedelta(days=day.day.weekday())
    week = Period(monday, monday + timedelta(days=7))
    held = _of(who, day.place, [*LIVE, State.ENDED, State.NO_SHOW], without).exclude(way=Hold.Way.WALK_IN)
    return held.filter(starts_at__gte=week.starts_at, starts_at__lt=week.ends_at).count()


def _take_one(seats: Iterable[Seat], *, day: HallDay, wish: Wish, made: dict[str, Any]) -> Hold:
    for seat in seats:
        hold = Hold(seat=seat, starts_at=wish.starts_at, ends_at=wish.ends_at, **made)
        if rows.saved(hold):
            return hold
    raise no_seat(_read_anew(day), wish=wish)


def _read_anew(day: HallDay) -> HallDay:
    """Return the day read anew: somebody was faster."""
    return halls.load(day.place, day.day, now=day.now, schedule=day.schedule)


def _of(who: Who, place: Library, states: Iterable[str], without: Hold | None) -> QuerySet[Hold]:
    if not who.mark:
        return Hold.objects.none()
    found = Hold.objects.filter(mark=who.mark, place=place, state__in=list(states))
    return found.exclude(pk=without.pk) if without else found
