"""A name written in Latin letters leads to how it is on a card: `Kovalchuk` to `Ковальчук`, `Yevhen` to `Євген`.

Latin letters lose soft signs and tell й from ї and і no more, so there are guesses; one counts when somebody in the
registry has it. Everything is in loose letters (ґ=г, ї=і, є=е), as in the index.
"""

from __future__ import annotations

import functools
import itertools
import re

# By the Cabinet's resolution № 55 and as people write by habit (-skiy, -iy, j, w). The longest first.
_FIRST = {"ya": "я", "yu": "ю", "ye": "е", "yo": "йо", "yi": "і", "y": "й", "i": "і"}
_LETTERS: dict[str, tuple[str, ...]] = {
    "shch": ("щ",), "zgh": ("зг",), "zh": ("ж",), "kh": ("х",), "ts": ("ц",), "ch": ("ч",), "sh": ("ш",),
    "ia": ("я",), "ya": ("я", "ия"), "iu": ("ю",), "yu": ("ю",), "ie": ("е",), "ye": ("е",), "io": ("йо", "ьо"),
    "yo": ("йо", "ьо"), "yi": ("ий",), "iy": ("ий", "ій"), "yy": ("ий",), "ii": ("ій", "іі"), "j": ("й",), "w": ("в",),
    "a": ("а",), "b": ("б",), "c": ("ц",), "d": ("д",), "e": ("е",), "f": ("ф",), "g": ("г",), "h": ("г",),
    "i": ("і",), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",), "r": ("р",),
    "s": ("с",), "t": ("т",), "u": ("у",), "v": ("в",), "y": ("и",), "z": ("з",), "x": ("кс",),
}  # fmt: skip
_PIECES = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_VOWELS = frozenset("aeiouy")
_SOFT = frozenset("лнтдсзц")
_MOST = 64
_SHORTEST = 3


@functools.lru_cache(maxsize=5_000)
def cyrillic(word: str) -> tuple[str, ...]:
    """Return the loose Cyrillic words that a Latin one may stand for; nothing for a word of other letters."""
    word = word.lower()
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return ()
    pieces = _split(word)
    if pieces is None:
        return ()
    choices = [_choices(pieces, place) for place in range(len(pieces))]
    return tuple("".join(one) for one in itertools.islice(itertools.product(*choices), _MOST))


def _split(word: str) -> list[str] | None:
    """Return the pieces of a word. `iia` is і and я, not two і and а."""
    pieces: list[str] = []
    at = 0
    while at < len(word):
        two = word[at : at + 3] in ("iia", "iiu", "iie")
        found = None if two else _PIECES.match(word, at)
        pieces.append("i" if two else found.group() if found else "")
        if not pieces[-1]:
            return None
        at += len(pieces[-1])
    return pieces


def _choices(pieces: list[str], place: int) -> tuple[str, ...]:
    piece = pieces[place]
    if place == 0 and piece in _FIRST:
        return (_FIRST[piece],)
    after_a_vowel = place > 0 and pieces[place - 1][-1] in _VOWELS
    letters = ("й", "і") if piece == "i" and after_a_vowel else _LETTERS[piece]
    following = pieces[place + 1][0] if place + 1 < len(pieces) else ""
    if letters[-1][-1] in _SOFT and following not in _VOWELS:
        return (*letters, *(f"{one}ь" for one in letters))
    return letters
