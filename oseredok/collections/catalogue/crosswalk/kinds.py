"""What a record describes, by the codes of its dialect: a book, an article, a serial, an issue …"""

from __future__ import annotations

import re

from oseredok.collections.catalogue.formats.marc import Marc

# Leader/06 for both MARC families where it decides alone, whatever the level.
_MARC21_TYPES = {
    "e": "map",
    "f": "map",
    "c": "music",
    "d": "music",
    "i": "audio",
    "j": "audio",
    "g": "video",
    "m": "edocument",
}
_MARC21_TYPES |= dict.fromkeys("kopr", "other")
_UNIMARC_TYPES = _MARC21_TYPES | {"l": "edocument"}
_UNIMARC_TYPES.pop("m")  # multimedia
_LEVELS = {
    "a": "article",
    "b": "article",
    "s": "serial",
    "m": "book",
    "c": "book",
    "d": "book",
    "i": "serial",
    "2": "issue",
}
# Work sheets of IRBIS, 920. The first that fits wins.
_SHEETS = (
    (re.compile(r"^NJ"), "issue"),
    (re.compile(r"^J"), "serial"),
    (re.compile(r"^(ASP|ST)"), "article"),
    (re.compile(r"^(PAZK|SPEC|PVK|AUNTD|IBIS)"), "book"),
    (re.compile(r"^(ELEC|EL)"), "edocument"),
    (re.compile(r"^(KART|MAP)"), "map"),
    (re.compile(r"^(MUZ|NOT)"), "music"),
)
_IRBIS_TYPES = {"e": "map", "c": "music", "d": "music", "i": "audio", "j": "audio", "g": "video", "l": "edocument"}
_WORDS = (
    (re.compile(r"стат"), "article"),
    (re.compile(r"номер|випуск"), "issue"),
    (re.compile(r"журн|газет|період"), "serial"),
    (re.compile(r"краєзн"), "local"),
    (re.compile(r"електр|файл|pdf"), "edocument"),
    (re.compile(r"карт"), "map"),
    (re.compile(r"нот"), "music"),
    (re.compile(r"аудіо|звук"), "audio"),
    (re.compile(r"відео|кіно|фільм|dvd"), "video"),
)
NOT_BIBLIOGRAPHIC = frozenset("zuvxyqw")
"""Leader/06 of authority, holdings, classification and community records."""


def kind_of(marc: Marc, dialect: str) -> str:
    """Return a value of `Record.Kind`; a book when nothing tells."""
    if dialect == "irbis":
        return _irbis(marc)
    if dialect == "list":
        told = marc.first("kind").casefold()
        return next((kind for pattern, kind in _WORDS if pattern.search(told)), "book")
    types = _MARC21_TYPES if dialect == "marc21" else _UNIMARC_TYPES
    form, level = marc.leader[6:7], marc.leader[7:8]
    if form in types:
        return types[form]
    if dialect == "marc21" and level != "s" and marc.first("008")[23:24] in ("o", "q", "s"):
        return "edocument"
    return _LEVELS.get(level, "book")


def _irbis(marc: Marc) -> str:
    form = marc.first("900", "t").strip().lower()
    if form in _IRBIS_TYPES:
        return _IRBIS_TYPES[form]
    sheet = (marc.first("920") or marc.first("920", "a")).strip().upper()
    found = next((kind for pattern, kind in _SHEETS if pattern.search(sheet)), "")
    return found or ("article" if marc.first("463", "c") else "book")
