"""Words of a text and the keys under which each is kept and asked: the same code at both ends.

A word has up to four lemmas (the dictionary has no probabilities, so every reading counts), its own form, and Latin
forms. In the index a form begins with `FORM`, a Latin one with `LATIN`: the three never meet by chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from simplemma.strategies import DictionaryLookupStrategy

from oseredok.base.core import morphology
from oseredok.base.core.text import display_apostrophe, in_cyrillic, loose_key, one_script, transliterate
from oseredok.spine.search.spelling import one_way

VERSION = "2"  # raise it when the same text gets other keys: every index is then built anew
FORM, LATIN = "=", "~"
MOST_LEMMAS = 4
LONGEST_WORD = 80

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_INNER = rf"(?:[’\-\u2010\u2011]\s*\n\s*(?=[а-яґєіїa-z])|[’\-\u2010\u2011]|[{_MARKS}]+)"
_WORD = re.compile(rf"\d+(?:[.:/\-\u2010\u2011\u2013]+\d+)+|[^\W_]+(?:{_INNER}[^\W_]+)*")
_BROKEN = re.compile(r"[-\u2010\u2011\u00ad]\s*\n\s*")
_HIDDEN = re.compile(f"[{_MARKS}]")
_HYPHENS = re.compile("[\u2010\u2011\u2013]")
_BETWEEN_DIGITS = re.compile(r"[.:/\-]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")

# Of words of these letters alone; a number of «х», «і», «с», «м» and a soft sign after a labial ask for the whole care.
_PLAIN = re.compile("[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя]+")
_UNUSUAL = re.compile("[бпвмф]ь|^[іхсмvl]+$")
_FOLDED = str.maketrans({"ґ": "г", "ї": "і", "є": "е"})
_DICTIONARY = DictionaryLookupStrategy()  # of simplemma: the readings that the other dictionary has not got

# What a word that the dictionary does not know may have been, one letter at a time: ґ typed as г, a Russian layout, and an
# apostrophe left out or written as a soft or a hard sign.
_MEANT = {"г": "ґ", "і": "ї", "е": "є", "и": "і", "ы": "иі", "э": "еє", "ё": "йе", "ъ": "'", "ь": "'"}
_NO_APOSTROPHE = re.compile("(?<=[бпвмфркз])(?=[яюєї])")


@dataclass(frozen=True, slots=True)
class Keys:
    """What one word is known by."""

    lemmas: tuple[str, ...]
    form: str
    spellings: tuple[str, ...] = ()  # what may be written in Latin letters: the word and its lemmas, or its Latin self

    @property
    def latin(self) -> tuple[str, ...]:
        """What Latin spellings of the word share; for fields that are sought in Latin letters, and for Latin words."""
        return tuple(dict.fromkeys(latin_key(one) for one in self.spellings))

    @property
    def all(self) -> frozenset[str]:
        return frozenset((*self.lemmas, FORM + self.form, *(LATIN + one for one in self.latin)))


@dataclass(frozen=True, slots=True)
class Token:
    """A word at [start, end) of its text, at a place among the words. Parts of a hyphenated word share its range."""

    start: int
    end: int
    place: int
    keys: Keys


def shown(text: str) -> str:
    """Return the text that positions of tokens refer to."""
    composed = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return display_apostrophe(composed)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a shown text. A hyphenated word comes in parts, each at its own place, and joined, at the places
    of the first and of the last of them: a phrase finds it either way."""
    place = 0
    for found in _WORD.finditer(text):
        word = found.group()[:LONGEST_WORD]
        for step, keys in read(word):
            yield Token(found.start(), found.end(), place + step, keys)
        place += read(word)[-1][0] + 1


@dataclass(frozen=True, slots=True)
class Named:
    """The words of a text as an index keeps them: lemmas with their places; forms and Latin forms, parted by spaces."""

    lemmas: list[tuple[int, tuple[str, ...]]]
    forms: list[str]
    last: int


