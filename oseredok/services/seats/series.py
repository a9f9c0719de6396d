"""Clubs that meet every week: bookings made ahead by staff, each an ordinary hold that can be moved or cancelled alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.services.seats import hall as halls
from oseredok.services.seats import queue, rows, rules, settling
from oseredok.services.seats.models import Hold, Purpose, Seat, Series, State

LONGEST = timedelta(days=371)


@dataclass
class Made:
    """A series with the days on which it meets and those on which it cannot: shut, or somebody was there first."""

    series: Series
    holds: list[Hold] = field(default_factory=list)
    shut: list[date] = field(default_factory=list)
    taken: list[date] = field(default_factory=list)


@transaction.atomic
def make_series(
    *,
    seat: Seat,
    title: str,
    weekday: int,
    begins_at: time,
    minutes: int,
    starts_on: date,
    ends_on: date,
    now: datetime,
    people: int = 1,
    key: UUID | None = None,
) -> Made:
    """Book a seat or room for a club on each such weekday of [starts_on, ends_on); what cannot be is told, not refused.

    `key` is the public id that the series gets: the same form sent twice books once, and tells its meetings again.

    Raises Invalid (`title-empty`, `period`, `too-short`, `too-many`, `never`).
    """
    title = display_apostrophe(tidy(title))[:80]
    if not title:
        raise Invalid(_("Як називається гурток або зустріч?"), code="title-empty", field="title")
    if not starts_on < ends_on <= starts_on + LONGEST or ends_on <= clock.local_date(now):
        raise Invalid(
            _("Вкажіть дні в межах року наперед: спершу перший, потім останній."), code="period", field="ends_on"
        )
    if not rules.SHORTEST <= minutes <= 720:
        raise Invalid(_("Скільки триває зустріч? Від 15 хвилин до 12 годин."), code="too-short", field="minutes")
    if people > seat.capacity:
        raise Invalid(
            _("Тут місця на %(capacity)s людей. Виберіть кімнату.") % {"capacity": seat.capacity},
            code="too-many",
            field="people",
        )
    settling.settle(seat.room.library, now=now)
    known = Series.objects.filter(public_id=key, seat=seat).first() if key else None
    if known is not None:
        return Made(known, list(known.holds.order_by("starts_at")))
    made = Made(
        Series.objects.create(
            **rows.named(key),
            seat=seat,
            title=title,
            weekday=weekday,
            begins_at=begins_at,
            minutes=minutes,
            starts_on=starts_on,
            ends_on=ends_on,
            people=people,
            made_at=now,
        )
    )
    for day in _days(starts_on, ends_on, weekday):
        _meet(made, day, now=now)
    if not made.holds:
        raise Invalid(_("У жоден із цих днів зібратися не вийде: зачинено або зайнято."), code="never", field="weekday")
    return made


@transaction.atomic
def cancel_series(*, series: Series, now: datetime) -> int:
    """Give up every meeting that is still ahead; return how many. Twice is no error."""
    ahead = Hold.objects.filter(series=series, state=State.BOOKED, starts_at__gt=now)
    freed = ahead.update(state=State.CANCELLED)
    Series.objects.filter(pk=series.pk, cancelled_at__isnull=True).update(cancelled_at=now)
    queue.offer_free(series.seat.room.library, now=now)
    return freed


def _days(starts_on: date, ends_on: date, weekday: int) -> list[date]:
    first = starts_on + timedelta(days=(weekday - starts_on.weekday()) % 7)
    return [first + timedelta(days=7 * week) for week in range(54) if first + timedelta(days=7 * week) < ends_on]


def _meet(made: Made, day: date, *, now: datetime) -> None:
    series, seat = made.series, made.series.seat
    starts_at = clock.moment_at(day, series.begins_at)
    ends_at = starts_at + timedelta(minutes=series.minutes)
    if starts_at <= now:
        return
    hall = halls.load(seat.room.library, day, now=now)
    if not hall.is_open(starts_at, ends_at):
        made.shut.append(day)
        return
    hold = Hold(
        place=seat.room.library,
        seat=seat,
        series=series,
        state=State.BOOKED,
        way=Hold.Way.SERIES,
        starts_at=starts_at,
        ends_at=ends_at,
        code=rows.new_code(),
        nickname=series.title[:40],
        purpose=Purpose.CLUB,
        people=series.people,
        made_at=now,
    )
    if hall.free(starts_at, ends_at, seat=seat) and rows.saved(hold):
        made.holds.append(hold)
    else:
        made.taken.append(day)
