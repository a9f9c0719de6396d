"""BibTeX, one entry a work."""

from __future__ import annotations

import re
from datetime import date

from oseredok.base.core.text import slug
from oseredok.collections.catalogue.citing.works import Person, Work
from oseredok.collections.catalogue.models import Record

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)  # fmt: skip
_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_DIGITS = re.compile(r"\d+(?:\s*[-–—]\s*\d+)?")


def entry(work: Work, looked_on: date) -> str:
    """Return the entry with its key, «shevchenko1990kobzar», ending in a line feed."""
    told = {name: _escaped(value) for name, value in _fields(work).items() if value}
    if work.link:
        told |= {"url": work.link.translate(_IN_URL), "urldate": f"{looked_on:%Y-%m-%d}"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in told.items())
    return f"@{_type(work)}{{{_key(work)},\n{lines}}}\n"


def _type(work: Work) -> str:
    if work.is_part:
        return "incollection" if work.data["host"].get("place") else "article"
    return "book" if work.kind in (Record.Kind.BOOK, Record.Kind.LOCAL) else "misc"


def _key(work: Work) -> str:
    who = slug(work.authors[0].family) if work.authors else ""
    what = next((word for word in slug(work.title).split("-") if len(word) > 2), "")
    return f"{who}{work.year or ''}{what}".replace("-", "") or "record"


def _fields(work: Work) -> dict[str, str]:
    data = work.data
    numbers = {
        "isbn": ", ".join(work.isbn),
        "issn": ", ".join(data.get("issn", [])),
        "language": work.language,
    }
    common = {
        "author": _people(work.authors) or " and ".join(f"{{{one['name']}}}" for one in data.get("bodies", [])),
        "editor": _people(work.editors),
        "title": work.titled.replace(" : ", ": "),
        "year": str(work.year) if work.year else work.date,
    }
    if work.is_part:
        host = data["host"]
        whole = "booktitle" if host.get("place") else "journal"
        place = {"volume": host.get("volume", ""), "number": host.get("number", ""), "pages": _pages(host)}
        return common | {whole: host["title"], "address": host.get("place", ""), **place} | numbers
    return (
        common
        | {
            "address": ", ".join(data.get("places", [])),
            "publisher": ", ".join(data.get("publishers", [])),
            "edition": data.get("edition", ""),
            "series": next((one["title"] for one in data.get("series", [])), ""),
            "note": data.get("extent", ""),
        }
        | numbers
    )


def _people(people: list[Person]) -> str:
    return " and ".join(f"{one.family}, {one.given}" if one.given else f"{{{one.family}}}" for one in people)


def _pages(host: object) -> str:
    found = _DIGITS.search(str(host.get("pages", "")) if isinstance(host, dict) else "")
    return re.sub(r"\s*[-–—]\s*", "--", found.group()) if found else ""


def _escaped(text: str) -> str:
    return " ".join(text.translate(_ESCAPED).split())
