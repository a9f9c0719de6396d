"""Words that a description takes from the language of the book itself."""

from __future__ import annotations

from typing import NamedTuple


class Terms(NamedTuple):
    """`others`: «та ін.»; `number`, `volume`, `pages`: marks before numbers; `no_place` and so on: what is unknown."""

    others: str
    number: str
    volume: str
    pages: str
    no_place: str
    no_publisher: str
    no_date: str


_UKRAINIAN = Terms("та ін.", "№", "Т.", "С.", "Б. м.", "б. в.", "б. р.")
_RUSSIAN = Terms("и др.", "№", "Т.", "С.", "Б. м.", "б. и.", "б. г.")
_LATIN = Terms("et al.", "No.", "Vol.", "P.", "S. l.", "s. n.", "s. a.")
_CYRILLIC = {"rus": _RUSSIAN, "bel": _UKRAINIAN, "bul": _UKRAINIAN, "srp": _UKRAINIAN, "mac": _UKRAINIAN}


def terms(language: str) -> Terms:
    """Return the words for a language (ISO 639-2); Ukrainian when the record does not tell."""
    return _UKRAINIAN if language in ("", "ukr", "und", "mul") else _CYRILLIC.get(language, _LATIN)
