"""In which encoding a text is: guessed by how Ukrainian it reads, decoded with the damage told.

CP866 has no «і» and «ґ», so people typed Latin «i»; CP1125 puts them where CP866 has «ў». Text that was UTF-8, read as
CP1251 and saved as UTF-8 again, is undone as the encoding `twice`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pymarc.marc8 import marc8_to_unicode

ENCODINGS: dict[str, str | Promise] = {
    "utf-8": "UTF-8",
    "cp1251": "Windows-1251",
    "cp866": "DOS (CP866)",
    "cp1125": _("DOS, українська (CP1125)"),
    "koi8-u": _("КОІ8-У"),
    "mac-cyrillic": "Mac Cyrillic",
    "marc-8": "MARC-8",
    "twice": _("UTF-8, збережена двічі"),
}
BOM = b"\xef\xbb\xbf"
_TABLES = ("cp1251", "cp866", "cp1125", "koi8-u", "mac-cyrillic")
# How often letters stand in Ukrainian (and a little in Russian) text; what is in neither list speaks against a table.
_WEIGHTS = {letter: 34.0 - place for place, letter in enumerate("оаниіетврслкудмпзяьбгчйхжцюшїєщфґ")}
_WEIGHTS |= dict.fromkeys("ыэъё", 3.0) | {"ґ": -8.0}
_ALIEN = -40.0
_BETWEEN_FIELDS = re.compile(rb"[\x1d-\x1f]")
_ENOUGH = 4000  # letters outside ASCII that are looked at


def score(text: str) -> float:
    """Return how much like Ukrainian a text is: about 20 for plain text, below zero for a wrong table; 0 without letters."""
    letters = [sign for sign in text if not sign.isascii()][:_ENOUGH]
    if not letters:
        return 0.0
    total = 0.0
    for sign, amount in Counter(letters).items():
        if not sign.isalpha():
            total += amount * (0.0 if sign in "«»–—’“”„…№°§\u00a0" else _ALIEN / 2)
        elif sign in "іІїЇєЄґҐ" or "а" <= sign.lower() <= "я" or sign.lower() in "ыэъё":
            total += amount * (_WEIGHTS.get(sign, 0.0) if sign.islower() else 4.0)
        else:
            total += amount * _ALIEN
    # КОІ8 read as CP1251 turns small letters into capitals.
    odd = sum(1 for one, two in pairwise(text) if two.isupper() and one.islower() and not one.isascii())
    return (total - 30.0 * odd) / len(letters)


def guess(sample: bytes, *, is_marc: bool = False) -> list[tuple[str, float]]:
    """Return encodings and their scores, the likeliest first. `is_marc`: an ISO 2709 file, where MARC-8 can be met."""
    if sample.startswith(BOM):
        return [("utf-8", 100.0)]
    if sample.isascii() and b"\x1b" not in sample:
        return [("utf-8", 1.0)]
    ranked = {name: score(sample.decode(name, "replace")) for name in _TABLES}
    if is_marc:
        ranked["marc-8"] = _likeness_to_marc8(sample)
    share = _valid_share(sample)
    if share > 0.5:
        text = sample.decode("utf-8", "ignore")
        undone = _undo_twice(text)
        as_it_is = score(text)
        ranked["utf-8"] = 60.0 * share + as_it_is
        if undone is not None and score(undone) > max(as_it_is, 5.0):
            ranked["twice"] = 62.0 * share + score(undone)
    return sorted(ranked.items(), key=lambda one: -one[1])


def decode(raw: bytes, encoding: str) -> tuple[str, bool]:
    """Return the text and whether anything in it could not be read (`\\ufffd` stands there).

    Bytes that are not UTF-8 in a UTF-8 file are read as CP1251 where that gives plain Ukrainian: such files are glued of two.
    """
    if encoding == "marc-8":
        return decode_marc8(raw)
    if encoding in ("utf-8", "twice"):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            other = raw.decode("cp1251", "replace")
            if score(other) > 10.0:
                return other, True
            text = raw.decode("utf-8", "replace")
            return text, True
        undone = _undo_twice(text) if encoding == "twice" else None
        return (text if undone is None else undone), False
    try:
        return raw.decode(encoding), False
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace"), True


def decode_marc8(raw: bytes) -> tuple[str, bool]:
    """MARC-8, subfield by subfield: a set of letters that an escape has turned on ends with its subfield."""
    parts = [_one_marc8(part) for part in raw.split(b"\x1f")]
    return "\x1f".join(text for text, _bad in parts), any(bad for _text, bad in parts)


def _one_marc8(raw: bytes) -> tuple[str, bool]:
    """MARC-8, unless the bytes are UTF-8: files mix both, and the flag in the leader is often wrong."""
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii"), False
    if b"\x1b" not in raw:
        try:
            return raw.decode("utf-8"), False
        except UnicodeDecodeError:
            pass
    try:
        text = marc8_to_unicode(raw, hide_utf8_warnings=True)
    except (UnicodeDecodeError, ValueError, IndexError, KeyError, TypeError):
        return raw.decode("ascii", "replace"), True
    return text, "\ufffd" in text


def decoder(encoding: str) -> Callable[[bytes], tuple[str, bool]]:
    """Return a function that decodes bytes in this encoding: the text, and whether anything could not be read."""

    def plain(raw: bytes) -> tuple[str, bool]:
        try:
            return raw.decode(encoding), False
        except UnicodeDecodeError:
            return decode(raw, encoding)

    return (lambda raw: decode(raw, encoding)) if encoding in ("marc-8", "twice") else plain


def undone(text: str) -> str:
    """Return a text of a file in the encoding `twice` as it was before it was spoilt."""
    found = _undo_twice(text)
    return text if found is None else found


def _valid_share(sample: bytes) -> float:
    """Return which part of the signs outside ASCII is sound UTF-8."""
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    good = sum(1 for sign in sample.decode("utf-8", "ignore") if not sign.isascii())
    return good / (good + bad) if good + bad else 1.0


def _undo_twice(text: str) -> str | None:
    """Return what a text was before it was read as CP1251 and saved as UTF-8; None when it was not."""
    if text.isascii():
        return None
    try:
        # Python's table has no sign at 0x98; other programs let it through as it is.
        raw = b"".join(b"\x98" if sign == "\x98" else sign.encode("cp1251") for sign in text)
        return raw.decode("utf-8")
    except UnicodeError:
        return _undo_words(text)


def _undo_words(text: str) -> str | None:
    """The same word by word: a sound word may stand in a damaged text."""
    found, any_undone = [], False
    for word in text.split(" "):
        try:
            found.append(word.encode("cp1251").decode("utf-8"))
            any_undone = any_undone or found[-1] != word
        except UnicodeError:
            found.append(word)
    return " ".join(found) if any_undone else None


def _likeness_to_marc8(sample: bytes) -> float:
    """MARC-8 shows itself by escapes, or by accents that stand before their ASCII letters; Cyrillic never looks so."""
    if b"\x1b(" in sample or b"\x1b$" in sample or b"\x1bg" in sample:
        fields = [decode_marc8(part)[0] for part in _BETWEEN_FIELDS.split(sample)]
        return score(" ".join(fields)) + 30.0
    pairs = list(pairwise(sample))
    high = sum(1 for one in sample if one >= 0x80)
    accents = sum(1 for one, two in pairs if 0xE0 <= one <= 0xFE and chr(two).isalpha() and two < 0x80)
    specials = sum(1 for one in sample if 0xA1 <= one <= 0xC8)
    likeness = (accents + 0.3 * specials) / high if high else 0.0
    return 40.0 * likeness if likeness > 0.6 else -20.0
