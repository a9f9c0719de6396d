"""What follows from carrying a reader over, in rooms that people know nothing of: counting, consents.

Each room registers in `AppConfig.ready()`. It gets a whole chunk at once, inside the transaction of the chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from oseredok.library.people.models import Account, Reader, Registration
from oseredok.library.places.models import Library


@dataclass(frozen=True)
class Carried:
    """One new reader. `registration` only when the librarian said that this year's registrations be counted."""

    key: str
    reader: Reader
    registration: Registration | None
    consent_on: date | None


@dataclass(frozen=True)
class Follower:
    """`carried` writes what follows, `taken_back` takes it away when the batch is undone; `models` are what it writes."""

    code: str
    carried: Callable[[Sequence[Carried], Library, Account, datetime], None]
    taken_back: Callable[[Sequence[tuple[str, Reader]], Account, datetime], None]
    models: tuple[str, ...] = ()


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Make a follower known. Registering the same code again replaces the former."""
    _followers[follower.code] = follower


def followers() -> list[Follower]:
    """Return the followers in the order of their codes."""
    return [_followers[code] for code in sorted(_followers)]
