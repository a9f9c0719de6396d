"""A name in any case form leads to how it is written on a card: `Шевченкові` to `Шевченко`, `Тарасом` to `Тарас`.

Endings first, because surnames are not in dictionaries, then the dictionary for what the endings do not know. Both only
guess: a guess counts when somebody in the registry has it. Everything is in loose letters (ґ=г, ї=і, є=е).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from oseredok.base.core import morphology
from oseredok.base.core.text import loose_key

# How a name ends in its first form: how it may end in the others. Ends are of loose letters, an empty one is a consonant.
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("", "а у ові еві ом ем им ім і е у ю я"),
    ("ь", "я ю еві ові ем ом і е"),
    ("й", "я ю еві ові ем ом і"),
    ("о", "а у ові еві ом ем і"),
    ("ьо", "я ю ьові еві ем ьом і"),
    ("йо", "я ю йові еві йом ем і"),
    ("е", "а я у ю ові еві ем ом і"),
    ("а", "и і у ою ею о е оі ій"),
    ("я", "и і ю ею о е оі ій ьоі ьою"),
    ("ь", "і лю ню"),
    ("и", "ів ам ами ах"),
    ("ий", "ого ому им ім оі"),
    ("ій", "ього ьому ім його йому ого ому им"),
    ("ой", "ого ому им ім"),
    ("ая", "оі ій ую ою"),
    ("яя", "ьоі ій ю ьою"),
)
_CASES = tuple((end, first) for first, ends in _ENDINGS for end in ends.split())
_LONGEST = max(len(end) for end, _first in _CASES)
_SHORTEST_WORD = 3
_VOWELS = "аеиіоуюя"
# Before the ending -і and in the vocative the last consonant changes: Балабуха, Балабусі; Іващук, Іващуче.
_BACK = {"с": "х", "з": "г", "ц": "к", "ч": "к", "ж": "г", "ш": "х"}
_CHANGES_BEFORE = ("і", "е")


@functools.lru_cache(maxsize=5_000)
def first_forms(word: str) -> frozenset[str]:
    """Return the loose words that `word`, typed in any case form, may be on a card; itself is not among them."""
    loose = loose_key(word)
    if len(loose) < _SHORTEST_WORD or "-" in loose:
        return frozenset()
    return frozenset((set(_by_endings(loose)) | set(_by_dictionary(word))) - {loose})


def _by_endings(word: str) -> Iterator[str]:
    for end, first in _CASES:
        stem = word.removesuffix(end)
        if len(stem) < 2 or stem == word:
            continue
        stems = {stem}
        if end in _CHANGES_BEFORE and stem[-1] in _BACK:
            stems.add(stem[:-1] + _BACK[stem[-1]])
        if first in ("", "ь", "й"):
            stems |= {closed for one in tuple(stems) for closed in _closed(one)}
        yield from (one + first for one in stems)


def _closed(stem: str) -> Iterator[str]:
    """Yield how the stem looks when no ending opens its last syllable: Батог-а is Батіг, Кравц-я is Кравець."""
    before, last = stem[:-1], stem[-1]
    if last in _VOWELS:
        yield stem[:-1] + {"о": "і", "е": "і"}.get(last, last)
        return
    if before and before[-1] in "ое":
        yield before[:-1] + "і" + last
    if before and before[-1] not in _VOWELS:
        bare = before.removesuffix("ь")
        for vowel in "ео":
            yield bare + vowel + last
            yield before.removesuffix("й") + vowel + last  # Заєць, Зайця
        if len(bare) > 2 and bare[-2] == "е":
            yield bare[:-2] + bare[-1] + "е" + last  # Швець, Шевця


def _by_dictionary(word: str) -> Iterator[str]:
    for parse in morphology.parses(word.lower().replace("’", "'"))[:4]:
        tag = str(parse.tag)
        if not any(kind in tag for kind in ("Name", "Surn", "Patr")):
            continue
        yield loose_key(parse.normal_form)
        nominative = parse.inflect({"nomn", "sing"})
        if nominative is not None:
            yield loose_key(nominative.word)
