"""What follows when a library's doors shut or open, or its hours change. Rooms above register in `AppConfig.ready()`.

    followers.register(Follower("seats", closed=..., reopened=..., hours_changed=...))

Each is called inside the transaction of the verb, after it is written: the closure and what it does to people's bookings
are there together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from oseredok.library.places.models import Library


def _nothing(_library: Library, _now: datetime) -> None:
    return None


def _no_day(_library: Library, _from_day: date) -> None:
    return None


@dataclass(frozen=True)
class Follower:
    """`closed` and `reopened` are told the moment; `hours_changed` the first day on which the hours may be other."""

    code: str
    closed: Callable[[Library, datetime], None] = _nothing
    reopened: Callable[[Library, datetime], None] = _nothing
    hours_changed: Callable[[Library, date], None] = _no_day


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Make a room known. Registering the same code again replaces the former."""
    _followers[follower.code] = follower


def closed(library: Library, now: datetime) -> None:
    """Tell everyone that the doors have shut for a while."""
    for one in _followers.values():
        one.closed(library, now)


def reopened(library: Library, now: datetime) -> None:
    """Tell everyone that a live closure is over; another may still be in force."""
    for one in _followers.values():
        one.reopened(library, now)


def hours_changed(library: Library, from_day: date) -> None:
    """Tell everyone that the library's hours may be other from the day on."""
    for one in _followers.values():
        one.hours_changed(library, from_day)
