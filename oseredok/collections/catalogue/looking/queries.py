"""Reads for staff."""

from __future__ import annotations

from django.db.models import QuerySet

from oseredok.collections.catalogue import keys, native
from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.formats import reading
from oseredok.collections.catalogue.formats.marc import Damaged, Marc
from oseredok.collections.catalogue.models import Copy, Number, Origin, Record, Source

MOST = 50
_LONGEST_NUMBER = 80


def find(told: str) -> list[Record]:
    """Return records by whatever stands on a book or in a list, removed ones too; at most fifty.

    A number is looked for as ISBN, ISSN, inventory number, barcode, number of the former system and our own; when it is
    none of them, or is a word, titles that begin so are returned in Ukrainian order.
    """
    told = told.strip()[:200]
    if not told:
        return []
    found = Record.objects.filter(pk__in=_by_number(told)).order_by("pk")[:MOST] if len(told) <= _LONGEST_NUMBER else []
    return list(found) or list(_by_title(told)[:MOST])


def _by_number(told: str) -> set[int]:
    pks: set[int] = set()
    plain = values.isbn(told) or told.replace("-", "")
    pks.update(Number.objects.filter(value=plain[:13]).values_list("record", flat=True)[:MOST])
    # The indexes have no empty numbers: said aloud, SQLite takes them.
    for field in ("inventory_number", "barcode"):
        pks.update(Copy.objects.filter(**{field: told}).exclude(**{field: ""}).values_list("record", flat=True)[:MOST])
    for origin in Origin.objects.values_list("pk", flat=True):
        there = Record.objects.filter(origin=origin, control_number=told).exclude(control_number="")
        pks.update(there.values_list("pk", flat=True))
    if told.isascii() and told.isdigit() and len(told) < 19:
        pks.update(Record.objects.filter(pk=int(told)).values_list("pk", flat=True))
    return pks


def _by_title(told: str) -> QuerySet[Record]:
    start = keys.sort_key(told)
    if not start:
        return Record.objects.none()
    return Record.objects.filter(title_key__gte=start, title_key__lt=start + b"\xff").order_by("title_key", "pk")


def as_it_came(record: Record) -> tuple[Source | None, Marc | None, str]:
    """Return the source of a record, the same in fields, and why it cannot be read where it cannot.

    What was written here by hand has come from nowhere.
    """
    source = Source.objects.filter(record=record).first()
    if source is None or source.format == native.FORMAT:
        return None, None, ""
    try:
        return source, reading.parse(bytes(source.raw), name=source.format, encoding=source.encoding), ""
    except Damaged as damaged:
        return source, None, damaged.reason


def copies(record: Record) -> QuerySet[Copy]:
    """Return the copies of a record as the inventory has them."""
    return record.copies.select_related("location__library").order_by("inventory_number", "pk")
