"""Words of a text and of a query: loose keys, lemmas, other keyboard layouts, one slip of the finger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from oseredok.base.core.text import display_apostrophe, loose_key, tidy, transliterate
from oseredok.library.offer.lemmas import read

_WORD = re.compile(r"[^\W_]+(?:[’-][^\W_]+)*")
_STOP = frozenset(
    [
        "і",
        "й",
        "та",
        "а",
        "або",
        "чи",
        "в",
        "у",
        "на",
        "до",
        "з",
        "із",
        "зі",
        "за",
        "про",
        "для",
        "як",
        "де",
        "що",
        "не",
        "від",
        "по",
        "при",
        "під",
        "над",
        "коли",
        "який",
        "яка",
        "яке",
        "які",
        "чому",
        "мені",
        "я",
        "ми",
        "ви",
        "хочу",
        "можна",
        "треба",
        "потрібно",
        "є",
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "how",
        "where",
        "what",
        "is",
        "my",
        "i",
    ]
)
_LATIN = "qwertyuiop[]asdfghjkl;'\\zxcvbnm,.`"
_UKRAINIAN = "йцукенгшщзхїфівапролджєґячсмитьбю’"
_TO_UKRAINIAN = str.maketrans(_LATIN, _UKRAINIAN)
_TO_LATIN = str.maketrans(_UKRAINIAN + "ыэъё", _LATIN + "s']`")
_KEYS_OF_LATIN = re.compile(r"[a-z\[\];'\\,.`\s\d-]+")
_KEYS_OF_UKRAINIAN = re.compile(r"[а-яіїєґыэъё’.\s\d-]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at [start, end) of its text, with every key that finds it. `forms` as written, `lemmas` from the dictionary."""

    start: int
    end: int
    forms: frozenset[str]
    lemmas: frozenset[str]
    latin: frozenset[str]


@lru_cache(maxsize=50_000)
def _keys(word: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    parts = [word]
    if "-" in word:
        parts += [*word.split("-"), word.replace("-", "")]
    forms = frozenset(key for part in parts if (key := loose_key(part)))
    lemmas = {form for part in parts for form in read(part).forms}
    latin = {transliterate(part).casefold() for part in parts} | {transliterate(lemma) for lemma in lemmas}
    return forms, frozenset(lemmas | forms), frozenset(latin)


def shown(text: str) -> str:
    """Return the text that positions of `tokens` refer to."""
    return display_apostrophe(text)


@lru_cache(maxsize=4_000)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a shown text, in order."""
    return tuple(Token(found.start(), found.end(), *_keys(found.group())) for found in _WORD.finditer(text))


def terms(query: str) -> list[Token]:
    """Return the words of a query that are worth looking for; all of them when every one is a small word."""
    found = tokens(shown(tidy(query)))
    telling = [token for token in found if not token.forms & _STOP]
    return (telling or list(found))[:8]


def other_layout(query: str) -> str:
    """Return what the same keys write in the other layout: `ce,cblsz` → `субсидія`, `цшаш` → `wifi`; empty if neither."""
    line = tidy(query).casefold()
    if _KEYS_OF_LATIN.fullmatch(line) and re.search(r"[a-z]", line):
        return display_apostrophe(line.translate(_TO_UKRAINIAN))
    if _KEYS_OF_UKRAINIAN.fullmatch(line):
        return line.translate(_TO_LATIN)
    return ""


def one_slip(left: str, right: str) -> bool:
    """Whether one letter added, lost, changed, or two neighbours swapped turn one word into the other."""
    if left == right:
        return True
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (len(left) > 1 and left[1] + left[0] + left[2:] == right)
    return left[1:] == right if len(left) > len(right) else left == right[1:]
