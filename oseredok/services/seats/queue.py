"""The waiting list: what frees is offered to the first person whom it fits, and kept for them for a few minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.people.models import Account
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.services.seats import counting, letters, rows, rules, settling, timing
from oseredok.services.seats import hall as halls
from oseredok.services.seats.hall import STEP, HallDay
from oseredok.services.seats.models import Hold, State, Waiting
from oseredok.services.seats.who import Who, cleaned
from oseredok.spine.journal.models import Channel


@dataclass(frozen=True)
class Want:
    """A seat of a kind (or any) for some minutes between two moments of one day."""

    earliest: datetime
    latest: datetime
    minutes: int
    kind: str = ""


@transaction.atomic
def join(*, place: Library, want: Want, who: Who, now: datetime, key: UUID | None = None) -> Waiting:
    """Stand in the queue of a day and return the place in it, with its code. What is free already is offered at once.

    `key` is the public id that the place gets: the same form sent twice stands once.

    Raises:
        Invalid: the stretch is too short, in the past or over more than a day.
        Conflict: the library is shut all through it; the person waits already that day (`waits-already`).
        NotAllowed: see `rules.check_person`.
    """
    who = cleaned(who)
    settling.settle(place, now=now)
    known = Waiting.objects.filter(public_id=key, place=place).first() if key else None
    if known is not None:
        return known
    day = halls.load(place, clock.local_date(want.earliest), now=now)
    _check_can_wait(day, want=want, who=who)
    waiting = Waiting.objects.create(
        place=place,
        kind=want.kind,
        wheelchair=who.wheelchair,
        earliest=max(want.earliest, timing.minute(now)),
        latest=want.latest,
        minutes=want.minutes,
        code=rows.new_code(),
        made_at=now,
        **rows.named(key),
        **{name: value for name, value in rows.person(who).items() if name != "people"},
    )
    offer_free(place, now=now)
    waiting.refresh_from_db()
    return waiting


@transaction.atomic
def leave(*, waiting: Waiting, now: datetime) -> None:
    """Give the place in the queue up, with the seat that was offered. Twice is no error."""
    left = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if left.state not in rows.WAITS:
        return
    if left.hold_id is not None:
        Hold.objects.filter(pk=left.hold_id, state=State.OFFERED).update(state=State.CANCELLED)
    left.state = Waiting.State.LEFT
    left.save(update_fields=["state"])
    offer_free(left.place, now=now)


@transaction.atomic
def accept(*, waiting: Waiting, now: datetime) -> Hold:
    """Take the seat that was offered; it is then an ordinary booking. Raises Conflict: nothing is offered any more."""
    settling.settle(waiting.place, now=now)
    waiting = Waiting.objects.select_for_update().get(pk=waiting.pk)
    hold = waiting.hold
    if waiting.state == Waiting.State.TAKEN and hold is not None:
        return hold
    if waiting.state != Waiting.State.OFFERED or hold is None or hold.state != State.OFFERED:
        raise Conflict(_("Час на відповідь вийшов, місце запропонували іншим."), code="offer-is-over")
    Hold.objects.filter(pk=hold.pk).update(state=State.BOOKED, answer_by=None)
    Waiting.objects.filter(pk=waiting.pk).update(state=Waiting.State.TAKEN)
    hold.refresh_from_db()
    return hold


def offer_free(place: Library, *, now: datetime) -> int:
    """Offer what is free to those who wait, in their order; return how many offers were made.

    Nothing is offered for now while the doors are shut by an alarm: it will be after it.
    """
    Waiting.objects.filter(place=place, state=Waiting.State.WAITING, latest__lte=now).update(state=Waiting.State.OVER)
    waits = list(
        Waiting.objects.select_for_update().filter(place=place, state=Waiting.State.WAITING).order_by("made_at", "pk")
    )
    if not waits or places.live_closures(place, at=now).exists():
        return 0
    return sum(_offer(one, now=now) for one in waits)


def ahead_of(waiting: Waiting) -> int:
    """How many people stand before this one in the queue of the same day."""
    starts_at, ends_at = clock.day_bounds(clock.local_date(waiting.earliest))
    before = Q(made_at__lt=waiting.made_at) | Q(made_at=waiting.made_at, pk__lt=waiting.pk)
    same = Waiting.objects.filter(before, place=waiting.place_id, state__in=rows.WAITS)
    return same.filter(earliest__gte=starts_at, earliest__lt=ends_at).count()


def waiting_for(hold: Hold, *, now: datetime) -> int:
    """How many people wait whom this seat would fit now."""
    waits = Waiting.objects.filter(
        place=hold.place_id, state=Waiting.State.WAITING, earliest__lte=now, latest__gt=now
    ).filter(kind__in=["", hold.seat.kind])
    return waits.count() if hold.seat.wheelchair else waits.filter(wheelchair=False).count()


def _offer(waiting: Waiting, *, now: datetime) -> bool:
    day = halls.load(waiting.place, clock.local_date(waiting.earliest), now=now)
    who = rows.who_of(waiting)
    for starts_at in _starts(waiting, now):
        ends_at = starts_at + timedelta(minutes=waiting.minutes)
        if not day.is_open(starts_at, ends_at):
            continue
        for seat in day.free(starts_at, ends_at, kind=waiting.kind, wheelchair=waiting.wheelchair):
            if who.reader is None and not day.is_for_guests(seat.kind):
                continue
            hold = Hold(
                place=waiting.place,
                seat=seat,
                state=State.OFFERED,
                way=Hold.Way.QUEUE,
                starts_at=starts_at,
                ends_at=ends_at,
                answer_by=timing.minute(now) + timedelta(minutes=day.rules.offer),
                code=waiting.code,
                made_at=now,
                **rows.person(who),
            )
            if rows.saved(hold):
                waiting.hold, waiting.state = hold, Waiting.State.OFFERED
                waiting.save(update_fields=["hold", "state"])
                letters.write("seat_offer", hold, now=now, until=rules.time_words(_answer_by(hold)))
                return True
    return False


def _answer_by(hold: Hold) -> datetime:
    return hold.answer_by or hold.starts_at


def _starts(waiting: Waiting, now: datetime) -> Iterator[datetime]:
    """The moments from which the person could sit: at once, then each half-hour."""
    at, step = max(waiting.earliest, timing.minute(now)), timedelta(minutes=STEP)
    last = waiting.latest - timedelta(minutes=waiting.minutes)
    if at <= last:
        yield at
    at = _next_half_hour(at)
    while at <= last:
        yield at
        at += step


def _next_half_hour(at: datetime) -> datetime:
    past = timedelta(minutes=at.minute % STEP)
    return at - past + timedelta(minutes=STEP)


def _check_can_wait(day: HallDay, *, want: Want, who: Who) -> None:
    if want.minutes < rules.SHORTEST:
        raise Invalid(_("Виберіть, на скільки часу: щонайменше 15 хвилин."), code="too-short", field="minutes")
    if want.latest - max(want.earliest, day.now) < timedelta(minutes=want.minutes):
        raise Invalid(_("У цей проміжок стільки часу не вміститься."), code="too-short", field="latest")
    if clock.local_date(want.latest) != day.day:
        raise Invalid(_("Чекати можна в межах одного дня."), code="over-a-day", field="latest")
    rules.check_length(day, kind=want.kind, minutes=want.minutes)
    rules.check_person(day, who=who, kind=want.kind)
    rules.check_horizon(day, who=who)
    if not any(one.opens_at < want.latest and want.earliest < one.closes_at for one in day.schedule.planned(day.day)):
        raise Conflict(_("У цей час бібліотеку зачинено. Виберіть інший."), code="closed-then", field="earliest")
    starts_at, ends_at = clock.day_bounds(day.day)
    same = Waiting.objects.filter(
        place=day.place, mark=who.mark, state__in=rows.WAITS, earliest__gte=starts_at, earliest__lt=ends_at
    )
    if who.mark and same.exists():
        raise Conflict(_("Ви вже в черзі на цей день."), code="waits-already", field="earliest")


@transaction.atomic
def turn_away(*, place: Library, staff: Account, key: UUID, now: datetime, age_group: str = "") -> None:
    """Count that somebody came, found no seat free and did not wait. The same form sent twice counts once."""
    counting.refusal(place=place, now=now, key=str(key), age_group=age_group, channel=Channel.IN_PERSON, staff=staff)
