"""Bookings that an alarm, a fault or new hours have moved, shortened or taken away, and who still does not know.

Whoever left an e-mail gets a letter. The others are called from the desk: they stand in its list until somebody ticks them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from oseredok.base.core import clock
from oseredok.library.places.models import Library
from oseredok.services.seats import letters
from oseredok.services.seats.models import Change, Hold

KEPT = timedelta(hours=3)
"""How long what a letter has told is still shown at the desk."""


def note(hold: Hold, *, what: str, before: str, now: datetime) -> Change:
    """Write down what has become of a booking; a letter goes when there is an address."""
    name, more = ("seat_freed", {}) if what == Change.What.FREED else ("seat_moved", {"before": before})
    letters.write(name, hold, now=now, key="" if what == Change.What.FREED else f"{now:%Y%m%d%H%M%S}", **more)
    is_written = bool(hold.address)
    return Change.objects.create(
        hold=hold,
        what=what,
        before=before[:60],
        made_at=now,
        by_letter=is_written,
        told_at=now if is_written else None,
    )


def listed(place: Library, *, now: datetime) -> QuerySet[Change]:
    """Changes of which somebody must still be told, until their day is over; and what letters have told in the last hours."""
    today, _next = clock.day_bounds(clock.local_date(now))
    untold = Q(told_at__isnull=True, hold__ends_at__gte=today)
    fresh = Q(by_letter=True, made_at__gte=now - KEPT)
    return (
        Change.objects.filter(untold | fresh, hold__place=place)
        .select_related("hold__seat", "hold__reader", "hold__series", "hold__moved_from")
        .order_by("by_letter", "made_at", "pk")
    )


def tell(change: Change, *, staff_name: str, now: datetime) -> None:
    """Say that the person knows. Twice is no error."""
    Change.objects.filter(pk=change.pk, told_at__isnull=True).update(told_at=now, told_by=staff_name[:120])
