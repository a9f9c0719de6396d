"""Readers by words of their names, in order: looked for among the words of the index (`name_index`), never among readers.

First those whose words begin as typed, straight from the index; only when they are fewer than asked for, those that have
it inside, for which all words are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from oseredok.base.core.prefixes import begins, has
from oseredok.library.people import rules
from oseredok.library.people.models import NamePart, NameWord, Reader
from oseredok.library.people.registry import latin_names, name_forms
from oseredok.library.people.registry.contacts import Narrowing

_HYPHENS = re.compile("[-\u2010-\u2015]+")
_SHORTEST_FRAGMENT = 3  # fewer letters are looked for at the beginning of a word only
_COMMON = 2_000  # a word of so many readers is not the one to begin with
_MOST_IDS = 1_000
_FEW = 8  # words of so few spellings are read side by side, each already in order


@dataclass(frozen=True)
class _Fit:
    """Words of the index that fit one typed word; `rows` are their query, for when they are thousands."""

    ids: frozenset[int]
    rows: QuerySet[NameWord]

    @property
    def condition(self) -> Q:
        return Q(word__in=self.ids) if len(self.ids) <= _MOST_IDS else Q(word__in=self.rows.values("pk"))


def key_of(word: str) -> str:
    """Return the loose word under which the index has a word."""
    return next(iter(rules.name_words(word)), "")


def readers_with(words: list[str], narrowing: Narrowing, *, limit: int) -> list[int]:
    """Return the ids of readers whose names have every word: first those where words begin so, then the others."""
    first = [_beginning(word) for word in words]
    found = _having_all(first, narrowing, limit=limit)
    if len(found) == limit:
        return found
    whole = [_anywhere(word, fit) for word, fit in zip(words, first, strict=True)]
    more = _having_all(whole, narrowing, limit=limit + len(found)) if whole != first else []
    if not more and not found and (halves := _halved(words)) != words:
        # A hyphenated word that nobody has is looked for by its halves.
        return readers_with(halves, narrowing, limit=limit)
    known = set(found)
    return [*found, *(pk for pk in more if pk not in known)][:limit]


def _halved(words: Iterable[str]) -> list[str]:
    return [half for word in words for half in _HYPHENS.split(word) if half]


# --- Words ---------------------------------------------------------------------------------------------


def _beginning(word: str) -> _Fit:
    """Words that begin as typed, also in Latin letters, or are the first form of what was typed."""
    key = key_of(word)
    if not key:
        return _Fit(frozenset(), NameWord.objects.none())
    fits = begins("word", key) | Q(word__in=name_forms.first_forms(word))
    for guess in latin_names.cyrillic(word):
        fits |= begins("word", guess)
    rows = NameWord.objects.filter(fits)
    return _Fit(frozenset(rows.values_list("pk", flat=True)), rows)


def _anywhere(word: str, first: _Fit) -> _Fit:
    """Words that have inside what was typed, too: for this every word of the index is looked at."""
    key = key_of(word)
    if len(key) < _SHORTEST_FRAGMENT:
        return first
    inside = NameWord.objects.filter(has("word", key)).values_list("pk", flat=True)
    ids = first.ids.union(inside)
    if ids == first.ids:
        return first
    return _Fit(ids, NameWord.objects.filter(has("word", key) | Q(word__in=name_forms.first_forms(word))))


# --- Readers -------------------------------------------------------------------------------------------


def _having_all(fits: list[_Fit], narrowing: Narrowing, *, limit: int) -> list[int]:
    if not all(fit.ids for fit in fits):
        return []
    counted = sorted(((_readers_of(fit), place) for place, fit in enumerate(fits)))
    first, *others = (fits[place] for _count, place in counted)
    # Beside a rare word numbers are compared reader by reader; a common one is left for those who have the numbers.
    if counted[0][0] == _COMMON and narrowing.ids is not None:
        return _among(narrowing.ids, fits, narrowing)[:limit]
    parts = NamePart.objects.filter(narrowing.condition("reader__"))
    for fit in others:
        parts = parts.filter(Exists(NamePart.objects.filter(fit.condition, reader=OuterRef("reader"))))
    if len(first.ids) > _FEW:
        return _first_of(parts.filter(first.condition), limit=limit)
    # Each word's parts stand in order already: merged, they are read only as far as needed.
    one, *more = [parts.filter(word=pk) for pk in sorted(first.ids)]
    return _first_of(one, *more, limit=limit)


def _readers_of(fit: _Fit) -> int:
    """Return how many readers have one of the words; more than `_COMMON` are not counted."""
    if len(fit.ids) > _MOST_IDS:
        return _COMMON
    return NamePart.objects.filter(fit.condition).order_by().values("pk")[:_COMMON].count()


def _among(ids: frozenset[int], fits: list[_Fit], narrowing: Narrowing) -> list[int]:
    """Return those of a few readers whose names have every word."""
    ranks: dict[int, bytes] = {}
    words: dict[int, set[int]] = defaultdict(set)
    parts = NamePart.objects.filter(narrowing.condition("reader__", without_ids=True), reader__in=ids)
    for pk, word, rank in parts.values_list("reader_id", "word_id", "rank"):
        words[pk].add(word)
        ranks[pk] = bytes(rank)
    fitting = (pk for pk, own in words.items() if all(own & fit.ids for fit in fits))
    return sorted(fitting, key=lambda pk: (ranks[pk], pk))


def _first_of(*rows: QuerySet[NamePart], limit: int) -> list[int]:
    """Return the first readers in order. One whose name has several of the words comes several times, in a row."""
    taken = limit * 2
    while True:
        one, *more = [some.order_by().values_list("rank", "reader_id") for some in rows]
        merged = one.union(*more, all=True) if more else one
        found = list(merged.order_by("rank", "reader_id")[:taken])
        ids = list(dict.fromkeys(pk for _rank, pk in found))
        if len(ids) >= limit or len(found) < taken:
            return ids[:limit]
        taken *= 4


def in_order(ids: Iterable[int]) -> list[int]:
    """Return those of `ids` who are in the registry, in the order of its lists."""
    parts = NamePart.objects.filter(reader__in=set(ids)).values_list("reader_id", "rank")
    ranks = {pk: bytes(rank) for pk, rank in parts}
    # A name without a single letter or digit has no words and so no rank: it comes last.
    wordless = Reader.objects.filter(pk__in=set(ids) - ranks.keys()).values_list("pk", "erased_on", "merged_into")
    last = (pk for pk, erased, merged in wordless if erased is None and merged is None)
    return [*sorted(ranks, key=lambda pk: (ranks[pk], pk)), *sorted(last)]
