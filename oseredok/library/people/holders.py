"""Who holds something about a reader. Each room that keeps a reader's data registers in `AppConfig.ready()`.

What a reader is shown and given under «Мої дані», what is erased, and what follows a merge is exactly what is registered
here: a room that keeps a link to `Reader` and does not register fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
class Holder:
    """A room that holds data about readers.

    `collect` tells everything held; `erase` makes it nobody's, inside the caller's transaction, leaving every count as it
    was; `merge` moves what belonged to `gone` over to `kept`. `models` names the tables with a link to a reader.
    """

    code: str
    order: int
    collect: Callable[[Reader], Iterable[Group]]
    erase: Callable[[Reader, datetime], None] = _nothing
    merge: Callable[[Reader, Reader, datetime], None] = _stays
    models: tuple[str, ...] = field(default=())


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Make a holder known. Registering the same code again replaces the former."""
    _holders[holder.code] = holder


def holders() -> list[Holder]:
    """Return the holders in the order in which a reader is shown their data."""
    return sorted(_holders.values(), key=lambda holder: holder.order)
