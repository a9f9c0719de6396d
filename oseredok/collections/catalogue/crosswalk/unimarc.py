"""UNIMARC and its Ukrainian profile UKRMARC → `Data`. Tags: UNIMARC manual; the profile's local fields beside them."""

from __future__ import annotations

from collections.abc import Iterator

from oseredok.collections.catalogue.crosswalk import values
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
    inverted_person,
    link,
    person_about,
    series,
    text,
    topic,
)

SCHEMES = {"rubbk": "bbk", "bbk": "bbk", "udc": "udc", "ddc": "ddc", "lcc": "lcc"}
_AUDIENCE = {
    "a": "children",
    "b": "children",
    "c": "children",
    "d": "children",
    "e": "teens",
    "k": "adults",
    "m": "adults",
}


def _audience(code: str) -> Iterator[str]:
    # 100 $a, signs 17–19: for whom; the first that tells is enough.
    found = [_AUDIENCE[sign] for sign in code[17:20] if sign in _AUDIENCE]
    if found:
        yield found[0]


def _years(code: str) -> Iterator[str]:
    # 100 $a, signs 9–16; 9999 is «until now».
    yield f"{code[9:13]} {code[13:17] if code[13:17] != '9999' else ''}"


_HOST = host(
    title="t", responsibility="f", place="c", year="d", volume="v", number="i", pages="p", issn="x", control_number="0"
)
_SET = host(title="t", responsibility="f", place="c", year="d", volume="v", issn="x", control_number="0")

TABLE: Table = {
    "010": (Rule("isbn", each("a", tidy=values.isbn)), Rule("wrong_isbn", each("a", tidy=values.wrong_isbn))),
    "011": (Rule("issn", each("a", tidy=values.issn)),),
    "100": (Rule("audience", coded(_audience)), Rule("coded_years", coded(_years))),
    "101": (Rule("languages", each("a")), Rule("original_languages", each("c"))),
    "102": (Rule("country", text("a")),),
    "200": (
        Rule("title", text("a", sep=" ; ")),
        Rule("parallel_titles", each("d")),
        Rule("subtitle", text("e", sep=" : ")),
        Rule("responsibility", text("fg", sep=" ; ")),
        Rule("part", text("hiv", sep=". ")),
    ),
    "205": (Rule("edition", text("abf")),),
    "210": (
        Rule("places", each("a")),
        Rule("publishers", each("c")),
        Rule("date", text("d")),
        Rule("years", text("d")),
    ),
    "214": (
        Rule("places", each("a")),
        Rule("publishers", each("c")),
        Rule("date", text("d")),
        Rule("years", text("d")),
    ),
    "215": (Rule("extent", text("acde", sep=" : ")),),
    "225": (Rule("series", series("ae", "v")),),
    "300": (Rule("notes", each("a")),),
    "304": (Rule("notes", each("a")),),
    "305": (Rule("notes", each("a")),),
    "307": (Rule("notes", each("a")),),
    "311": (Rule("notes", each("a")),),
    "312": (Rule("notes", each("a")),),
    "314": (Rule("notes", each("a")),),
    "316": (Rule("notes", each("a")),),
    "317": (Rule("notes", each("a")),),
    "320": (Rule("notes", each("a")),),
    "321": (Rule("notes", each("a")),),
    "327": (Rule("contents", each("a")),),
    "328": (Rule("notes", each("a")),),
    "330": (Rule("abstract", text("a")),),
    "333": (Rule("notes", each("a")),),
    "410": (Rule("series", series("t", "v")),),
    "461": (Rule("sets", _SET),),
    "462": (Rule("sets", _SET),),
    "463": (Rule("host", _HOST),),
    "464": (Rule("contents", each("t")),),
    "500": (Rule("other_titles", text("a")),),
    "503": (Rule("other_titles", text("a")),),
    "510": (Rule("parallel_titles", text("a")),),
    "512": (Rule("other_titles", text("a")),),
    "517": (Rule("other_titles", text("a")),),
    "532": (Rule("other_titles", text("a")),),
    "540": (Rule("other_titles", text("a")),),
    "541": (Rule("other_titles", text("a")),),
    "600": (Rule("about_persons", person_about(is_inverted=True)),),
    "601": (Rule("about_bodies", text("ab", sep=". ", tidy=values.heading)),),
    "602": (Rule("about_persons", text("a", tidy=values.heading)),),
    "605": (Rule("topics", text("a", tidy=values.heading)),),
    "606": (Rule("topics", topic("a", "jxyz")),),
    "607": (Rule("about_places", topic("a", "jxyz")),),
    "608": (Rule("topics", text("a", tidy=values.heading)),),
    "610": (Rule("keywords", each("a", split=",", tidy=values.heading)),),
    "620": (Rule("about_places", text("d", tidy=values.heading)),),
    "675": (Rule("classes", classified("udc", "a")),),
    "676": (Rule("classes", classified("ddc", "a")),),
    "680": (Rule("classes", classified("lcc", "a")),),
    "686": (Rule("classes", classified_by_source(SCHEMES)),),
    "700": (Rule("persons", inverted_person(default=Role.AUTHOR)),),
    "701": (Rule("persons", inverted_person(default=Role.AUTHOR)),),
    "702": (Rule("persons", inverted_person(default=Role.OTHER)),),
    "703": (Rule("persons", inverted_person(default=Role.OTHER)),),
    "710": (Rule("bodies", body("ab", default=Role.AUTHOR)),),
    "711": (Rule("bodies", body("ab", default=Role.AUTHOR)),),
    "712": (Rule("bodies", body("ab")),),
    "720": (Rule("persons", inverted_person(default=Role.AUTHOR)),),
    "856": (Rule("links", link("u", "2yz3")),),
    "908": (Rule("author_mark", text("a.")),),
}
