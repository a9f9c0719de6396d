"""Codes that both families of MARC have for the same things: the way back from `crosswalk`."""

from __future__ import annotations

import re
from typing import NamedTuple

from oseredok.collections.catalogue.crosswalk.description import Host, Named
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.formats.marc import Subfields
from oseredok.collections.catalogue.models import Record

_DASH = " – "
_LANGUAGE = re.compile(r"[a-z]{3}")
HEADED = (Role.AUTHOR, Role.COMPOSER)
"""Roles of whoever may be the heading."""


class Leader(NamedTuple):
    """Type of record and bibliographic level: leader 06 and 07."""

    type: str
    level: str


# An issue is a part of its serial to both families; local studies are no kind of theirs.
LEVELS = {Record.Kind.ARTICLE: "a", Record.Kind.ISSUE: "a", Record.Kind.SERIAL: "s"}
_TYPES = {
    Record.Kind.MAP: "e",
    Record.Kind.MUSIC: "c",
    Record.Kind.AUDIO: "i",
    Record.Kind.VIDEO: "g",
    Record.Kind.OTHER: "r",
}
# MARC21 countries where ISO 3166 has another code, of the countries whose books our libraries have.
_COUNTRIES = {
    "UA": "un", "PL": "pl", "DE": "gw", "US": "xxu", "GB": "xxk", "FR": "fr", "CA": "xxc", "BY": "bw", "RU": "ru",
    "CZ": "xr", "SK": "xo", "RO": "rm", "MD": "mv", "HU": "hu", "AT": "au", "IT": "it", "LT": "li",
}  # fmt: skip
_ISO = {marc: iso for iso, marc in _COUNTRIES.items()}
_SCHEME_NAMES = {"bbk": "rubbk"}


def leader_of(kind: str, *, edocument: str) -> Leader:
    """Return the signs for a kind of record; `edocument` is the type that a family has for files."""
    told = Record.Kind(kind)
    if told == Record.Kind.EDOCUMENT:
        return Leader(edocument, "m")
    return Leader(_TYPES.get(told, "a"), LEVELS.get(told, "m"))


def marc21_country(country: str) -> str:
    """Return three signs of a MARC21 country; blanks stand for what is not known."""
    found = _COUNTRIES.get(country, country if country.islower() and len(country) <= 3 else "")
    return found.ljust(3)


def iso_country(country: str) -> str:
    """Return the two letters of ISO 3166, or nothing."""
    found = _ISO.get(country, country)
    return found if len(found) == 2 and found.isascii() and found.isupper() else ""


def languages(codes: list[str]) -> list[str]:
    return [code for code in codes if _LANGUAGE.fullmatch(code)]


def scheme_name(scheme: str) -> str:
    """Return how $2 names a scheme; nothing for «other»."""
    return "" if scheme == "other" else _SCHEME_NAMES.get(scheme, scheme)


def subdivided(topic: str) -> Subfields:
    """Return «Поезія – Україна – 19 ст.» as $a and $x."""
    main, *rest = topic.split(_DASH)
    return [("a", main), *(("x", one) for one in rest)]


def inverted(name: str) -> Subfields:
    """Return «Шевченко, Тарас Григорович» as UNIMARC's $a and $b."""
    surname, _comma, given = name.partition(", ")
    return [("a", surname), ("b", given)]


def heading_first(persons: list[Named]) -> tuple[Named | None, list[Named]]:
    """Return the person who is the heading, and all the others in their order."""
    main = next((one for one in persons if one["role"] in HEADED), None)
    return main, [one for one in persons if one is not main]


def where_inside(host: Host) -> str:
    """Return «2020, Т. 2, № 3, С. 8–9»."""
    parts = (host.get("year"), host.get("volume"), host.get("number"), host.get("pages"))
    return ", ".join(part for part in parts if part)


def years_of(record: Record) -> tuple[str, str]:
    """Return the years as four signs each; blanks where there is none."""
    return tuple(f"{year:04d}" if year else "    " for year in (record.year, record.year_to))  # type: ignore[return-value]
