"""Reads: groups of records that may be one book, as the last counting of quality has found them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.core.paginator import Page, Paginator
from django.db.models import Count as Amount
from django.db.models import Prefetch

from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.quality.models import Count, Flaw, NotSame

CODE = "twins"
MOST = 8
"""Records compared at once: more would not stand side by side."""
SIZE = 20


@dataclass(frozen=True)
class Group:
    """Records that agree in one thing. `key` is a part of an address."""

    key: str
    records: list[Record]


def groups(count: Count, number: str | None) -> tuple[Page[dict[str, object]], list[Group]]:
    """Return a page of groups that somebody should still decide on; what is decided leaves it at once."""
    found = Flaw.objects.filter(count=count, code=CODE).values("note").annotate(size=Amount("record")).order_by("note")
    page = Paginator(found, SIZE).get_page(number)
    keys = [str(one["note"]) for one in page]
    return page, [one for one in (_groups(count, keys)) if is_open(one.records)]


def group(count: Count, key: str) -> Group | None:
    """Return one group with copies and sources; None when nothing is left to decide."""
    found = _groups(count, [key])
    return found[0] if found and is_open(found[0].records) else None


def is_open(records: Sequence[Record]) -> bool:
    """Whether two of the records are not said to be different books."""
    pks = [one.pk for one in records]
    apart = set(NotSame.objects.filter(one__in=pks, other__in=pks).values_list("one", "other"))
    return any(pair not in apart for pair in combinations(pks, 2))


def _groups(count: Count, keys: Sequence[str]) -> list[Group]:
    members: dict[str, list[int]] = defaultdict(list)
    flaws = Flaw.objects.filter(count=count, code=CODE, note__in=keys).order_by("record")
    for key, pk in flaws.values_list("note", "record"):
        if len(members[key]) < MOST:
            members[key].append(pk)
    copies = Copy.objects.select_related("location__library").order_by("inventory_number", "pk")
    records = (
        Record.present.filter(pk__in={pk for some in members.values() for pk in some})
        .select_related("origin")
        .prefetch_related(Prefetch("copies", queryset=copies))
        .in_bulk()
    )
    made = [Group(key, [records[pk] for pk in dict.fromkeys(members[key]) if pk in records]) for key in keys]
    return [one for one in made if len(one.records) > 1]