def named(text: str, *, latin: bool) -> Named:
    """Return what an index keeps of a shown text: what `tokens` tells, for many texts in a row."""
    remembered = _NAMES_IN_LATIN_TOO if latin else _NAMES
    lemmas: list[tuple[int, tuple[str, ...]]] = []
    forms: list[str] = []
    place = last = 0
    for word in _WORD.findall(text):
        parts = remembered[word[:LONGEST_WORD]]
        for step, of_part, form in parts:
            last = place + step
            lemmas.append((last, of_part))
            forms.append(form)
        place += parts[-1][0] + 1
    return Named(lemmas, forms, last)


_Names: TypeAlias = tuple[tuple[int, tuple[str, ...], str], ...]


class Remembered(dict[str, _Names]):
    """What words were read as; when it is full it begins anew. `most` words: a process that reads a library has more room."""

    most = 100_000

    def __init__(self, of_word: Callable[[str], _Names]) -> None:
        super().__init__()
        self.of_word = of_word

    def __missing__(self, word: str) -> _Names:
        if len(self) >= self.most:
            self.clear()
        found = self[word] = self.of_word(word)
        return found


def _names(word: str) -> _Names:
    # Not by way of the memory of `read`: what is known of a word takes twice the room of its names.
    return tuple((step, keys.lemmas, FORM + keys.form) for step, keys in read.__wrapped__(word))


def _names_in_latin_too(word: str) -> _Names:
    return tuple(
        (step, keys.lemmas, " ".join((FORM + keys.form, *(LATIN + one for one in keys.latin))))
        for step, keys in read.__wrapped__(word)
    )


_NAMES, _NAMES_IN_LATIN_TOO = Remembered(_names), Remembered(_names_in_latin_too)


def words(text: str) -> list[tuple[tuple[int, Keys], ...]]:
    """Return the words of a query, each with its parts."""
    return [read(found.group()[:LONGEST_WORD]) for found in _WORD.finditer(shown(text))]


@lru_cache(maxsize=100_000)
def read(word: str) -> tuple[tuple[int, Keys], ...]:
    """Return the keys of a word with their steps from its first place, the last step last."""
    plain = _HYPHENS.sub("-", _HIDDEN.sub("", _BROKEN.sub("", word)))
    if plain[:1].isdigit() and not plain.isdigit() and _BETWEEN_DIGITS.sub("", plain).isdigit():
        parts, raw = _BETWEEN_DIGITS.split(plain), Keys((plain, "".join(_BETWEEN_DIGITS.split(plain))), plain)
        steps = [(step, Keys((part,), part)) for step, part in enumerate(parts)]
        return ((0, raw), *steps)
    if "-" not in plain:
        return ((0, keys_of(plain)),)
    inside = [part for part in plain.split("-") if part]
    if len(inside) < 2:
        return ((0, keys_of("".join(inside))),)
    whole = _joined(plain)
    steps = [(step, keys_of(part)) for step, part in enumerate(inside)]
    return ((0, whole), *steps, (len(inside) - 1, whole))


def _joined(word: str) -> Keys:
    keys = keys_of(word)
    more = keys_of(word.replace("-", ""))
    lemmas = dict.fromkeys([one.replace("-", "") for one in keys.lemmas] + list(more.lemmas))
    spellings = tuple(one.replace("-", "") for one in keys.spellings)
    return Keys(tuple(lemmas)[:MOST_LEMMAS], keys.form.replace("-", ""), spellings)


def keys_of(word: str) -> Keys:
    """Return the keys of a word without hyphens, as it was written: capitals tell a Roman number from a word."""
    if _PLAIN.fullmatch(word) and not _UNUSUAL.search(word):
        return _keys_of_plain(word, word.translate(_FOLDED))
    loose = _loose(word) or word.lower()  # «ъ» alone is nothing but itself
    mended = in_cyrillic(word.lower())
    if (
        mended != word.lower()
        and not _CYRILLIC.search(loose)
        and _CYRILLIC.search(word)
        and morphology.is_known(mended)
    ):
        return keys_of(mended)  # most letters of «ocвiтa» are Latin, and yet it is a word
    if not _CYRILLIC.search(loose):
        apart = unicodedata.normalize("NFKD", loose)
        bare = "".join(sign for sign in apart if not unicodedata.combining(sign) and not sign.isspace()) or loose
        return Keys(_latin_lemmas(bare), bare, (loose,) if bare.isalpha() else ())
    strict = word.lower()
    if not _PLAIN.fullmatch(strict):
        strict = one_script(display_apostrophe(strict))
    return _keys_of_plain(strict, loose)


