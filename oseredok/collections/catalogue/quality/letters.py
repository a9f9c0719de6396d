"""Words in which letters of two alphabets are mixed, and letters that came out of a wrong encoding. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oseredok.base.core.text import one_script

_CYRILLIC, _LATIN = "\u0400-\u04ff", "A-Za-z"
_MIXED = re.compile(f"[{_LATIN}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}]")
_WORD = re.compile(r"[^\W\d_]+")
# UTF-8 read by the table of Windows: each Cyrillic letter became Р or С and one of these, which stand nowhere else.
_AFTER = "ЂЃ‚ѓ†‡€‰Љ‹ЊЌЋЏђ‘•™љ›њќћџЎўЈ¤¦§©¬®°±µ¶·јЅѕ"
_BROKEN = re.compile(f"\ufffd|[РС][{_AFTER}].*[РС][{_AFTER}]|Ð.{{1,3}}Ð|\\?{{4}}")


def mixed_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word that has letters of two alphabets, and those of its letters that are likelier the strangers."""
    if not _MIXED.search(text):
        return
    for found in _WORD.finditer(text):
        word = found.group()
        if _MIXED.search(word):
            yield word, strangers(word)


def strangers(word: str) -> str:
    """Return the letters of a mixed word that do not belong to its alphabet, each once, as they stand in it."""
    small = word.casefold()
    mended = one_script(small)
    if len(small) == len(word) == len(mended):
        odd = [was for was, low, is_ in zip(word, small, mended, strict=True) if low != is_]
        if odd:
            return "".join(dict.fromkeys(odd))
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    fewer = cyrillic if len(cyrillic) * 2 < len(word) else [letter for letter in word if letter not in cyrillic]
    return "".join(dict.fromkeys(fewer))


def is_latin(letter: str) -> bool:
    return letter.isascii()


def is_broken(text: str) -> bool:
    """Tell whether a text has lost letters or was read by a wrong table."""
    return bool(_BROKEN.search(text))


def is_shouted(text: str) -> bool:
    """Tell whether a text of several words is written in capitals alone."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 12 and " " in text.strip() and all(sign.isupper() for sign in letters)
