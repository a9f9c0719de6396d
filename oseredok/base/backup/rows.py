"""Rows in a form that belongs to no database: JSON lines of plain values, exact to the unit, and back.

Decimals, dates, moments (UTC) and UUIDs are their ISO text, bytes are base64, durations are microseconds, JSON is the text
of it with sorted keys. The same row gives the same line on SQLite and PostgreSQL, which is how a restored table is proved.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, JSONField, Model, QuerySet, TextField
from django.db.models.functions import Cast

CHUNK = 2000
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Table:
    """A table and its columns as they stand in a copy."""

    name: str
    model: type[Model]

    @property
    def fields(self) -> list[Field[Any, Any]]:
        """In the order of the columns' names: migrations leave another order than the model has."""
        real = (field for field in self.model._meta.local_concrete_fields if not getattr(field, "generated", False))
        return sorted(real, key=lambda field: field.column)

    @property
    def columns(self) -> list[str]:
        return [field.column for field in self.fields]

    @property
    def points_at(self) -> set[str]:
        """The tables that its rows refer to, itself left out."""
        related = (field.related_model for field in self.fields if field.remote_field)
        return {model._meta.db_table for model in related if not isinstance(model, str) and model} - {self.name}


def tables_of(models: Iterable[type[Model]], *, without: set[str]) -> list[Table]:
    """Return the tables of real models in the order of their names."""
    named = {
        model._meta.db_table: model
        for model in models
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    }
    return [Table(name, named[name]) for name in sorted(named) if name not in without]


class Fingerprint:
    """Counts lines and adds up their hashes: equal for the same rows in whatever order a database gives them."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest(), "big")

    def __str__(self) -> str:
        return f"{self._sum % 2**256:064x}"


# --- From a database ----------------------------------------------------------------------------------
def lines(table: Table, connection: BaseDatabaseWrapper) -> Iterator[bytes]:
    """Yield every row of a table as one line without its end."""
    for values in plain_rows(table.model._base_manager.order_by(), table.fields, connection):
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def plain_rows(
    rows: QuerySet[Any], fields: Sequence[Field[Any, Any]], connection: BaseDatabaseWrapper
) -> Iterator[list[Any]]:
    """Yield the values of `fields` in their plain form, read from `connection` piece by piece."""
    chosen = [Cast(f.attname, TextField()) if isinstance(f, JSONField) else f.attname for f in fields]
    documents = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
    compiler = rows.values_list(*chosen).query.get_compiler(connection=connection)
    for row in compiler.results_iter(chunked_fetch=True, chunk_size=CHUNK):
        values = [_plain(value) for value in row]
        for place in documents:
            values[place] = _sorted(values[place])
        yield values


def _plain(value: Any) -> Any:
    kind = type(value)
    if value is None or kind is int or kind is str or kind is bool or kind is float:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value // _MICROSECOND
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, int | str):  # choices and the like
        return value.real if isinstance(value, int) else str(value)
    raise TypeError(f"no neutral form for {kind.__name__}")


def _sorted(text: str | None) -> str | None:
    """PostgreSQL forgets the order of keys: it is given up on both sides."""
    return None if text is None else json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)


# --- Into a database ----------------------------------------------------------------------------------
def load(table: Table, source: Iterable[bytes], connection: BaseDatabaseWrapper) -> int:
    """Insert the rows of a copy; return how many. Foreign keys are asked when the transaction ends."""
    decoders = [(place, how) for place, field in enumerate(table.fields) if (how := _decoder(field, connection.vendor))]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in table.columns)
    rows = _decoded(source, decoders, len(table.columns))
    if connection.vendor == "postgresql":
        return _copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN", rows, connection)
    marks = ", ".join(["%s"] * len(table.columns))
    statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our models
    done = 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, CHUNK)):
            cursor.executemany(statement, batch)
            done += len(batch)
    return done


def _decoded(
    source: Iterable[bytes], decoders: Sequence[tuple[int, Callable[[Any], Any]]], width: int
) -> Iterator[list[Any]]:
    for line in source:
        row = json.loads(line)
        if not isinstance(row, list) or len(row) != width:
            raise ValueError("a row of another shape")
        for place, decode in decoders:
            if row[place] is not None:
                row[place] = decode(row[place])
        yield row


def _copy(statement: str, rows: Iterator[list[Any]], connection: BaseDatabaseWrapper) -> int:
    done = 0
    with connection.cursor() as cursor, cursor.copy(statement) as pipe:
        for row in rows:
            pipe.write_row(row)
            done += 1
    return done


def _decoder(field: Field[Any, Any], vendor: str) -> Callable[[Any], Any] | None:
    """Return what turns a plain value into what the driver takes; None where it is taken as it is.

    PostgreSQL reads the ISO text of everything; SQLite is given what Django itself keeps there.
    """
    kind = _kind(field)
    if kind == "BinaryField":
        return base64.b64decode
    if vendor == "postgresql":
        return (lambda value: timedelta(microseconds=value)) if kind == "DurationField" else None
    if kind == "DateTimeField":
        return lambda value: str(datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None))
    if kind == "UUIDField":
        return lambda value: UUID(value).hex
    return None


def _kind(field: Field[Any, Any]) -> str:
    while field.remote_field and (target := getattr(field, "target_field", None)) is not None:
        field = target
    return field.get_internal_type()