def _keys_of_plain(strict: str, loose: str) -> Keys:
    dictionary = tuple(dict.fromkeys(_lemmas(strict)))
    found = filter(None, map(_lemma_key, dictionary))
    lemmas = tuple(dict.fromkeys(found))[:MOST_LEMMAS] or (one_way(loose),)
    return Keys(lemmas, loose, (strict, *dictionary[:2]))


def _loose(word: str) -> str:
    """The same as `loose_key`, without its care for texts: most words are small Ukrainian letters and nothing else."""
    if _PLAIN.fullmatch(word) and not _UNUSUAL.search(word):
        return word.translate(_FOLDED)
    return loose_key(word)


@lru_cache(maxsize=50_000)
def _lemma_key(lemma: str) -> str:
    return one_way(_loose(lemma))


def _lemmas(strict: str) -> Iterator[str]:
    plain = strict.replace("’", "'")
    known = [plain] if morphology.is_known(plain) else [one for one in _meant(plain) if morphology.is_known(one)]
    for one in known or [plain]:
        yield from (parse.normal_form for parse in morphology.parses(one))
    if lemma := _DICTIONARY.get_lemma(plain, "uk"):
        yield lemma


def _meant(word: str) -> Iterator[str]:
    for found in _NO_APOSTROPHE.finditer(word):
        yield f"{word[: found.start()]}'{word[found.start() :]}"
    for place, letter in enumerate(word[:40]):
        for other in _MEANT.get(letter, ""):
            yield f"{word[:place]}{other}{word[place + 1 :]}"


def _latin_lemmas(word: str) -> tuple[str, ...]:
    """English enough for a Ukrainian library: plurals and -ing forms meet their words."""
    found = [word]
    if word.isascii() and word.isalpha():
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
            found.append(word[:-1])
        if len(word) > 4 and word.endswith("es"):
            found.append(word[:-3] + "y" if word.endswith("ies") else word[:-2])
        if len(word) > 6 and word.endswith("ing"):
            found.append(word[:-3])
    return tuple(found)


# Different schemes write one letter in different ways: what all of them write is made one. Longer first.
_LATIN_SAME = (("shch", "s4"), ("sch", "s4"), ("zgh", "zh"), ("kh", "h"), ("ck", "k"), ("ts", "c"), ("tz", "c"))
_CARONS = str.maketrans({"š": "sh", "ŝ": "sh", "č": "ch", "ž": "zh"})
_LATIN_LETTERS = str.maketrans({"g": "h", "y": "i", "j": "i", "w": "v", "x": "h"})
# What a small letter becomes by transliteration and all of these, whether it begins the word or not.
_LATIN_OF_PLAIN = str.maketrans({one: transliterate(f"ь{one}") for one in "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"})
_DOUBLED = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[\W_]")


@lru_cache(maxsize=50_000)
def latin_key(word: str) -> str:
    """Return what Latin spellings of one Ukrainian word share: `Kyiv` and `Kyjiv`, `Shevchenko` and `Ševčenko`."""
    key = word.translate(_LATIN_OF_PLAIN) if _PLAIN.fullmatch(word) else transliterate(word).lower().translate(_CARONS)
    if not key.isascii():
        key = "".join(sign for sign in unicodedata.normalize("NFKD", key) if not unicodedata.combining(sign))
    key = _NO_LETTER.sub("", key)
    for some, other in _LATIN_SAME:
        key = key.replace(some, other)
    return _DOUBLED.sub(r"\1", key.translate(_LATIN_LETTERS))
