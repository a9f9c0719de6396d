"""Descriptions of every shape, and the way out and back: what the tests of writing share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from oseredok.collections.catalogue.crosswalk.reading import Described, describe
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.describing import prepare_described
from oseredok.collections.catalogue.formats.marc import Marc
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.storing import DERIVED
from oseredok.collections.catalogue.writing.entries import Entry

MADE = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
WORD = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБЄІabcXYZ", min_size=2, max_size=9)
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=3, unique=True)
PERSON = st.builds("{}, {}".format, WORD, WORDS)
HEADING = st.lists(WORDS, min_size=1, max_size=3).map(" – ".join)
HEADINGS = st.lists(HEADING, min_size=1, max_size=3, unique=True)
YEAR = st.integers(1500, 2026)


def in_order(told: Any) -> str:
    """Return what tells rows apart, whatever the order of their keys."""
    return str(sorted(told.items()))


def _named(name: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    roles = st.sampled_from([role.value for role in Role if role != Role.SUBJECT])
    one = st.fixed_dictionaries({"name": name, "role": roles}, optional={"dates": YEAR.map(str)})
    return st.lists(one, min_size=1, max_size=4, unique_by=lambda told: told["name"])


ISBNS = st.sampled_from(["9786177171132", "9789660375017", "9780306406157"])
CLASSED = st.fixed_dictionaries(
    {"scheme": st.sampled_from(["udc", "bbk", "ddc", "lcc", "other"]), "index": WORD.map("821.161 {}".format)}
)
DATA = st.fixed_dictionaries(
    {},
    optional={
        "subtitle": WORDS,
        "part": WORDS,
        "responsibility": WORDS,
        "parallel_titles": TEXTS,
        "other_titles": TEXTS,
        "persons": _named(PERSON),
        "bodies": _named(WORDS).map(lambda told: [{**one, "dates": ""} for one in told]),
        "edition": WORDS,
        "places": TEXTS,
        "publishers": TEXTS,
        "extent": WORDS,
        "series": st.lists(
            st.fixed_dictionaries({"title": WORDS}, optional={"number": WORD}),
            min_size=1,
            unique_by=in_order,
            max_size=3,
        ),
        "languages": st.lists(st.sampled_from(["ukr", "eng", "pol"]), min_size=1, unique=True),
        "original_languages": st.lists(st.sampled_from(["ger", "fre"]), min_size=1, unique=True),
        "isbn": st.lists(ISBNS, min_size=1, unique=True),
        "issn": st.just(["0130-1527"]),
        "topics": HEADINGS,
        "about_persons": st.lists(PERSON, min_size=1, max_size=3, unique=True),
        "about_bodies": TEXTS,
        "about_places": HEADINGS,
        "keywords": TEXTS,
        "classes": st.lists(CLASSED, min_size=1, max_size=3, unique_by=in_order),
        "notes": TEXTS,
        "abstract": WORDS,
        "contents": TEXTS,
        "links": st.lists(
            st.fixed_dictionaries({"url": WORD.map("https://example.org/{}".format)}, optional={"text": WORDS}),
            min_size=1,
            max_size=2,
            unique_by=in_order,
        ),
        "audience": st.sampled_from(["children", "teens", "adults"]),
    },
)


@st.composite
def descriptions(draw: st.DrawFn) -> Described:
    """Any description whose words are plain; a year, when there is one, is written too."""
    data: dict[str, Any] = draw(DATA)
    data["bodies"] = [{"name": one["name"], "role": one["role"]} for one in data.get("bodies", [])]
    if not data["bodies"]:
        del data["bodies"]
    year = draw(st.none() | YEAR)
    year_to = draw(st.none() | st.just(year + 3)) if year else None
    if year:
        data["date"] = f"{year}–{year_to}" if year_to else str(year)
    return Described(
        kind=draw(st.sampled_from(Record.Kind.values)),
        title=draw(WORDS),
        author=_author(data),
        year=year,
        year_to=year_to,
        language=data.get("languages", [""])[0],
        data=data,  # type: ignore[arg-type]
    )


def _author(data: dict[str, Any]) -> str:
    for one in data.get("persons", []):
        if one["role"] in ("aut", "cmp"):
            return str(one["name"])
    return next((str(one["name"]) for one in data.get("bodies", []) if one["role"] == "aut"), "")


def entry_of(one: Described) -> Entry:
    """Return a description as a record that is not in any database."""
    prepared = prepare_described(one)
    values = {name: getattr(prepared, name) for name in DERIVED}
    return Entry(Record(pk=7, made_at=MADE, changed_at=MADE, **values), owner="Тихогірська бібліотека")


def back(marc: Marc, dialect: str) -> Described:
    return describe(marc, dialect)


def comparable(one: Described, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what must be the same after the way out and back. Persons may change places, the heading being first."""
    data = {key: value for key, value in one.data.items() if key not in without}
    for key in ("persons", "bodies", "classes"):
        if key in data:
            data[key] = sorted(data[key], key=in_order)  # type: ignore[call-overload]
    kind = {"issue": "article", "local": "book"}.get(one.kind, one.kind)
    return {
        "kind": kind,
        "title": one.title,
        "author": one.author,
        "years": (one.year, one.year_to),
        "language": one.language,
        "data": data,
    }
