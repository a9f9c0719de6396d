"""Records that may be one person's: looked for over the whole registry, shown in the office until somebody decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from oseredok.library.people import rules
from oseredok.library.people.merging.models import NotSame
from oseredok.library.people.models import Reader

MOST_SHOWN = 100
_LARGEST_GROUP = 8  # the phone of an orphanage or of a school is no reason to suspect anybody


@dataclass(frozen=True)
class Pair:
    """Two records, the older first, and why they are suspected."""

    one: Reader
    other: Reader
    why: str


def suspected(*, places: Collection[int] | None = None, limit: int = MOST_SHOWN) -> list[Pair]:
    """Return pairs with the same phone, or the same loose surname and given name and the same year of birth.

    `places` keeps to readers of these libraries. One pass over the registry in bounded memory; what was said to be
    different people is left out.
    """
    said = set(NotSame.objects.values_list("one_id", "other_id"))
    found: dict[tuple[int, int], set[str]] = {}
    for why, group in _groups(places):
        for pair in _pairs(group):
            if pair not in said:
                found.setdefault(pair, set()).add(why)
        if len(found) >= limit * 2:
            break
    # What agrees in both comes first.
    chosen = sorted(found, key=lambda pair: (-len(found[pair]), pair))[:limit]
    readers = Reader.objects.select_related("home_library").in_bulk({pk for pair in chosen for pk in pair})
    return [Pair(readers[one], readers[other], _why(found[one, other])) for one, other in chosen]


def _groups(places: Collection[int] | None) -> Iterator[tuple[str, list[int]]]:
    living = Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)
    if places is not None:
        living = living.filter(home_library__in=places)
    by_name: dict[int, list[int]] = defaultdict(list)
    by_phone: dict[str, list[int]] = defaultdict(list)
    rows = living.values_list("pk", "name_key", "given_name", "birth_year", "phone").order_by("pk")
    for pk, key, given, year, phone in rows.iterator(chunk_size=5000):
        if phone:
            by_phone[phone].append(pk)
        surname = key.lstrip().partition(" ")[0]
        if year and surname and given:
            by_name[hash((surname, _first_word(given), year))].append(pk)
    for why, groups in (("name", by_name.values()), ("phone", by_phone.values())):
        yield from ((why, group) for group in _sensible(groups))


def _sensible(groups: Iterable[list[int]]) -> Iterator[list[int]]:
    return (group for group in groups if 2 <= len(group) <= _LARGEST_GROUP)


def _pairs(group: list[int]) -> Iterator[tuple[int, int]]:
    return ((one, other) for place, one in enumerate(group) for other in group[place + 1 :])


def _why(reasons: set[str]) -> str:
    if reasons == {"name", "phone"}:
        return _("те саме ім’я, рік і телефон")
    return _("те саме ім’я і рік народження") if "name" in reasons else _("той самий телефон")


@lru_cache(maxsize=4096)
def _first_word(name: str) -> str:
    return next(iter(rules.name_words(name)), "")
