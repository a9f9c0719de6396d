"""A seat out of order: it leaves booking at once and says why; its people are given other seats."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.places import hours
from oseredok.library.places.models import Library
from oseredok.services.seats import closures, counting, queue, settling, timing
from oseredok.services.seats import hall as halls
from oseredok.services.seats.models import Fault, Hold, Seat, State

REASON = 120


@transaction.atomic
def report(*, seat: Seat, reason: str, staff_name: str, now: datetime, expected_on: date | None = None) -> Fault:
    """Say that a seat does not work. Bookings of the next day get another seat of the kind or are cancelled with a letter;
    later ones wait for the repair and are looked at again a day ahead (`rehouse_due`). Who sits there stays until moved.

    Raises Invalid (`reason-empty`, `reason-long`, `expected-in-the-past`), Conflict (`broken-already`).
    """
    reason = display_apostrophe(tidy(reason))
    if not reason:
        raise Invalid(_("Напишіть, що не працює: це побачать люди біля місця."), code="reason-empty", field="reason")
    if len(reason) > REASON:
        raise Invalid(_("Коротше, будь ласка: до 120 літер."), code="reason-long", field="reason")
    if expected_on is not None and expected_on <= clock.local_date(now):
        raise Invalid(_("День, коли полагодять, має бути пізніше за сьогодні."), code="expected-in-the-past",
                      field="expected_on")  # fmt: skip
    place = seat.room.library
    settling.settle(place, now=now)
    try:
        with transaction.atomic():
            fault = Fault.objects.create(
                seat=seat,
                since=timing.minute(now),
                reason=reason,
                expected_on=expected_on,
                reported_by=staff_name[:120],
            )
    except IntegrityError:
        raise Conflict(_("Про цю несправність уже записано."), code="broken-already") from None
    rehouse_due(place, now=now)
    return fault


@transaction.atomic
def expect(*, fault: Fault, expected_on: date | None, now: datetime) -> Fault:
    """Change the day by which a seat is to work again; bookings that fall into the wait are given other seats."""
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    if fault.fixed_at is not None:
        raise Conflict(_("Це вже полагоджено."), code="fixed-already")
    if expected_on is not None and expected_on <= clock.local_date(now):
        raise Invalid(_("День, коли полагодять, має бути пізніше за сьогодні."), code="expected-in-the-past",
                      field="expected_on")  # fmt: skip
    fault.expected_on = expected_on
    fault.save(update_fields=["expected_on"])
    rehouse_due(fault.seat.room.library, now=now)
    return fault


@transaction.atomic
def fix(*, fault: Fault, staff_name: str, now: datetime) -> Fault:
    """Say that the seat works again; its downtime of today is counted. Twice is no error."""
    fault = Fault.objects.select_for_update().get(pk=fault.pk)
    if fault.fixed_at is None:
        fault.fixed_at, fault.fixed_by = max(timing.minute(now), fault.since), staff_name[:120]
        fault.save(update_fields=["fixed_at", "fixed_by"])
        count_downtime(fault, now=now)
        queue.offer_free(fault.seat.room.library, now=now)
    return fault


@transaction.atomic
def rehouse_due(place: Library, *, now: datetime) -> int:
    """Give other seats to bookings that begin within a day at a broken seat; return how many were looked at."""
    broken = Fault.objects.filter(seat__room__library=place, fixed_at__isnull=True)
    until = now + timedelta(days=1)
    due = list(
        Hold.objects.select_for_update(of=("self",))
        .filter(
            place=place, seat__in=broken.values("seat"), state__in=[State.BOOKED, State.OFFERED], starts_at__lt=until
        )
        .select_related("seat__room", "place__system", "reader")
        .order_by("starts_at", "pk")
    )
    works_from = {fault.seat_id: fault.expected_on for fault in broken}
    met = 0
    for hold in due:
        expected_on = works_from[hold.seat_id]
        if expected_on is not None and clock.local_date(hold.starts_at) >= expected_on:
            continue
        day = halls.load(place, clock.local_date(hold.starts_at), now=now, without=hold)
        closures.rehouse(hold, day=day, now=now)
        met += 1
    return met


@transaction.atomic
def count_downtime(fault: Fault, *, now: datetime) -> None:
    """Count the open minutes of each finished day of a fault, and of the day when it was mended. Twice counts once."""
    place = fault.seat.room.library
    end = fault.fixed_at or clock.day_bounds(clock.local_date(now))[0]
    schedule = hours.load(place, since=fault.since)
    day = clock.local_date(fault.since)
    while clock.day_bounds(day)[0] < end:
        starts_at, ends_at = clock.day_bounds(day)
        spans = schedule.opening_moments(max(starts_at, fault.since), min(ends_at, end))
        minutes = sum(timing.whole_minutes(one.closes_at - one.opens_at) for one in spans)
        if spans:
            counting.downtime(
                seat=fault.seat,
                place=place,
                key=f"seat-downtime:{fault.pk}:{day}",
                at=spans[0].opens_at,
                minutes=minutes,
                now=now,
            )
        day += timedelta(days=1)


def count_all_downtime(*, now: datetime) -> int:
    """Count what is due for every fault that goes on; return how many there are."""
    going_on = list(Fault.objects.filter(fixed_at__isnull=True).select_related("seat__room__library__system"))
    for fault in going_on:
        count_downtime(fault, now=now)
    return len(going_on)
