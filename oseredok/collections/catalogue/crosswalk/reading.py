"""A parsed record → what it describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.collections.catalogue.crosswalk import irbis, lists, marc21, unimarc, values
from oseredok.collections.catalogue.crosswalk.copies import CopyData, copies_of
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.crosswalk.kinds import NOT_BIBLIOGRAPHIC, kind_of
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.crosswalk.rules import Table
from oseredok.collections.catalogue.formats.marc import Damaged, Marc

DIALECTS: dict[str, str | Promise] = {
    "marc21": "MARC21",
    "unimarc": "UNIMARC, UKRMARC",
    "irbis": gettext_lazy("ІРБІС"),
    "list": gettext_lazy("список"),
}
TABLES: Mapping[str, Table] = {
    "marc21": marc21.TABLE,
    "unimarc": unimarc.TABLE,
    "irbis": irbis.TABLE,
    "list": lists.TABLE,
}
_ONE = (
    "subtitle", "responsibility", "edition", "date", "extent", "country", "author_mark", "call_number", "abstract",
    "audience", "host",
)  # fmt: skip
_MANY = (
    "parallel_titles", "other_titles", "places", "publishers", "original_languages", "isbn", "wrong_isbn", "issn",
    "topics",
    "about_persons", "about_bodies", "about_places", "keywords", "notes", "contents",
)  # fmt: skip
_ROWS = ("persons", "bodies", "series", "classes", "links")
_EARLIEST, _LATEST = 1400, 2100


@dataclass(slots=True)
class Described:
    """A record of any dialect as our model has it, without keys."""

    kind: str
    title: str
    author: str = ""
    year: int | None = None
    year_to: int | None = None
    language: str = ""
    control_number: str = ""
    data: Data = field(default_factory=lambda: Data())
    copies: list[CopyData] = field(default_factory=list)


def describe(marc: Marc, dialect: str) -> Described:
    """Return what a record describes. Raises Damaged: it has no title, or is no bibliographic record."""
    if dialect in ("marc21", "unimarc") and marc.leader[6:7] in NOT_BIBLIOGRAPHIC:
        raise Damaged(_("Це не опис книги чи статті, а службовий запис (авторитетний або облік примірників)."))
    found = _gathered(marc, TABLES[dialect])
    title = _title(found)
    if not title:
        raise Damaged(_("У записі немає назви."))
    data = _data(found)
    year, year_to = _years(found)
    languages = [code.lower()[:3] for code in found.get("languages") or found.get("coded_languages", [])]
    if languages:
        data["languages"] = values.unique(languages)
    return Described(
        kind=kind_of(marc, dialect),
        title=title,
        author=author_of(data),
        year=year,
        year_to=year_to,
        language=languages[0] if languages else "",
        control_number=control_number(marc, dialect),
        data=data,
        copies=copies_of(marc, dialect),
    )


def _gathered(marc: Marc, table: Table) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for tag, indicators, subfields in marc.fields:
        for rule in table.get(tag, ()):
            for value in rule.read(indicators, subfields):
                found.setdefault(rule.to, []).append(value)
    return found


def _title(found: dict[str, list[Any]]) -> str:
    """Return the title. A volume without one of its own is called by its set; the set is the host of every volume."""
    sets = found.get("sets", [])
    if sets and "host" not in found:
        found["host"] = sets[:1]
    if found.get("title"):
        return str(found["title"][0])
    if found.get("issue"):  # «1989, № 2»: what it is an issue of is its host
        return ", ".join(found["issue"])
    if sets:
        return str(sets[0]["title"])
    return str(next(iter(found.get("part", []) + found.get("other_titles", []) + found.get("parallel_titles", [])), ""))


def _data(found: dict[str, list[Any]]) -> Data:
    data: dict[str, Any] = {}
    for key in _ONE:
        if found.get(key):
            data[key] = found[key][0]
    if found.get("part"):
        data["part"] = ". ".join(values.unique(found["part"]))
    for key in _MANY:
        if kept := values.unique([one for one in found.get(key, []) if one]):
            data[key] = kept
    for key in _ROWS:
        rows: list[Any] = []
        for row in found.get(key, []):
            if row not in rows:
                rows.append(row)
        if rows:
            data[key] = rows
    return cast(Data, data)


def author_of(data: Data) -> str:
    """Return the heading: the first author; of a work by a body, the body."""
    for one in data.get("persons", []):
        if one["role"] in (Role.AUTHOR, Role.COMPOSER):
            return one["name"][:300]
    return next((one["name"][:300] for one in data.get("bodies", []) if one["role"] == Role.AUTHOR), "")


def _years(found: dict[str, list[Any]]) -> tuple[int | None, int | None]:
    for told in (*found.get("years", []), *found.get("coded_years", [])):
        year, last = values.years(told)
        if year is not None and _EARLIEST <= year <= _LATEST:
            return year, last
    host = found.get("host", [])
    return values.years(host[0].get("year", "") or host[0].get("volume", "")) if host else (None, None)


def control_number(marc: Marc, dialect: str) -> str:
    """Return by which number a record is known again in its own system; nothing when it has none."""
    if dialect == "irbis":
        number = marc.first("903").strip() or marc.first("903", "a").strip()
        mfn = marc.first("MFN")
        return (number or (f"mfn:{mfn}" if mfn else ""))[:80]
    if dialect == "list":
        return marc.first("number").strip()[:80]
    return marc.first("001").strip()[:80]
