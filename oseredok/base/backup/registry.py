"""What a room tells about its tables: which are not copied, how they are made again, what must come out equal.

    registry.register(Room(
        "journal",
        left_out=("journal_tally",),          # made again from other rows
        make_again=tally.rebuild,             # called in the restored centre
        totals=totals,                        # read in the copied snapshot and in the restored centre: must be equal
    ))

A table that nobody names is copied row by row.

A decision that no older copy may undo, such as erasing, is told with `register_lasting` and noted when it is made:

    registry.register_lasting(Lasting("reader", decided=..., every=..., repeat=...))
    ledger.note("reader", why, [reader.public_id], now=now)        # in the transaction of the verb
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class Decision:
    """What was decided about a subject (an id that is never given to another): one word of small letters, and when.

    `key` is the keyed hash of the subject by `ledger.key_of`, where the database has kept nothing else of it.
    """

    subject: str
    word: str
    at: datetime
    key: str = ""


@dataclass(frozen=True)
class Lasting:
    """A kind of decisions that stay made whatever copy is taken back.

    `decided` yields those that the database knows; `open` the subjects of whom none holds. `repeat` makes them again in a
    restored centre and returns sentences about it. A decision that may be taken back `may_end`: then `open` is asked
    each time the list is looked over.
    """

    code: str
    decided: Callable[[], Iterable[Decision]]
    open: Callable[[], Iterable[str]]
    repeat: Callable[[Sequence[Decision], datetime], Sequence[str]]
    may_end: bool = False


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
_lasting: dict[str, Lasting] = {}
_addressees: list[Callable[[], list[str]]] = []


def register(room: Room) -> None:
    """Hear a room. Registering the same name again replaces the former."""
    _rooms[room.name] = room


def register_lasting(kind: Lasting) -> None:
    """Hear of decisions that a restore must not undo. Registering the same code again replaces the former."""
    _lasting[kind.code] = kind


def lasting() -> list[Lasting]:
    """Return the kinds of decisions that a restore must not undo."""
    return list(_lasting.values())


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
