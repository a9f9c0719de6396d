"""Keys by which records are sorted and known again. Pure, and quick: an import makes six of them for each record."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

from oseredok.base.core.sorting import IGNORED, uk_bytes

LONGEST_KEY = 64
_SORTED_SIGNS = 60

# Every letter that looks like another becomes that other, in whichever script: the key is only compared, never shown.
# So «Шевченко» with a Latin «e», «І» typed as «I», ґ and г, з and 3 do not part one book from itself.
_SAME = {
    "ґ": "г", "ї": "і", "є": "е", "ё": "е", "э": "е", "ы": "и", "ъ": "", "a": "а", "c": "с", "e": "е", "i": "і", "o": "о",
    "p": "р", "x": "х", "y": "у", "k": "к", "m": "м", "t": "т", "b": "в", "h": "н", "\u0301": "",
}  # fmt: skip
_PUNCTUATION = "'’ʼ‘‛`´′＇\"«»„“”‹›.,:;!?()[]{}/\\|*…–—-‐‑‒−_=+<>~№#&@%^\u00ad\u200b\ufeff"
_FOLD = str.maketrans(_SAME | dict.fromkeys(_PUNCTUATION, " ") | dict.fromkeys("'’ʼ‘‛`´′＇\u00ad\u200b\ufeff", ""))
_ARTICLES = ("the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ")
_LEADING = "«»„“”\"'‹›([…. -–—"


class _Places(dict[int, str]):
    """Usual letters and signs → the bytes that `uk_bytes` gives them; a stranger is sent to `uk_bytes` itself."""

    def __missing__(self, sign: int) -> str:
        return "\ufffd"


_USUAL = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъabcdefghijklmnopqrstuvwxyz0123456789 .,:;!?()[]/–—" + IGNORED
_PLACES = _Places({ord(sign): uk_bytes(sign).decode("latin-1") for sign in _USUAL if sign != "\u0301"})


def folded(text: str) -> str:
    """Return the letters and digits of a text with look-alikes made equal, words parted by one space."""
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.casefold().translate(_FOLD).split())


def hashed(*parts: str) -> int:
    """Return 63 bits of a digest of texts: a key that a database compares at once."""
    digest = blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) >> 1


def digest(raw: bytes) -> int:
    """Return 63 bits of a digest of bytes."""
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big", signed=True) >> 1


def sort_key(text: str) -> bytes:
    """Return bytes that sort in Ukrainian order, without leading quotes and articles. Never longer than `LONGEST_KEY`."""
    text = text.lstrip(_LEADING)
    low = text[:5].casefold()
    for article in _ARTICLES:
        if low.startswith(article):
            text = text[len(article) :]
            break
    text = text[:_SORTED_SIGNS]
    try:
        key = text.casefold().translate(_PLACES).encode("latin-1")
    except UnicodeEncodeError:
        key = uk_bytes(text)
    return key[:LONGEST_KEY]


def edition_key(title: str, author: str) -> int:
    """Return what editions of one work share: the title without its article and the surname of the first author."""
    return hashed(_title(title), _surname(author))


def match_key(title: str, author: str, year: int | None, part: str) -> int:
    """Return what two descriptions of one book share: title, surname, year, volume (facts: catalogue §7, rule 2)."""
    return hashed(_title(title), _surname(author), str(year or ""), folded(part))


def host_key(title: str, control_number: str = "") -> int:
    """Return what a record shares with all that stands in it: its number in its system, where that is told, else its title."""
    return hashed("number", control_number) if control_number else hashed("title", folded(title))


def heading_key(text: str) -> int:
    return hashed(folded(text))


def _title(title: str) -> str:
    key = folded(title)
    for article in _ARTICLES:
        article = article.translate(_FOLD)
        if key.startswith(article) and len(key) > len(article):
            return key[len(article) :].strip()
    return key


def _surname(author: str) -> str:
    return folded(author.partition(",")[0])
