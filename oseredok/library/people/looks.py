"""Who looked at a reader. Pages that show a reader's data tell it here; the room of personal data keeps it.

    looks.note(reader=found, account=request.user, what="page", now=timezone.now())

Kinds: `page`, `correct`, `print`, `card`, `flags`, `request`, `export`. With nobody registered nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from oseredok.library.people.models import Account, Reader


class Noter(Protocol):
    """`privacy.actions.note_look`."""

    def __call__(self, *, reader: Reader, account: Account, what: str, now: datetime) -> None: ...


class ManyNoter(Protocol):
    """`privacy.actions.note_looks`: the same for many readers in a few statements."""

    def __call__(self, *, readers: Sequence[Reader], account: Account, what: str, now: datetime) -> None: ...


_noters: list[Noter] = []
_many_noters: list[ManyNoter] = []


def register(noter: Noter, many: ManyNoter) -> None:
    """Name who keeps looks. Registering again replaces the former."""
    _noters[:], _many_noters[:] = [noter], [many]


def note(*, reader: Reader, account: Account, what: str, now: datetime) -> None:
    """Tell that `account` sees the data of `reader` now."""
    for noter in _noters:
        noter(reader=reader, account=account, what=what, now=now)


def note_many(*, readers: Sequence[Reader], account: Account, what: str, now: datetime) -> None:
    """Tell that `account` takes the data of many readers now."""
    for noter in _many_noters:
        noter(readers=readers, account=account, what=what, now=now)
