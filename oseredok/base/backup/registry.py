"""What a room tells about its tables: which are not copied, how they are made again, what must come out equal.

    registry.register(Room(
        "journal",
        left_out=("journal_tally",),          # made again from other rows
        make_again=tally.rebuild,             # called in the restored centre
        totals=totals,                        # read in the copied snapshot and in the restored centre: must be equal
    ))

A table that nobody names is copied row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

Totals = Callable[[BaseDatabaseWrapper], Mapping[str, int]]


@dataclass(frozen=True)
class Room:
    """One room's word. `after_upgrade` runs when the restored copy came from an older version."""

    name: str
    left_out: tuple[str, ...] = ()
    make_again: Callable[[], object] | None = None
    totals: Totals | None = None
    after_upgrade: Callable[[], object] | None = None


# Who is signed in and which errand runs belong to a running centre, the history of copies to this computer.
_TRANSIENT = (
    "django_session",
    "django_tasks_database_dbtaskresult",
    "usersessions_usersession",
    "jobs_job",
    "backup_run",
    "backup_placing",
)

_rooms: dict[str, Room] = {}
_addressees: list[Callable[[], list[str]]] = []


def register(room: Room) -> None:
    """Hear a room. Registering the same name again replaces the former."""
    _rooms[room.name] = room


def register_addressees(addresses: Callable[[], list[str]]) -> None:
    """Tell who gets a letter when a copy could not be made; the base knows no people."""
    _addressees[:] = [addresses]


def addressees() -> list[str]:
    """Return e-mail addresses without repetitions."""
    return list(dict.fromkeys(address for ask in _addressees for address in ask()))


def rooms() -> list[Room]:
    """Return the rooms that have something to say."""
    return list(_rooms.values())


def left_out() -> set[str]:
    """Return the tables that are not copied."""
    return {*_TRANSIENT, *(table for room in _rooms.values() for table in room.left_out)}
