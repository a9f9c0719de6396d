"""Who holds something about a reader. Each room that keeps a reader's data registers in `AppConfig.ready()`.

What a reader is shown and given under «Мої дані», what is erased, and what follows a merge is exactly what is registered
here: a room that keeps a link to `Reader` and does not register fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from oseredok.library.people.models import Reader

Words = str | Promise


@dataclass(frozen=True)
class Fact:
    """One thing held: `name` as people say it, `value` as people read it; `code` and `raw` are for the machine's copy."""

    code: str
    name: Words
    value: str
    raw: object = None


@dataclass(frozen=True)
class Group:
    """Facts of one kind under a heading; a repeated kind (registrations, consents) gives a list of records."""

    code: str
    title: Words
    facts: tuple[Fact, ...] = ()
    records: tuple[tuple[Fact, ...], ...] = ()


def _nothing(_reader: Reader, _now: datetime) -> None:
    return None


def _stays(_kept: Reader, _gone: Reader, _now: datetime) -> None:
    return None


@dataclass(frozen=True)
class Unfinished:
    """What is not over yet, told to the desk about a reader and to the reader about themselves."""

    desk: str
    reader: str


@dataclass(frozen=True)
class Holder:
    """A room that holds data about readers.

    `collect` tells everything held; `erase` makes it nobody's, inside the caller's transaction, leaving every count as it
    was; `merge` moves what belonged to `gone` over to `kept`. `models` names the tables with a link to a reader.

    A room with much to erase each night gives `erase_many` too: the same for many readers in a few statements.
    `unfinished` returns sentences while something of the reader is not over (a visit, a booking), so that erasing waits:
    one for the desk, one for the reader themselves.
    """

    code: str
    order: int
    collect: Callable[[Reader], Iterable[Group]]
    erase: Callable[[Reader, datetime], None] = _nothing
    merge: Callable[[Reader, Reader, datetime], None] = _stays
    models: tuple[str, ...] = field(default=())
    erase_many: Callable[[Sequence[Reader], datetime], None] | None = None
    unfinished: Callable[[Reader, datetime], Unfinished | None] | None = None
    unfinished_ids: Callable[[Sequence[Reader], datetime], set[int]] | None = None  # the same for many at once

    def erase_all(self, readers: Sequence[Reader], now: datetime) -> None:
        """Erase this room's part of each reader, at once where the room can."""
        if self.erase_many is not None:
            self.erase_many(readers, now)
        else:
            for reader in readers:
                self.erase(reader, now)


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Make a holder known. Registering the same code again replaces the former."""
    _holders[holder.code] = holder


def holders() -> list[Holder]:
    """Return the holders in the order in which a reader is shown their data."""
    return sorted(_holders.values(), key=lambda holder: holder.order)


def unfinished(reader: Reader, now: datetime) -> list[Unfinished]:
    """Return what is not over yet for a reader."""
    told = [holder.unfinished(reader, now) for holder in holders() if holder.unfinished is not None]
    return [one for one in told if one is not None]


def unfinished_ids(readers: Sequence[Reader], now: datetime) -> set[int]:
    """Return the ids of those for whom something is not over yet."""
    busy: set[int] = set()
    for holder in holders():
        if holder.unfinished_ids is not None:
            busy |= holder.unfinished_ids(readers, now)
        elif holder.unfinished is not None:
            busy |= {reader.pk for reader in readers if holder.unfinished(reader, now)}
    return busy
