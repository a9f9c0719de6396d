"""Verbs of a session: sit down (by a booking or without one), go on, move, end; and taking a slip back.

Each settles the library first and is one transaction. A session is counted when it ends; that the person came, when they
sit down.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict
from oseredok.library.people.models import Account
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.services.seats import counting, queue, rows, rules, timing
from oseredok.services.seats import hall as halls
from oseredok.services.seats.models import Handout, Hold, Seat, State, Waiting
from oseredok.services.seats.settling import finish, miss, settle
from oseredok.services.seats.who import Who, cleaned

SLIP = 5
"""Minutes within which a seat that was given by mistake is taken back as if nobody had sat there."""


@transaction.atomic
def check_in(*, hold: Hold, now: datetime, staff: Account | None = None, already_counted: bool = False) -> Hold:
    """Seat the person of a booking or of an offer. Before its time only if the seat is free already.

    `already_counted`: the desk has recorded that the person came. Raises Conflict: see `rules.check_can_check_in`; the
    library is shut; somebody still sits there.
    """
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    rules.check_can_check_in(hold, now=now)
    _check_open_now(hold.place, now)
    was_offered = hold.state == State.OFFERED
    at = timing.minute(now)
    hold.state, hold.seated_at, hold.answer_by = State.SEATED, at, None
    hold.starts_at = min(hold.starts_at, at)
    if not rows.saved(hold):
        raise Conflict(_("За цим місцем ще працюють. Зачекайте кілька хвилин."), code="not-free-yet")
    if was_offered:
        Waiting.objects.filter(hold=hold).update(state=Waiting.State.TAKEN)
    if not already_counted:
        counting.coming(hold, now=now, staff=staff)
    return hold


@transaction.atomic
def walk_in(
    *,
    seat: Seat,
    who: Who,
    now: datetime,
    staff: Account | None = None,
    minutes: int | None = None,
    way: str = Hold.Way.WALK_IN,
    already_counted: bool = False,
    key: UUID | None = None,
) -> Hold:
    """Seat somebody without a booking, for `minutes` or as long as the rules, the next booking and the doors allow.

    `key` is the public id that the hold gets: the same form sent twice seats once. Raises Conflict: the seat is taken, broken or gone, or the library is shut; Invalid: more minutes than there are.
    """
    who = cleaned(who)
    place = seat.room.library
    settle(place, now=now)
    known = rows.made_before(key, place=place)
    if known is not None:
        return known
    rules.check_in_use(seat, now=now)
    _check_open_now(place, now)
    day = halls.load(place, clock.local_date(now), now=now)
    at = timing.minute(now)
    most = day.minutes_free(seat, at)
    if most <= 0:
        raise Conflict(_("Це місце зайняте або не працює. Виберіть інше."), code="no-seat", field="seat")
    wanted = min(day.longest(seat.kind) or most, most) if minutes is None else minutes
    if minutes is not None:
        rules.check_length(day, kind=seat.kind, minutes=minutes)
    if not 1 <= wanted <= most:
        raise Conflict(
            _("Тут вільно лише до %(time)s. Виберіть коротший час.")
            % {"time": rules.time_words(at + timedelta(minutes=most))},
            code="next-is-booked",
            field="minutes",
        )
    hold = Hold(
        place=place,
        seat=seat,
        state=State.SEATED,
        way=way,
        starts_at=at,
        ends_at=at + timedelta(minutes=wanted),
        code=rows.new_code(),
        made_at=now,
        seated_at=at,
        **rows.named(key),
        **rows.person(who),
    )
    if not rows.saved(hold):
        raise Conflict(_("Це місце щойно зайняли. Виберіть інше."), code="no-seat", field="seat")
    if not already_counted:
        counting.coming(hold, now=now, staff=staff)
    return hold


@transaction.atomic
def extend(
    *,
    hold: Hold,
    now: datetime,
    minutes: int | None = None,
    by_staff: bool = False,
    seen_end: datetime | None = None,
) -> Hold:
    """Let a session go on by the rules' step (or `minutes`).

    `seen_end` is the end that the one who asks has on the screen: the same tap sent twice adds the time once, and what
    another librarian has added meanwhile is told, not doubled. Raises Conflict: see `rules.check_can_extend`;
    `end-has-changed`.
    """
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    rules.check_is_seated(hold)
    day = halls.load(hold.place, clock.local_date(now), now=now)
    more = minutes or day.rules.extension
    if seen_end is not None and seen_end != hold.ends_at:
        if hold.ends_at == seen_end + timedelta(minutes=more):
            return hold
        raise Conflict(
            _("Час уже змінили: тепер до %(time)s.") % {"time": rules.time_words(hold.ends_at)}, code="end-has-changed"
        )
    rules.check_can_extend(
        hold, hall=day, minutes=more, now=now, waiting=queue.waiting_for(hold, now=now), by_staff=by_staff
    )
    hold.ends_at += timedelta(minutes=more)
    hold.extended += more
    if not rows.saved(hold):
        raise Conflict(_("Далі це місце щойно забронювали."), code="next-is-booked")
    rows.tell_end(hold, until=hold.ends_at, now=now)
    return hold


@transaction.atomic
def move(*, hold: Hold, seat: Seat, now: datetime) -> Hold:
    """Put a booking or a session at another seat, to its end. Raises Conflict: taken, broken or gone, or it is over."""
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    if hold.state not in (State.BOOKED, State.SEATED):
        raise Conflict(rules.state_words(hold), code=f"is-{hold.state}")
    if hold.seat_id == seat.pk:
        return hold
    rules.check_in_use(seat, now=now)
    day = halls.load(hold.place, clock.local_date(hold.starts_at), now=now, without=hold)
    starts_at = max(timing.minute(now), hold.starts_at)
    if not day.free(starts_at, timing.runs_until(hold, now), seat=seat):
        raise Conflict(_("На цей час місце зайняте або не працює. Виберіть інше."), code="no-seat", field="seat")
    hold.moved_from, hold.seat = hold.seat, seat
    if hold.state == State.SEATED:
        hold.starts_at = starts_at  # the time before belongs to the seat that is left, and is in nobody's way there
    if not rows.saved(hold):
        raise Conflict(_("Це місце щойно зайняли. Виберіть інше."), code="no-seat", field="seat")
    queue.offer_free(hold.place, now=now)
    return hold


@transaction.atomic
def end(*, hold: Hold, now: datetime, ending: str = Hold.Ending.DESK, staff: Account | None = None) -> Hold:
    """End a session now and count it. Ending it twice is no error and counts once. Raises Conflict: nobody sits there."""
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    if hold.state == State.ENDED:
        return hold
    rules.check_is_seated(hold)
    finish(hold, at=timing.minute(now), ending=ending, now=now, staff=staff)
    queue.offer_free(hold.place, now=now)
    return hold


@transaction.atomic
def end_at(*, hold: Hold, at: datetime, now: datetime, ending: str = Hold.Ending.PERSON) -> Hold:
    """End a session at an earlier moment that a computer without network reports later; never before it began.

    A session that time has ended meanwhile stays as it was counted. Raises Conflict: nobody ever sat there.
    """
    hold = rows.locked(hold)
    if hold.state != State.SEATED or hold.seated_at is None:
        return end(hold=hold, now=now, ending=ending)
    finish(hold, at=min(max(timing.minute(at), hold.seated_at), timing.minute(now)), ending=ending, now=now)
    settle(hold.place, now=now)
    queue.offer_free(hold.place, now=now)
    return hold


@transaction.atomic
def unseat(*, hold: Hold, now: datetime, staff: Account | None = None) -> Hold:
    """Take back a seat given by mistake within five minutes: nobody sat there. Raises Conflict: it is too late.

    With `staff` the coming that was counted with it is taken back too; one that was recorded before stays. A laptop in
    the person's hands must come back first (`laptop-is-out`).
    """
    hold = rows.locked(hold)
    if hold.state == State.CANCELLED and hold.seated_at is not None:
        return hold
    rules.check_is_seated(hold)
    if Handout.objects.filter(hold=hold, back_at__isnull=True).exists():
        raise Conflict(_("Спершу прийміть ноутбук назад."), code="laptop-is-out")
    if hold.seated_at is None or now - hold.seated_at > timedelta(minutes=SLIP):
        raise Conflict(_("Минуло понад п’ять хвилин: звільніть місце звичайною кнопкою."), code="too-late")
    hold.state = State.CANCELLED
    hold.save(update_fields=["state"])
    rows.tell_end(hold, until=timing.minute(now), now=now)
    if staff is not None:
        counting.coming_back(hold, now=now, staff=staff)
    queue.offer_free(hold.place, now=now)
    return hold


@transaction.atomic
def missed(*, hold: Hold, now: datetime) -> Hold:
    """Say that nobody has come for a booking, before its grace is over: the seat is free at once. Twice is no error.

    Raises Conflict (`not-yet`): its time has not begun; or it is over; (`shut`): nobody could come, the doors are shut.
    """
    settle(hold.place, now=now)
    hold = rows.locked(hold)
    if hold.state == State.NO_SHOW:
        return hold
    if hold.state != State.BOOKED:
        raise Conflict(rules.state_words(hold), code=f"is-{hold.state}")
    if now < hold.starts_at:
        raise Conflict(
            _("Ця бронь із %(time)s: людина ще має час прийти.") % {"time": rules.time_words(hold.starts_at)},
            code="not-yet",
        )
    _check_open_now(hold.place, now)
    miss(hold, now=now)
    queue.offer_free(hold.place, now=now)
    return hold


def _check_open_now(place: Library, now: datetime) -> None:
    schedule = hours.load(place, since=now, until=now)
    if schedule.closure(now) is not None:
        raise Conflict(_("Бібліотеку зараз зачинено. Місця будуть після відбою."), code="shut")
    if not schedule.is_open(now):
        raise Conflict(_("Бібліотека зараз не працює."), code="shut")
