"""Registry: who counts that a person came. Services that begin without the desk (a seat taken at a kiosk) ask here.

One room keeps comings (`services.visits`); it registers its way in `AppConfig.ready()`, so that a person is counted once a
day whichever service met them first.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library


class Came(Protocol):
    def __call__(
        self,
        *,
        place: Library,
        now: datetime,
        key: str,
        staff: Account | None,
        reader: Reader | None,
        age_group: str,
        people: int,
    ) -> UUID | None: ...


class TakenBack(Protocol):
    def __call__(self, *, place: Library, key: str, since: datetime, now: datetime, staff: Account) -> bool: ...


_ways: list[tuple[Came, TakenBack]] = []


def register(came: Came, taken_back: TakenBack) -> None:
    """Let `came` count comings and `taken_back` undo one; the last registered pair does."""
    _ways[:] = [(came, taken_back)]


def record(
    *,
    place: Library,
    now: datetime,
    key: str,
    staff: Account | None = None,
    reader: Reader | None = None,
    age_group: str = "",
    people: int = 1,
) -> UUID | None:
    """Count that somebody came now. A reader counts once a day at a place, anybody else once for each `key`.

    Return the gesture to take it back by; None when this coming was counted before. Part of the caller's transaction.
    """
    came, _taken_back = _ways[0]
    return came(place=place, now=now, key=key, staff=staff, reader=reader, age_group=age_group, people=people)


def take_back(*, place: Library, key: str, since: datetime, now: datetime, staff: Account) -> bool:
    """Take back the coming that `key` counted at `since` or later; return whether there was one.

    A coming counted earlier that day is the person's own and stays. Part of the caller's transaction.
    """
    _came, taken_back = _ways[0]
    return taken_back(place=place, key=key, since=since, now=now, staff=staff)
