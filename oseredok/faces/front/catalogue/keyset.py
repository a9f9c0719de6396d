"""Pages of a long list by its key, not by its number: the millionth row is as near as the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Rows of one page; `before` and `after` are the numbers of rows from which its neighbours are read."""

    rows: list[Row]
    before: int | None
    after: int | None


def page(found: QuerySet[Row], key: str, request: HttpRequest, *, start: bytes = b"", size: int = 50) -> Slice[Row]:
    """Return the page that an address asks for by `?after=` or `?before=`, else the one that begins at `start`.

    A row that has gone since, or a number that is none, begins the list anew.
    """
    before = _edge(found, key, request.GET.get("before", ""))
    if before is not None:
        return _backwards(found, key, before, size)
    after = _edge(found, key, request.GET.get("after", ""))
    forwards = found.order_by(key, "pk")
    if after is not None:
        # The first condition is what the index walks by, the second leaves out what the page before has shown.
        forwards = forwards.filter(**{f"{key}__gte": after[0]}).exclude(**{key: after[0], "pk__lte": after[1]})
    elif start:
        forwards = forwards.filter(**{f"{key}__gte": start})
    rows = list(forwards[: size + 1])
    is_first = after is None and (not start or not found.filter(**{f"{key}__lt": start}).exists())
    more = len(rows) > size
    rows = rows[:size]
    return Slice(rows, None if is_first or not rows else rows[0].pk, rows[-1].pk if more else None)


def _backwards(found: QuerySet[Row], key: str, edge: tuple[bytes, int], size: int) -> Slice[Row]:
    earlier = Q(**{f"{key}__lte": edge[0]}) & ~Q(**{key: edge[0], "pk__gte": edge[1]})
    rows = list(found.filter(earlier).order_by(f"-{key}", "-pk")[: size + 1])
    more = len(rows) > size
    rows = rows[:size][::-1]
    return Slice(rows, rows[0].pk if more else None, rows[-1].pk if rows else None)


def _edge(found: QuerySet[Row], key: str, told: str) -> tuple[bytes, int] | None:
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        return None
    row = found.model._default_manager.filter(pk=int(told)).values_list(key, "pk").first()
    return None if row is None else (bytes(row[0]), row[1])
