"""Which doors are open now: what the lantern, the list of libraries and «Запитайте бібліотекаря» show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oseredok.base.core.clock import local_date
from oseredok.library.places import queries as places
from oseredok.library.places.context import House
from oseredok.library.places.models import Library
from oseredok.management.closing import queries as closings
from oseredok.management.closing.queries import Gone


def open_now(*, now: datetime) -> list[House]:
    """The libraries that exist today, the central one first, each with its state at `now`."""
    return [_house(library, now) for library in places.libraries(on=local_date(now))]


def _house(library: Library, now: datetime) -> House:
    return House(lambda: library, now=now)


def gone(*, now: datetime) -> list[Gone]:
    """The libraries that are closed for good, each with where people go instead."""
    return closings.gone(on=local_date(now))


def houses(*, now: datetime) -> dict[str, Any]:
    """Context of public pages: `open_now`, and `house` as guests see it, also for staff who look at the site."""
    found = open_now(now=now)
    return {"open_now": found, "house": found[0] if found else House(now=now)}


def central() -> Library | None:
    """The library that answers for the site; None before the first set-up."""
    return places.central()
