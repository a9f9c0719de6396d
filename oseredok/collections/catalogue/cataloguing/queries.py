"""Reads of the form: what is in the catalogue already, what is written so elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.describing import HeadingData, Prepared
from oseredok.collections.catalogue.models import Heading, Location, Mention, Number, Record
from oseredok.library.places.models import Library

_MOST = 12
_SHORTEST = 2


@dataclass(frozen=True)
class Known:
    """A heading of a draft: how it stands in the catalogue, and which like it there are when it does not."""

    kind: str
    text: str
    records: int
    alike: Sequence[Heading] = ()

    @property
    def is_new(self) -> bool:
        return not self.records


def alike(one: Prepared, *, besides: int | None = None) -> list[Record]:
    """Return records that describe the same book: by ISBN, else by title, author, year and part; at most twelve."""
    isbn = [value for kind, value in one.numbers if kind == "isbn"]
    same = Q(match_key=one.match_key)
    if isbn:
        same |= Q(pk__in=Number.objects.filter(kind=Number.Kind.ISBN, value__in=isbn).values("record"))
    others = Record.present.filter(same)
    if besides is not None:
        others = others.exclude(pk=besides)
    found = others.annotate(held=Count("copies"))
    return list(found.order_by("pk")[:_MOST])


def by_isbn(number: str) -> list[Record]:
    """Return the records with an ISBN of thirteen digits, each with `held`, how many rows of copies it has."""
    there = Number.objects.filter(kind=Number.Kind.ISBN, value=number).values("record")
    return list(Record.present.filter(pk__in=there).annotate(held=Count("copies")).order_by("pk")[:_MOST])


def by_title(told: str) -> list[Record]:
    """Return the records whose titles begin so, each with `held`."""
    start = keys.sort_key(told)
    if len(told.strip()) < _SHORTEST or not start:
        return []
    found = Record.present.filter(title_key__gte=start, title_key__lt=start + b"\xff").exclude(kind=Record.Kind.ISSUE)
    return list(found.annotate(held=Count("copies")).order_by("title_key", "pk")[:_MOST])


def suggested(kinds: Iterable[str], told: str) -> list[Heading]:
    """Return headings that begin so and are in use, each with `records`, in Ukrainian order."""
    start = keys.sort_key(told)
    if len(told.strip()) < _SHORTEST or not start:
        return []
    used = Exists(Mention.objects.filter(heading=OuterRef("pk"), record__deleted_at__isnull=True))
    found = Heading.objects.filter(used, kind__in=[*kinds], sort_key__gte=start, sort_key__lt=start + b"\xff")
    return list(found.annotate(records=Count("mentions")).order_by("sort_key", "pk")[:_MOST])


def suggested_serials(told: str) -> list[Record]:
    """Return serials whose titles begin so."""
    start = keys.sort_key(told)
    if len(told.strip()) < _SHORTEST or not start:
        return []
    found = Record.present.filter(kind=Record.Kind.SERIAL, title_key__gte=start, title_key__lt=start + b"\xff")
    return list(found.order_by("title_key", "pk")[:_MOST])


def known(headings: Sequence[HeadingData]) -> list[Known]:
    """Return how each heading of a draft stands in the catalogue, in its order, each once."""
    unique = {(one.kind, one.key): one for one in headings}
    wanted = Heading.objects.filter(key__in=[key for _kind, key in unique]).annotate(
        records=Count("mentions", filter=Q(mentions__record__deleted_at__isnull=True))
    )
    found = {(one.kind, one.key): one.records for one in wanted}
    return [
        Known(one.kind, one.text, found.get(pair, 0), () if found.get(pair) else _like(one))
        for pair, one in unique.items()
    ]


def _like(one: HeadingData) -> list[Heading]:
    """Other headings of the same surname or the same first word: «Шевченко, Т.» beside «Шевченко, Тарас Григорович»."""
    begin = one.text.partition(",")[0] if one.kind == Heading.Kind.PERSON else one.text.partition(" – ")[0]
    return [other for other in suggested([one.kind], begin) if other.key != one.key][:4]


def rooms_of(libraries: Sequence[Library]) -> list[str]:
    """Return how places of storage of these branches are called already."""
    names = Location.objects.filter(library__in=libraries).exclude(name="").values_list("name", flat=True)
    return list(names.order_by("name").distinct()[:50])


def usual_shelf_mark(record: Record) -> str:
    """Return what stands on the backs of the other copies; of the first one, its class and its author's mark."""
    marks = record.copies.exclude(shelf_mark="").order_by("-pk").values_list("shelf_mark", flat=True)
    classes = record.data.get("classes", [])
    made = " ".join(filter(None, (classes[0]["index"] if classes else "", record.data.get("author_mark", ""))))
    return marks.first() or record.data.get("call_number", "") or made
