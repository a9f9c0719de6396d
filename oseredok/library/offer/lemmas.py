"""Ukrainian words by their dictionary: base forms of a word, all forms of a base. One analyser for the process."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from oseredok.base.core import morphology
from oseredok.base.core.text import loose_key


@dataclass(frozen=True, slots=True)
class Word:
    """`forms`: the loose keys under which the word may be known, itself and the base form of every reading."""

    forms: frozenset[str]
    is_known: bool
    is_verb: bool
    is_singular: bool


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@functools.lru_cache(maxsize=20_000)
def read(word: str) -> Word:
    """Read one word, whatever its form. An unknown word has guessed base forms."""
    plain = _plain(word)
    parses = morphology.parses(plain)
    known = morphology.is_known(plain)
    forms = {loose_key(word), *(loose_key(one.normal_form) for one in parses)}
    tags = [str(one.tag) for one in parses]
    return Word(
        forms=frozenset(forms),
        is_known=known,
        is_verb=known and any("VERB" in tag or "INFN" in tag for tag in tags),
        is_singular=known and any("nomn" in tag for tag in tags) and not any("plur" in tag for tag in tags),
    )


def inflected(word: str) -> frozenset[str]:
    """Return the loose keys of all forms of the word, for finding typos in any of them."""
    best = morphology.parses(_plain(word))[:1]
    forms = {loose_key(one.word) for parse in best if read(word).is_known for one in parse.lexeme}
    return frozenset(forms | {loose_key(word)})
