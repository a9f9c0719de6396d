"""IRBIS → `Data`. Its tags look like UNIMARC, its subfields are its own: 330 is contents and 331 the abstract.

Subfields cannot repeat inside a field there, so several values stand as «a; b» or under different codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Host
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.crosswalk.rules import (
    Reader,
    Rule,
    Table,
    body,
    classified,
    each,
    host,
    irbis_person,
    link,
    person_about,
    series,
    text,
    topic,
)
from oseredok.collections.catalogue.formats.marc import Subfields


def _number(told: str) -> str:
    told = values.clean(told)
    return f"№ {told}" if told[:1].isdigit() else told


_AGES = {"0": "children", "6": "children", "12": "teens", "16": "teens", "18": "adults"}


def _age(_indicators: str, subfields: Subfields) -> Iterator[str]:
    told = dict(subfields).get("z", "").strip().rstrip("+")
    if told in _AGES:
        yield _AGES[told]


def _extent(_indicators: str, subfields: Subfields) -> Iterator[str]:
    """215: the number in ^A, its unit in ^1 (pages when there is none), illustrations and what comes with the book."""
    told = dict(reversed(subfields))
    amount = told.get("a", "").strip()
    if amount.isdigit():
        amount = f"{amount} {told.get('1', '').strip() or 'с.'}"
    rest = [told[code].strip() for code in ("c", "0", "7", "8", "d", "e", "2") if told.get(code)]
    if whole := " : ".join(filter(None, (amount, *rest))):
        yield whole


def _person_or_family() -> Reader:
    """600: ^2=3 is a family, not a person."""
    person = person_about(is_inverted=True)

    def read(indicators: str, subfields: Subfields) -> Iterator[str]:
        told = dict(subfields)
        if told.get("2") == "3":
            yield values.heading(told.get("a", ""))
        else:
            yield from person(indicators, subfields)

    return read


def _issue(_indicators: str, subfields: Subfields) -> Iterator[Host]:
    """933: the code of the serial that an issue is a number of. Its title is found by that code when all is in."""
    code = values.clean(subfields[0][1])
    if code:
        yield {"title": code, "control_number": code}


_ABOUT_PERSON = _person_or_family()
# 463 and 963 tell of one source: what it is called and of what it is a part.
_SOURCE = host(
    title="c",
    responsibility="f",
    place="d",
    year="j",
    volume="v",
    number="h+k",
    pages="1+s",
    issn="i",
    control_number="w",
)

TABLE: Table = {
    "010": (Rule("isbn", each("a.", tidy=values.isbn)), Rule("wrong_isbn", each("a.", tidy=values.wrong_isbn))),
    "011": (Rule("issn", each("a.", tidy=values.issn)),),
    "101": (Rule("languages", each(".a", split=";")),),
    "102": (Rule("country", text(".a")),),
    "200": (
        Rule("title", text("a")),
        Rule("part", text("v")),
        Rule("subtitle", text("e", sep=" : ")),
        Rule("responsibility", text("fg", sep=" ; ")),
    ),
    "205": (Rule("edition", text("a.")),),
    "210": (
        Rule("places", each("axy")),
        Rule("publishers", each("cl", split=";")),
        Rule("date", text("d")),
        Rule("years", text("d")),
    ),
    "215": (Rule("extent", _extent),),
    "225": (Rule("series", series("ae", "v")),),
    "300": (Rule("notes", each(".a", tidy=str.strip)),),
    "314": (Rule("notes", each(".a", tidy=str.strip)),),
    "320": (Rule("notes", each(".a", tidy=str.strip)),),
    "327": (Rule("contents", each(".a", tidy=str.strip)),),
    "330": (Rule("contents", text("ceg", sep=" : ")),),
    "331": (Rule("abstract", text(".a", tidy=str.strip)),),
    "461": (Rule("sets", host(title="c", responsibility="f", place="d", year="h", volume="v", control_number="w")),),
    "463": (Rule("host", _SOURCE), Rule("years", text("j"))),
    "510": (Rule("parallel_titles", each("d.")),),
    "517": (Rule("other_titles", each("a.")),),
    "541": (Rule("other_titles", each("a.")),),
    "600": (Rule("about_persons", _ABOUT_PERSON),),
    "601": (Rule("about_bodies", text("ab.", sep=". ", tidy=values.heading)),),
    "605": (Rule("topics", text("a.", tidy=values.heading)),),
    "606": (Rule("topics", topic("a.", "bcdgeoh")),),
    "607": (Rule("about_places", topic("a.", "bcdgeoh")),),
    "610": (Rule("keywords", each(".a", split=",", tidy=values.heading)),),
    "621": (Rule("classes", classified("bbk")),),
    "675": (Rule("classes", classified("udc")),),
    "676": (Rule("classes", classified("ddc")),),
    "686": (Rule("classes", classified("other")),),
    "690": (Rule("classes", classified("other", "l")),),
    "964": (Rule("classes", classified("other")),),
    "700": (Rule("persons", irbis_person(default=Role.AUTHOR)),),
    "701": (Rule("persons", irbis_person(default=Role.AUTHOR)),),
    "702": (Rule("persons", irbis_person(default=Role.OTHER)),),
    "961": (Rule("persons", irbis_person(default=Role.AUTHOR)),),  # authors of the set that a volume belongs to
    "710": (Rule("bodies", body("ab", default=Role.AUTHOR)),),
    "711": (Rule("bodies", body("ab")),),
    "971": (Rule("bodies", body("a", default=Role.AUTHOR)),),
    "972": (Rule("bodies", body("a")),),
    "900": (Rule("audience", _age),),
    "906": (Rule("call_number", text("a.")),),
    "908": (Rule("author_mark", text("a.")),),
    "919": (Rule("original_languages", each("o")),),
    "923": (Rule("part", text("hikl", sep=". ")),),
    # An issue of a serial: year, volume, number.
    "933": (Rule("sets", _issue),),
    "934": (Rule("date", text(".a")), Rule("years", text(".a")), Rule("issue", text(".a"))),
    "935": (Rule("issue", text(".a")),),
    "936": (Rule("issue", text(".a", tidy=_number)),),
    "951": (Rule("links", link("i", "t")),),
}
