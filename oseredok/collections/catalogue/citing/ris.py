"""RIS: what Zotero, Mendeley and EndNote read. Lines end as the format wants, in CR and LF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from oseredok.collections.catalogue.citing.works import Work
from oseredok.collections.catalogue.models import Record

_TYPES = {
    Record.Kind.BOOK: "BOOK", Record.Kind.SERIAL: "JFULL", Record.Kind.ISSUE: "JFULL", Record.Kind.LOCAL: "BOOK",
    Record.Kind.EDOCUMENT: "ELEC", Record.Kind.MAP: "MAP", Record.Kind.MUSIC: "MUSIC", Record.Kind.AUDIO: "SOUND",
    Record.Kind.VIDEO: "VIDEO",
}  # fmt: skip
_NUMBERS = re.compile(r"\d+")


def entry(work: Work, looked_on: date) -> str:
    """Return the entry, from TY to ER."""
    lines = [*_lines(work)]
    if work.link:
        lines += [("UR", work.link), ("Y2", f"{looked_on:%Y/%m/%d}")]
    told = ((tag, " ".join(value.split())) for tag, value in lines)
    return "".join(f"{tag}  - {value}\r\n" for tag, value in told if value) + "ER  - \r\n"


def _type(work: Work) -> str:
    if work.is_part:
        return "CHAP" if work.data["host"].get("place") else "JOUR"
    return _TYPES.get(Record.Kind(work.kind), "GEN")


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    data = work.data
    yield "TY", _type(work)
    for tag, people in (("AU", work.authors), ("ED", work.editors)):
        for one in people:
            yield tag, f"{one.family}, {one.given}".rstrip(", ")
    if not work.authors:
        yield from (("AU", one["name"]) for one in data.get("bodies", []))
    yield "TI", work.titled.replace(" : ", ": ")
    yield "PY", str(work.year or "")
    yield from _where(work)
    yield from (("SN", number) for number in (*work.isbn, *data.get("issn", [])))
    yield "LA", work.language
    yield from (("KW", word) for word in (*data.get("topics", []), *data.get("keywords", [])))


def _where(work: Work) -> Iterator[tuple[str, str]]:
    data = work.data
    if not work.is_part:
        yield "CY", "; ".join(data.get("places", []))
        yield "PB", "; ".join(data.get("publishers", []))
        yield "ET", data.get("edition", "")
        yield "T3", next((one["title"] for one in data.get("series", [])), "")
        return
    host = data["host"]
    yield "T2", host["title"]
    yield "CY", host.get("place", "")
    yield "VL", host.get("volume", "")
    yield "IS", host.get("number", "")
    pages = _NUMBERS.findall(host.get("pages", ""))
    yield from zip(("SP", "EP"), (pages[0], pages[-1]) if len(pages) > 1 else pages[:1], strict=False)
    yield "SN", host.get("issn", "")
