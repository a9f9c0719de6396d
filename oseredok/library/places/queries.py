"""Reads of places."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from oseredok.base.core.clock import day_bounds, local_date
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Closure, Library, LibrarySystem


def system() -> LibrarySystem | None:
    """Return the institution; None before the first set-up."""
    return LibrarySystem.objects.order_by("pk").first()


def libraries(*, on: date | None = None) -> QuerySet[Library]:
    """Return the libraries in the office's order; with `on`, only those that exist on that day."""
    found = Library.objects.select_related("system").order_by("-is_central", "order", "pk")
    if on is not None:
        found = found.filter(
            Q(opened_on__isnull=True) | Q(opened_on__lte=on), Q(closed_on__isnull=True) | Q(closed_on__gt=on)
        )
    return found


def central() -> Library | None:
    """Return the central library, or the first one when none is marked; None before the first set-up."""
    return libraries().first()


def library(code: str) -> Library:
    """Return one library with its system. Raises Library.DoesNotExist."""
    return Library.objects.select_related("system").get(code=code)


def live_closures(place: Library, *, at: datetime) -> QuerySet[Closure]:
    """Return the closures in force; one left open on an earlier day is over (see `schedule`). Alerts come first."""
    day, _next = day_bounds(local_date(at))
    return place.closures.filter(
        Q(ended_at__gt=at) | Q(ended_at__isnull=True, started_at__gte=day), started_at__lte=at
    ).order_by("kind", "started_at")


def closures(place: Library, period: Period) -> QuerySet[Closure]:
    """Return the closures that began in the period: the causes beside its numbers."""
    return place.closures.filter(started_at__gte=period.starts_at, started_at__lt=period.ends_at).order_by("started_at")
