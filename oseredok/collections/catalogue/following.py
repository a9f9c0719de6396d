"""What elsewhere points at records and must follow when one is merged into another, or goes when its row does.

A room registers its tables in `AppConfig.ready()`:

    following.register(following.Pointer(model=Exhibit, field="record", once=("exhibition",)))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef


@dataclass(frozen=True)
class Pointer:
    """A foreign key to `Record`. `once`: the fields beside which a record may stand only once."""

    model: type[Model]
    field: str
    once: tuple[str, ...] = ()


_pointers: dict[tuple[type[Model], str], Pointer] = {}


def register(pointer: Pointer) -> None:
    """Let a table follow. Registering the same field again replaces the former."""
    _pointers[pointer.model, pointer.field] = pointer


def move(*, gone: int, stays: int) -> int:
    """Point at the record that stays whatever pointed at the one that goes; return how many rows were moved."""
    moved = 0
    for one in _pointers.values():
        rows = one.model._base_manager.filter(**{one.field: gone})
        if one.once:
            same = {name: OuterRef(name) for name in one.once}
            rows.filter(Exists(one.model._base_manager.filter(**{one.field: stays}, **same))).delete()
        moved += rows.update(**{one.field: stays})
    return moved


def drop(records: Sequence[int]) -> None:
    """Remove what points at records whose rows go for good."""
    for one in _pointers.values():
        one.model._base_manager.filter(**{f"{one.field}__in": records}).delete()
