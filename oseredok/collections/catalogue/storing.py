"""Prepared records written in bulk. Every function writes inside the caller's transaction.

An import writes hundreds of records at once, a form writes one: both come here, so that a record has all its rows
whoever made it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model, Q

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.classes.tree import codes_of
from oseredok.collections.catalogue.crosswalk.copies import CopyData
from oseredok.collections.catalogue.describing import Format, HeadingData, Prepared
from oseredok.collections.catalogue.models import (
    Batch,
    Classed,
    Copy,
    Heading,
    Location,
    Mention,
    Number,
    Origin,
    Record,
    Source,
)

DERIVED = (
    "kind", "title", "author", "year", "year_to", "language", "title_key", "author_key", "edition_key", "match_key", "host_key",
    "data", "control_number", "digest",
)  # fmt: skip
_ROWS = 400  # rows of one statement: SQLite takes few parameters at once


class Shelves:
    """What does not change from record to record: ids of locations and headings already met. One for a run."""

    def __init__(self, origin: Origin | None) -> None:
        self.origin = origin
        self._locations = dict(Location.objects.filter(origin=origin).values_list("code", "pk"))
        self._headings: dict[tuple[str, int], int] = {}

    def location(self, code: str) -> int | None:
        """Return the id of a location; one met for the first time is made."""
        if not code:
            return None
        if code not in self._locations:
            made, _is_new = Location.objects.get_or_create(origin=self.origin, code=code)
            self._locations[code] = made.pk
        return self._locations[code]

    def headings(self, wanted: Iterable[HeadingData]) -> dict[tuple[str, int], int]:
        """Return ids of headings by kind and key; new ones are made."""
        asked = {(one.kind, one.key): one for one in wanted}
        unknown = {pair: one for pair, one in asked.items() if pair not in self._headings}
        if len(self._headings) > _MOST_REMEMBERED:
            self._headings.clear()
            unknown = asked
        if unknown:
            self._find(unknown)
            missing = [one for pair, one in unknown.items() if pair not in self._headings]
            if missing:
                Heading.objects.bulk_create(
                    [
                        Heading(kind=one.kind, text=one.text, key=one.key, sort_key=keys.sort_key(one.text))
                        for one in missing
                    ],
                    ignore_conflicts=True,
                    batch_size=_ROWS // 4,
                )
                self._find({(one.kind, one.key): one for one in missing})
        return self._headings

    def _find(self, wanted: dict[tuple[str, int], HeadingData]) -> None:
        for some in _chunks([key for _kind, key in wanted], _ROWS):
            for pk, kind, key in Heading.objects.filter(key__in=some).values_list("pk", "kind", "key"):
                self._headings[kind, key] = pk


_MOST_REMEMBERED = 60_000


def make(
    prepared: Sequence[Prepared], shelves: Shelves, how: Format | None, *, batch: Batch | None = None, now: datetime
) -> list[Record]:
    """Write new records with all that belongs to them; return them in the same order."""
    records = [
        Record(
            **{name: getattr(one, name) for name in DERIVED},
            origin=shelves.origin,
            made_at=now,
            changed_at=now,
            made_in=batch,
            changed_in=batch,
            seen_in=batch,
        )
        for one in prepared
    ]
    _insert_records(records)
    _put_parts(list(zip(records, prepared, strict=True)), shelves, how)
    return records


def change(
    pairs: Sequence[tuple[Record, Prepared]],
    shelves: Shelves,
    how: Format | None,
    *,
    batch: Batch | None,
    now: datetime,
) -> None:
    """Write known records anew: everything derived from the source, copies and headings included."""
    for record, one in pairs:
        for name in DERIVED:
            setattr(record, name, getattr(one, name))
        # What was merged goes on being told of by its source, but stays in the shade of the other record.
        record.changed_at, record.deleted_at = now, record.deleted_at if record.merged_into_id else None
        record.changed_in, record.seen_in = batch, batch or record.seen_in
    records = [record for record, _one in pairs]
    Record.objects.bulk_update(records, [*DERIVED, "changed_at", "deleted_at", "changed_in", "seen_in"], batch_size=20)
    _take_parts(records, Source, *_DESCRIPTION)
    kept = _change_copies(pairs, shelves)
    _put_parts(pairs, shelves, how, kept=kept)


def redescribe(record: Record, one: Prepared, how: Format | None, *, now: datetime) -> None:
    """Write a description anew that somebody has corrected; copies stay. Without `how` so does the source, as it came."""
    for name in DERIVED:
        if how is not None or name not in ("control_number", "digest"):  # by those an import knows its source again
            setattr(record, name, getattr(one, name))
    record.changed_at = record.edited_at = now
    record.save(update_fields=[*DERIVED, "changed_at", "edited_at"])
    _take_parts([record], *_DESCRIPTION, *([Source] if how is not None else []))
    _put_parts([(record, replace(one, copies=[]))], Shelves(record.origin), how)


_DESCRIPTION = (Number, Mention, Classed)


def _take_parts(records: Sequence[Record], *models: type[Model]) -> None:
    for model in models:
        model._base_manager.filter(record__in=[record.pk for record in records]).delete()


def _change_copies(pairs: Sequence[tuple[Record, Prepared]], shelves: Shelves) -> set[int]:
    """Write known copies anew, remove those that are told of no more; return the ids of the told ones that are in already.

    A copy that has a barcode or an inventory number stays the same row: what happens to copies elsewhere refers to it.
    """
    standing: dict[tuple[int, str], Copy] = {}
    guests: dict[tuple[int, str], Copy] = {}
    gone: set[int] = set()
    ids = {record.pk for record, _one in pairs}
    for copy in Copy.objects.filter(Q(record__in=ids) | Q(came_with__in=ids)).order_by("-pk"):
        teller = copy.came_with_id or copy.record_id
        key = copy.barcode or copy.inventory_number
        if teller in ids:
            gone.add(copy.pk)
            if key:
                standing[teller, key] = copy
        elif key:
            guests[copy.record_id, key] = copy  # told by a record that was merged into this one: told here, it is ours
    written: list[Copy] = []
    kept: set[int] = set()
    for record, one in pairs:
        for told in one.copies:
            place = record.pk, told.barcode or told.inventory_number
            known = standing.pop(place, None)
            if known is None and (known := guests.pop(place, None)) is not None:
                known.came_with = None
            if known is not None:
                known.location_id = shelves.location(told.location)
                for name in COPY_COLUMNS:
                    setattr(known, name, getattr(told, name))
                written.append(known)
                kept.add(id(told))
                gone.discard(known.pk)
    Copy.objects.bulk_update(written, ["location", "came_with", *COPY_COLUMNS], batch_size=_ROWS // 12)
    Copy.objects.filter(pk__in=gone).delete()
    return kept


def _put_parts(
    pairs: Sequence[tuple[Record, Prepared]],
    shelves: Shelves,
    how: Format | None,
    *,
    kept: Collection[int] = frozenset(),
) -> None:
    if how is not None:
        written = (how.name, how.dialect, how.encoding)
        _insert(
            Source,
            ("record", "raw", "format", "dialect", "encoding"),
            [(record.pk, one.raw, *written) for record, one in pairs if one.raw is not None],
        )
    _insert(
        Number,
        ("record", "kind", "value"),
        [(record.pk, kind, value) for record, one in pairs for kind, value in one.numbers],
    )
    _insert(
        Copy,
        ("record", "came_with", "location", *COPY_COLUMNS),
        [
            (*_home(record), shelves.location(copy.location), *_copy_values(copy))
            for record, one in pairs
            for copy in one.copies
            if id(copy) not in kept
        ],
    )
    _insert(
        Classed,
        ("record", "scheme", "code"),
        [(record.pk, *pair) for record, one in pairs for pair in codes_of(one.data.get("classes", []))],  # type: ignore[arg-type]
    )
    known = shelves.headings(heading for _record, one in pairs for heading in one.headings)
    _insert(
        Mention,
        ("record", "heading", "role"),
        [
            (record.pk, known[heading.kind, heading.key], heading.role)
            for record, one in pairs
            for heading in one.headings
        ],
    )


COPY_COLUMNS = (
    "status", "inventory_number", "barcode", "shelf_mark", "collection", "quantity", "accession_date", "price", "note",
)  # fmt: skip


def _home(record: Record) -> tuple[int, int | None]:
    """Return the record at which a copy stands, and who tells of it where that is another."""
    return (record.merged_into_id, record.pk) if record.merged_into_id else (record.pk, None)


def _copy_values(copy: CopyData) -> tuple[object, ...]:
    return (
        copy.status,
        copy.inventory_number,
        copy.barcode,
        copy.shelf_mark,
        copy.collection,
        copy.quantity,
        copy.accession_date and copy.accession_date.isoformat(),
        None if copy.price is None else str(copy.price),
        copy.note,
    )


def _insert_records(records: Sequence[Record]) -> None:
    """Do what `bulk_create` does, for a fifth of its price: ids are taken first, so that no statement has to tell them."""
    for record, pk in zip(records, _ids_of_new(len(records)), strict=True):
        record.pk = pk
        record._state.adding, record._state.db = False, connection.alias
    _insert(
        Record,
        [one.name for one in Record._meta.concrete_fields],
        list(zip(*[_column(one, records) for one in Record._meta.concrete_fields], strict=True)),
    )


def _ids_of_new(many: int) -> list[int]:
    """Take ids that nobody else will take: from the sequence, or after the last one where nobody else may write."""
    table = Record._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, many]
            )
            return [pk for (pk,) in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last + 1, last + 1 + many))


def _column(field: Field[Any, Any], records: Sequence[Record]) -> list[Any]:
    """Return the values of a field as the database takes them."""
    values = [getattr(record, field.attname) for record in records]
    if isinstance(field, JSONField):
        return [connection.ops.adapt_json_value(value, field.encoder) for value in values]
    if isinstance(field, DateTimeField):
        adapted = {value: connection.ops.adapt_datetimefield_value(value) for value in set(values)}
        return [adapted[value] for value in values]
    return values


def _insert(model: type[Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose ids nobody asks for. Instances of models would cost more than the database does."""
    if not rows:
        return
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(model._meta.get_field(name).column)) for name in fields)  # type: ignore[union-attr]
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _chunks(found: Sequence[int], size: int) -> Iterable[list[int]]:
    turn = iter(found)
    while some := list(islice(turn, size)):
        yield some
