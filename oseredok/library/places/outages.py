"""Planned power cuts of a library: what the grid's schedule says of the days ahead. Told to people, counted nowhere."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, day_and_month
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.places.models import Library, PlannedOutage

AHEAD = 31
"""Days: no schedule of the grid looks further."""
NOTE = 120


@transaction.atomic
def add(*, library: Library, day: date, since: time, until: time, now: datetime, note: str = "") -> PlannedOutage:
    """Note that the light may be off on a day from `since` to `until`; midnight as the end is the day's end.

    Raises Invalid (`outage-order`, `outage-over`, `outage-far`, `note-long`), Conflict (`outage-known`).
    """
    starts_at = clock.moment_at(day, since)
    ends_at = clock.day_bounds(day)[1] if until == time.min else clock.moment_at(day, until)
    note = display_apostrophe(tidy(note))
    if ends_at <= starts_at:
        raise Invalid(_("Кінець має бути пізніше за початок."), code="outage-order", field="until")
    if ends_at <= now:
        raise Invalid(_("Цей час уже минув."), code="outage-over", field="until" if starts_at < now else "day")
    if day > clock.local_date(now) + timedelta(days=AHEAD):
        raise Invalid(_("Графік відомий щонайбільше на місяць наперед."), code="outage-far", field="day")
    if len(note) > NOTE:
        raise Invalid(_("Коротше: до 120 літер."), code="note-long", field="note")
    Library.objects.select_for_update().get(pk=library.pk)  # two people type the same schedule one after the other
    other = library.planned_outages.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).first()
    if other is not None:
        raise Conflict(
            _("На цей час вимкнення вже записано: {span}. Приберіть його, якщо графік змінили.").format(span=span(other)),
            code="outage-known", field="since",
        )  # fmt: skip
    return PlannedOutage.objects.create(library=library, starts_at=starts_at, ends_at=ends_at, note=note)


def remove(*, outage: PlannedOutage) -> None:
    """Take a planned outage off the list."""
    outage.delete()


def ahead(library: Library, *, now: datetime) -> list[PlannedOutage]:
    """Return what is not over yet, the soonest first."""
    return list(library.planned_outages.filter(ends_at__gt=now))


def between(library: Library, starts_at: datetime, ends_at: datetime) -> list[PlannedOutage]:
    """Return what touches a stretch of time."""
    return list(library.planned_outages.filter(starts_at__lt=ends_at, ends_at__gt=starts_at))


def span(outage: PlannedOutage) -> str:
    """Return `12:00–15:00`, the end of a day as 24:00."""
    starts_at, ends_at = clock.local(outage.starts_at), clock.local(outage.ends_at)
    end = "24:00" if ends_at.date() > starts_at.date() else clock_time(ends_at)
    return f"{clock_time(starts_at)}–{end}"


def words(outage: PlannedOutage) -> str:
    """Return `27 листопада, 12:00–15:00`."""
    return f"{day_and_month(clock.local(outage.starts_at))}, {span(outage)}"
