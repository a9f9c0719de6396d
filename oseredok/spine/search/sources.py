"""What can be found. Rooms above register a source each in `AppConfig.ready()`:

    sources.register(Source(
        code="book", name=_("Книги"), one=_("Книга"), order=10,
        documents=search.documents,                  # documents(None): everything; documents({"7", "9"}): these, if any
        fields=(
            Field("author", _("Автор"), weight=4, aliases=("автор", "author"), latin=True, facet=True, suggest=True),
            Field("year", _("Рік"), Kind.INTEGER, aliases=("рік", "year"), facet=True, sort=True),
            Field("isbn", "ISBN", Kind.KEYWORD, aliases=("isbn",), normal=digits_of_isbn),
        ),
    ))

    outbox.changed("book", record.pk)                # in every action that makes, changes or takes away a record

`title`, `words`, `summary` and `body` of a document are fields already. Fields of the same code in two sources are one
field of the index: their kind must agree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.text import loose_key

Label: TypeAlias = str | Promise
Value: TypeAlias = str | int | date | Sequence[str] | Sequence[int]

PUBLIC = "public"
STAFF = "staff"


class Kind(StrEnum):
    """`TEXT` is found by words in any form, `KEYWORD` whole (a language, a branch, a class), the others by ranges too."""

    TEXT = "text"
    KEYWORD = "keyword"
    INTEGER = "int"
    DATE = "date"


def as_it_is(value: str) -> str:
    """Show the value of a facet as it stands in the index."""
    return value


@dataclass(frozen=True)
class Field:
    """One thing to look by. `aliases` are what people write before the colon, in any language.

    `weight` says how much a word here counts (a word of a body counts 1). `latin`: found by Latin letters too (names).
    `facet`: people may narrow by its values; `shown` turns a value into words. `sort`: results may be put in its order.
    `suggest`: its values are offered while people type. `normal` makes a keyword comparable, both kept and asked.
    `names` turns many values into words at once, where `shown` would ask the database for each.
    `bare` knows its values by their look: such a word is sought in the field too when nobody names it (an ISBN).
    """

    code: str
    label: Label
    kind: Kind = Kind.TEXT
    weight: float = 1.0
    aliases: tuple[str, ...] = ()
    latin: bool = False
    facet: bool = False
    sort: bool = False
    suggest: bool = False
    normal: Callable[[str], str] = loose_key
    bare: Callable[[str], bool] | None = None
    shown: Callable[[str], str] = as_it_is
    names: Callable[[Collection[str]], Mapping[str, str]] | None = None

    def in_words(self, values: Collection[str]) -> dict[str, str]:
        """Return the values of a facet with their words."""
        known = self.names(values) if self.names is not None else {}
        return {one: known[one] if one in known else self.shown(one) for one in values}


TITLE = Field("title", _("Назва"), weight=6, aliases=("назва", "заголовок", "title"), latin=True, sort=True)
WORDS = Field("words", _("Як це називають"), weight=4, latin=True)
SUMMARY = Field("summary", _("Коротко"), weight=2)
BODY = Field("body", _("Текст"), weight=1, aliases=("текст", "text"))
DAY = Field("day", _("Дата"), Kind.DATE, aliases=("дата", "date"), sort=True)
ADDED = Field("added", _("З’явилося в нас"), Kind.DATE, aliases=("додано", "added"), sort=True)
CORE = (TITLE, WORDS, SUMMARY, BODY, DAY, ADDED)


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found, in the language that is active while it is made.

    `key` is its id within the source. `audience`: who may find it, `PUBLIC`, `STAFF` or the source's own words; whoever
    looks has words too, and sees what shares one with them. `shown_from` and `shown_until`: found only between these
    moments, though no worker runs when they come. `words` are never shown: they are what people call it. `group` is
    shared by what is one thing to a reader (editions of a work). `day` is shown; `added`, when it came to be found here, is
    not, and is the same day where a source does not tell. `one` says what it is, where a source has things of several kinds.
    No personal data of readers in any field.
    """

    key: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    words: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    audience: tuple[str, ...] = (PUBLIC,)
    icon: str = ""
    one: str = ""
    meta: tuple[str, ...] = ()
    day: date | None = None
    added: date | None = None
    lang: str = ""
    weight: float = 1.0
    group: str = ""
    sort_title: str = ""
    shown_from: datetime | None = None
    shown_until: datetime | None = None


@dataclass(frozen=True)
class Parts:
    """How a source of very many things is read by several processes at once: the first and the last number of each part,
    some ten thousand things, and the documents that have the numbers from the first to the last, with or without addresses.
    """

    spans: Callable[[], Sequence[tuple[int, int]]]
    documents: Callable[[int, int], Iterator[Document]]


@dataclass(frozen=True)
class Source:
    """A kind of things that can be found. `name` is many of them (a tab), `one` is one (beside a hit).

    `documents(keys)` yields all, or those of the keys that exist and may be found by anybody at all; it is asked in each
    of `languages`, and a thing is found by the words of all of them. `template` draws a hit where the usual look will not do.
    `parts` is for a source of one language that may have a million things.
    """

    code: str
    name: Label
    one: Label
    order: int
    documents: Callable[[Collection[str] | None], Iterator[Document]]
    fields: tuple[Field, ...] = ()
    languages: tuple[str, ...] = ("uk", "en")
    suggest_titles: bool = True
    template: str = ""
    parts: Parts | None = None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a source known. Registering the same code again replaces the former. Raises ValueError for fields at odds."""
    known = {one.code: one for other in _sources.values() if other.code != source.code for one in other.fields}
    for one in source.fields:
        if one.code in {core.code for core in CORE} or (one.code in known and known[one.code].kind != one.kind):
            raise ValueError(f"{source.code}: the field {one.code} is another one elsewhere")
    _sources[source.code] = source


def all_sources() -> list[Source]:
    """Return the sources in the order of their tabs."""
    return sorted(_sources.values(), key=lambda one: (one.order, one.code))


def by_code(code: str) -> Source | None:
    """Return the source; None when nobody has registered it."""
    return _sources.get(code)


def fields() -> dict[str, Field]:
    """Return every field of the index by code: the common ones, then those of sources. The first source's word holds."""
    found = {one.code: one for one in CORE}
    for source in all_sources():
        for one in source.fields:
            found.setdefault(one.code, one)
    return found


def by_alias(name: str) -> Field | None:
    """Return the field that people mean by a word before a colon."""
    wanted = loose_key(name)
    for one in fields().values():
        if wanted == one.code or wanted in {loose_key(alias) for alias in one.aliases}:
            return one
    return None


def fingerprint(*more: str) -> str:
    """Return a short word that changes when the index would have to be built anew: its fields, the analysis (`more`)."""
    shape = sorted((one.code, one.kind, one.latin, one.facet, one.sort, one.suggest) for one in fields().values())
    codes = sorted(_sources)
    return hashlib.sha256(json.dumps([shape, codes, *more]).encode()).hexdigest()[:12]
