"""The catalogue as a source of the one search: what a record is found by, what results are narrowed by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue import addresses
from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.languages import name_of
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.places.models import Library
from oseredok.spine.search.sources import Document, Field, Kind, Parts, Source, Value

CODE = "catalogue"
NUMBER = "number"
_PIECE = 500
_PART = 10_000
_UDC = re.compile(r"\d{1,3}(?:\.\d+)*[.(:/=-][\d.():/=-]+")
_ICONS = {"article": "file-text", "serial": "newspaper", "issue": "newspaper", "edocument": "monitor", "map": "map"}
_AUDIENCES = {"children": _("для дітей"), "teens": _("для підлітків"), "adults": _("для дорослих")}
_AVAILABILITY = {"free": _("є на полиці"), "lent": _("усе видано"), "online": _("читати онлайн")}


class Row(NamedTuple):
    """As much of a record as is sought and shown: an instance of the model would cost more than to read it."""

    pk: int
    kind: str
    title: str
    author: str
    year: int | None
    language: str
    edition_key: int
    data: Data
    made_at: datetime


class Holding(NamedTuple):
    """Where copies of a record stand, and whether one of them can be taken."""

    branches: frozenset[str]
    is_free: bool


def _isbn(text: str) -> str:
    return values.isbn(text) or text.replace("-", "").strip()


def _is_isbn(text: str) -> bool:
    return bool(values.isbn(text) or values.issn(text))


def _is_udc(text: str) -> bool:
    """Whether it looks like an index with signs of its own: «821.161.2-1», «94(477)»."""
    return bool(_UDC.fullmatch(text))


def _kind(value: str) -> str:
    return str(Record.Kind(value).label) if value in Record.Kind.values else value


def _branches(codes: Collection[str]) -> dict[str, str]:
    known = dict(Library.objects.filter(code__in=codes).order_by().values_list("code", "short_name"))
    return {code: known.get(code, code) for code in codes}


def _branch(code: str) -> str:
    return _branches([code])[code]


def _audience(value: str) -> str:
    return str(_AUDIENCES.get(value, value))


def _availability(value: str) -> str:
    return str(_AVAILABILITY.get(value, value))


FIELDS = (
    Field("author", _("Автор"), weight=4, aliases=("автор", "author"), latin=True, facet=True, suggest=True),
    Field("topic", _("Тема"), weight=3, aliases=("тема", "про", "subject"), facet=True, suggest=True),
    Field("kind", _("Вид"), Kind.KEYWORD, aliases=("вид", "kind"), facet=True, shown=_kind),
    Field("year", _("Рік"), Kind.INTEGER, aliases=("рік", "year"), facet=True, sort=True),
    Field("language", _("Мова"), Kind.KEYWORD, aliases=("мова", "language"), facet=True, shown=name_of),
    Field("branch", _("Філія"), Kind.KEYWORD, aliases=("філія", "branch"), facet=True, shown=_branch, names=_branches),
    Field("available", _("Чи можна взяти"), Kind.KEYWORD, aliases=("наявність",), facet=True, shown=_availability),
    Field("reader", _("Для кого"), Kind.KEYWORD, aliases=("длякого",), facet=True, shown=_audience),
    Field("publisher", _("Видавництво"), aliases=("видавництво", "publisher")),
    Field("series", _("Серія"), weight=2, aliases=("серія", "series")),
    Field("isbn", "ISBN", Kind.KEYWORD, aliases=("isbn", "issn"), normal=_isbn, bare=_is_isbn),
    Field("udc", _("УДК"), Kind.KEYWORD, aliases=("удк", "udc"), bare=_is_udc),
    Field(NUMBER, _("Номер запису"), Kind.INTEGER),  # by which the database takes up what the index has found
)


def documents(keys: Collection[str] | None) -> Iterator[Document]:
    """Yield the live records, all or those of the keys; a few hundred in memory at a time."""
    rows = Record.live.order_by("pk")
    if keys is not None:
        wanted = sorted(int(key) for key in keys if key.isdecimal())
        for begin in range(0, len(wanted), _PIECE):
            yield from _documents(_read(rows.filter(pk__in=wanted[begin : begin + _PIECE])))
        return
    for piece in _pieces(rows):
        yield from _documents(piece)


def _words_of_part(first: int, last: int) -> Iterator[Document]:
    """Yield the documents of some numbers without their addresses: an index keeps none, and a million cost a while."""
    for piece in _pieces(Record.live.filter(pk__gte=first, pk__lte=last).order_by("pk")):
        yield from _documents(piece, addressed=False)


def _pieces(rows: QuerySet[Record]) -> Iterator[list[Row]]:
    last = 0
    while piece := _read(rows.filter(pk__gt=last)[:_PIECE]):
        yield piece
        last = piece[-1].pk


def _read(rows: QuerySet[Record]) -> list[Row]:
    return [Row._make(row) for row in rows.values_list(*Row._fields)]


def _spans() -> list[tuple[int, int]]:
    ends = Record.live.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return []
    return [(first, first + _PART - 1) for first in range(ends["first"], ends["last"] + 1, _PART)]


def _documents(records: Sequence[Row], *, addressed: bool = True) -> Iterator[Document]:
    holdings = _holdings(records)
    # Of each kind once: a translation costs as much as the rest of a record. «Інше» tells nothing.
    kinds = {kind.value: str(kind.label).capitalize() for kind in Record.Kind if kind != Record.Kind.OTHER}
    for record in records:
        url = addresses.path_of(record) if addressed else ""
        yield _document(record, url, holdings.get(record.pk), kinds.get(record.kind, ""))


def _holdings(records: Sequence[Row]) -> dict[int, Holding]:
    branches: dict[int, set[str]] = defaultdict(set)
    free: set[int] = set()
    copies = Copy.objects.filter(record__in=[one.pk for one in records]).exclude(
        status__in=(Copy.Status.LOST, Copy.Status.WRITTEN_OFF)
    )
    for pk, code, status in copies.values_list("record", "location__library__code", "status"):
        branches[pk].add(code or "")
        if status in (Copy.Status.FREE, Copy.Status.READING_ROOM):
            free.add(pk)
    return {pk: Holding(frozenset(codes - {""}), pk in free) for pk, codes in branches.items()}


def _document(record: Row, url: str, holding: Holding | None, kind: str) -> Document:
    data = record.data
    host = data.get("host", {}).get("title", "")
    title = ". ".join(filter(None, (record.title, data.get("part", ""))))
    subtitle = data.get("subtitle", "")
    found: dict[str, Value] = {
        "author": [one["name"] for one in data.get("persons", ())] + [one["name"] for one in data.get("bodies", ())],
        "topic": [*data.get("topics", ()), *data.get("about_persons", ()), *data.get("about_places", ())],
        "kind": record.kind,
        "language": list(data.get("languages", ())),
        "publisher": list(data.get("publishers", ())),
        "series": [one["title"] for one in data.get("series", ())],
        "isbn": [*data.get("isbn", ()), *data.get("issn", ())],
        "udc": [one["index"] for one in data.get("classes", ()) if one["scheme"] == "udc"],
        "available": _can_be_had(record, holding),
        "branch": sorted(holding.branches) if holding else [],
        NUMBER: record.pk,
    }
    if record.year is not None:
        found["year"] = record.year
    if audience := data.get("audience"):
        found["reader"] = audience
    return Document(
        key=str(record.pk),
        title=title,
        url=url,
        summary=_sentences(record.author, subtitle, host, data.get("date", "")),
        body="\n".join((data.get("abstract", ""), *data.get("contents", ()), *data.get("notes", ()))).strip(),
        words="\n".join((*data.get("keywords", ()), *data.get("parallel_titles", ()), *data.get("other_titles", ()))),
        values={name: value for name, value in found.items() if value},
        icon=_ICONS.get(record.kind, "book"),
        one=kind,
        lang=record.language,
        group=str(record.edition_key),
        added=local_date(record.made_at),
    )


def _sentences(*parts: str) -> str:
    """Put what there is one after another; initials end with a full stop already."""
    said = ""
    for part in filter(None, parts):
        said += f"{'' if not said else ' ' if said.endswith('.') else '. '}{part}"
    return said


def _can_be_had(record: Row, holding: Holding | None) -> list[str]:
    found = ["online"] if record.data.get("links") else []
    if holding is not None:
        found.append("free" if holding.is_free else "lent")
    return found


SOURCE = Source(
    code=CODE,
    name=_("Книги і статті"),
    one=_("Книга або стаття"),
    order=10,
    documents=documents,
    fields=FIELDS,
    parts=Parts(_spans, _words_of_part),
    languages=("uk",),  # the words of a record are those of its source, whatever language the page speaks
)
