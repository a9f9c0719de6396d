"""A list of books (Excel, CSV) → `Data`: the tags are what its columns mean, `formats.columns.TARGETS`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Named
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.crosswalk.rules import Rule, Table, classified, each, link, text
from oseredok.collections.catalogue.formats.marc import Subfields

_LANGUAGES = (
    (re.compile(r"^(укр|ua|uk)"), "ukr"),
    (re.compile(r"^(рос|рус|ru)"), "rus"),
    (re.compile(r"^(анг|en)"), "eng"),
    (re.compile(r"^(нім|нем|de|ger)"), "ger"),
    (re.compile(r"^(пол|pl|pol)"), "pol"),
    (re.compile(r"^(фра|fr)"), "fre"),
)
# «Шевченко Т. Г., Франко І. Я.»: a comma between whole names, not between a surname and what follows it.
_BETWEEN = re.compile(r";|(?<=\.),\s+(?=[^\W\d_]{2})")


def _persons(_indicators: str, subfields: Subfields) -> Iterator[Named]:
    for _code, value in subfields:
        for part in _BETWEEN.split(value):
            if name := values.name_of(part):
                yield {"name": name, "role": Role.AUTHOR.value}


def language(told: str) -> str:
    """Return the code of a language by its name or its code."""
    text_ = told.strip().casefold()
    return next(
        (code for pattern, code in _LANGUAGES if pattern.search(text_)),
        text_ if re.fullmatch("[a-z]{3}", text_) else "",
    )


_FOLLOWS = Rule("years", text("."))

TABLE: Table = {
    "title": (Rule("title", text(".")),),
    "subtitle": (Rule("subtitle", text(".")),),
    "part": (Rule("part", text(".")),),
    "author": (Rule("persons", _persons),),
    "responsibility": (Rule("responsibility", text(".")),),
    "place": (Rule("places", each(".", split=";")),),
    "publisher": (Rule("publishers", each(".", split=";")),),
    "year": (Rule("date", text(".")), _FOLLOWS),
    "edition": (Rule("edition", text(".")),),
    "extent": (Rule("extent", text(".")),),
    "series": (Rule("series", lambda _indicators, subfields: iter([{"title": values.clean(subfields[0][1])}])),),
    "isbn": (
        Rule("isbn", each(".", split=";", tidy=values.isbn)),
        Rule("wrong_isbn", each(".", split=";", tidy=values.wrong_isbn)),
    ),
    "issn": (Rule("issn", each(".", tidy=values.issn)),),
    "language": (Rule("languages", each(".", split=",", tidy=language)),),
    "topics": (Rule("topics", each(".", split=";", tidy=values.heading)),),
    "keywords": (Rule("keywords", each(".", split=",", tidy=values.heading)),),
    "udc": (Rule("classes", classified("udc")),),
    "bbk": (Rule("classes", classified("bbk")),),
    "author_mark": (Rule("author_mark", text(".")),),
    "abstract": (Rule("abstract", text(".", tidy=str.strip)),),
    "note": (Rule("notes", each(".", tidy=str.strip)),),
    "link": (Rule("links", link("", "")),),
}
