"""Records that may be one person's: looked for in the indexes, shown in the office until somebody decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from oseredok.library.people.merging.models import NotSame
from oseredok.library.people.models import NameTwin, Reader

MOST_SHOWN = 100
_LARGEST_GROUP = 8  # the phone of an orphanage or of a school is no reason to suspect anybody
_MOST_GROUPS = 1_000  # of one kind; a registry with more is cleaned by an import's report rather than one by one


@dataclass(frozen=True)
class Pair:
    """Two records, the older first, and why they are suspected."""

    one: Reader
    other: Reader
    why: str


def suspected(*, places: Collection[int] | None = None, limit: int = MOST_SHOWN) -> list[Pair]:
    """Return pairs with the same phone, or the same loose surname and given name and the same year of birth.

    `places` keeps to readers of these libraries. What was said to be different people is left out.
    """
    found: dict[tuple[int, int], set[str]] = {}
    groups = [("name", group) for group in _same_names()] + [("phone", group) for group in _same_phones()]
    here = _living({pk for _why, group in groups for pk in group}, places)
    for why, group in groups:
        for pair in _pairs([pk for pk in group if pk in here]):
            found.setdefault(pair, set()).add(why)
    for pair in NotSame.objects.filter(one__in=here).values_list("one_id", "other_id"):
        found.pop((pair[0], pair[1]), None)
    # What agrees in both comes first.
    chosen = sorted(found, key=lambda pair: (-len(found[pair]), pair))[:limit]
    readers = Reader.objects.select_related("home_library").in_bulk({pk for pair in chosen for pk in pair})
    return [Pair(readers[one], readers[other], _why(found[one, other])) for one, other in chosen]


def _same_names() -> list[list[int]]:
    keys = _repeated(NameTwin.objects.all(), "key")
    return _gathered(NameTwin.objects.filter(key__in=keys).values_list("key", "reader_id"))


def _same_phones() -> list[list[int]]:
    phones = _repeated(Reader.objects.filter(phone__gt=""), "phone")
    return _gathered(Reader.objects.filter(phone__in=phones).values_list("phone", "pk"))


def _repeated(rows: QuerySet[NameTwin] | QuerySet[Reader], field: str) -> list[str]:
    """Return values that several rows have, but not a crowd: read from the index of the field alone."""
    counted = rows.order_by().values(field).annotate(rows=Count(field)).filter(rows__range=(2, _LARGEST_GROUP))
    return [str(one[field]) for one in counted.order_by(field)[:_MOST_GROUPS]]


def _gathered(rows: QuerySet[NameTwin, tuple[str, int]] | QuerySet[Reader, tuple[str, int]]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for value, pk in rows.order_by():
        groups[value].append(pk)
    return [sorted(group) for group in groups.values()]


def _living(ids: set[int], places: Collection[int] | None) -> set[int]:
    rows = Reader.objects.filter(pk__in=ids).values_list("pk", "home_library_id", "erased_on", "merged_into_id")
    return {
        pk
        for pk, library, erased, merged in rows
        if erased is None and merged is None and (places is None or library in places)
    }


def _pairs(group: list[int]) -> Iterator[tuple[int, int]]:
    return ((one, other) for place, one in enumerate(group) for other in group[place + 1 :])


def _why(reasons: set[str]) -> str:
    if reasons == {"name", "phone"}:
        return _("те саме ім’я, рік і телефон")
    return _("те саме ім’я і рік народження") if "name" in reasons else _("той самий телефон")
