"""MARC 21 bibliographic → `Data`."""

from __future__ import annotations

from collections.abc import Iterator

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Link
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.crosswalk.rules import (
    Rule,
    Table,
    body,
    classified,
    classified_by_source,
    coded,
    each,
    host,
    link,
    person_about,
    series,
    text,
    topic,
    whole_person,
)
from oseredok.collections.catalogue.crosswalk.unimarc import SCHEMES
from oseredok.collections.catalogue.formats.marc import Subfields

_AUDIENCE = {"a": "children", "b": "children", "c": "children", "d": "teens", "e": "adults", "j": "children"}


def _years(code: str) -> Iterator[str]:
    # 008, signs 7–14; 9999 is «until now», u an unknown digit.
    yield f"{code[7:11]} {code[11:15] if code[11:15] != '9999' else ''}"


def _language(code: str) -> Iterator[str]:
    if len(code) >= 38 and code[35:38].isalpha():
        yield code[35:38].lower()


def _country(code: str) -> Iterator[str]:
    if told := code[15:18].strip(" |"):
        yield told


def _audience(code: str) -> Iterator[str]:
    if len(code) > 22 and code[22] in _AUDIENCE:
        yield _AUDIENCE[code[22]]


def _to_read(indicators: str, subfields: Subfields) -> Iterator[Link]:
    """The document itself, or its copy. A second indicator of 2 leads to something related, as a cover or a shop's page."""
    if indicators[1:2] != "2":
        yield from _LINK(indicators, subfields)


_LINK = link("u", "y3z")


def _packed(text: str) -> str:
    return text.strip().lower()


def _languages(indicators_free: str) -> Iterator[str]:
    # Old records pack several codes into one subfield: «ukrrus».
    told = _packed(indicators_free)
    if len(told) % 3 == 0 and told.isalpha():
        yield from (told[at : at + 3] for at in range(0, len(told), 3))


_IMPRINT = (
    Rule("places", each("a", tidy=values.heading)),
    Rule("publishers", each("b", tidy=values.heading)),
    Rule("date", text("c", tidy=lambda told: values.clean(told).rstrip("."))),
    Rule("years", text("c")),
)
_TITLE_OF_SET = host(title="a")

TABLE: Table = {
    "008": (
        Rule("coded_years", coded(_years)),
        Rule("coded_languages", coded(_language)),
        Rule("country", coded(_country)),
        Rule("audience", coded(_audience)),
    ),
    "020": (Rule("isbn", each("a", tidy=values.isbn)), Rule("wrong_isbn", each("a", tidy=values.wrong_isbn))),
    "022": (Rule("issn", each("a", tidy=values.issn)),),
    "041": (Rule("languages", coded(_languages, "a")), Rule("original_languages", coded(_languages, "h"))),
    "050": (Rule("classes", classified("lcc", "a")),),
    "080": (Rule("classes", classified("udc", "a")),),
    "082": (Rule("classes", classified("ddc", "a")),),
    "084": (Rule("classes", classified_by_source(SCHEMES)),),
    "090": (Rule("call_number", text("ab")),),
    "100": (Rule("persons", whole_person(default=Role.AUTHOR)),),
    "110": (Rule("bodies", body("ab", default=Role.AUTHOR, roles="4e")),),
    "111": (Rule("bodies", body("an", default=Role.AUTHOR, roles="4j")),),
    "130": (Rule("other_titles", text("a", tidy=values.heading)),),
    "240": (Rule("other_titles", text("a", tidy=values.heading)),),
    "245": (
        Rule("title", text("a", tidy=values.heading)),
        Rule("subtitle", text("b", tidy=values.heading)),
        Rule("part", text("np", sep=". ", tidy=values.heading)),
        Rule("responsibility", text("c", tidy=values.heading)),
        Rule("years", text("fg")),
    ),
    "246": (Rule("other_titles", text("ab", sep=" : ", tidy=values.heading)),),
    "247": (Rule("other_titles", text("a", tidy=values.heading)),),
    "250": (Rule("edition", text("ab")),),
    "260": _IMPRINT,
    "264": _IMPRINT,
    "300": (Rule("extent", text("abce", sep=" : ")),),
    "440": (Rule("series", series("a", "v")),),
    "490": (Rule("series", series("a", "v")),),
    "500": (Rule("notes", each("a", tidy=str.strip)),),
    "501": (Rule("notes", each("a", tidy=str.strip)),),
    "502": (Rule("notes", text("abcd", tidy=str.strip)),),
    "504": (Rule("notes", each("a", tidy=str.strip)),),
    "505": (Rule("contents", text("atr", tidy=str.strip)),),
    "520": (Rule("abstract", text("ab", tidy=str.strip)),),
    "521": (Rule("notes", each("a", tidy=str.strip)),),
    "546": (Rule("notes", each("a", tidy=str.strip)),),
    "600": (Rule("about_persons", person_about(is_inverted=False)),),
    "610": (Rule("about_bodies", text("ab", sep=". ", tidy=values.heading)),),
    "611": (Rule("about_bodies", text("a", tidy=values.heading)),),
    "630": (Rule("topics", text("a", tidy=values.heading)),),
    "648": (Rule("topics", text("a", tidy=values.heading)),),
    "650": (Rule("topics", topic("a", "xyzv")),),
    "651": (Rule("about_places", topic("a", "xyzv")),),
    "653": (Rule("keywords", each("a", tidy=values.heading)),),
    "655": (Rule("topics", text("a", tidy=values.heading)),),
    "700": (Rule("persons", whole_person(default=Role.OTHER)),),
    "710": (Rule("bodies", body("ab", roles="4e")),),
    "711": (Rule("bodies", body("an", roles="4j")),),
    "720": (Rule("persons", whole_person(default=Role.OTHER)),),
    "773": (
        Rule(
            "host", host(title="t", responsibility="a", place="d", volume="g", pages="q", issn="x", control_number="w")
        ),
        Rule("years", text("g")),
    ),
    "830": (Rule("series", series("a", "v")),),
    "856": (Rule("links", _to_read),),
}
