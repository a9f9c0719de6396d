"""What stood in a reader's fields before a file filled them, so that undoing is whole. Kept apart, for the file's term."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Field

from oseredok.base.core import clock
from oseredok.library.people import actions as people
from oseredok.library.people import rules
from oseredok.library.people.imports.models import FieldBefore, Row
from oseredok.library.people.imports.persons import FILLED
from oseredok.library.people.models import Reader
from oseredok.library.people.registry import name_index

KEPT = (*FILLED, "valid_until")
"""What a file may change, and the term that follows from the category."""


def values_of(reader: Reader) -> dict[str, object]:
    return {name: getattr(reader, name) for name in KEPT}


def changed(row: Row, before: Mapping[str, object], reader: Reader) -> list[FieldBefore]:
    """Return, unsaved, what stood in the fields that the row has changed."""
    return [
        FieldBefore(row=row, field=name, value=_text(before[name]), mark=_mark(getattr(reader, name)))
        for name in KEPT
        if before[name] != getattr(reader, name)
    ]


def restore(reader: Reader, kept: list[FieldBefore], *, now: datetime) -> bool:
    """Put back what nobody has changed since; return whether nothing had to be left."""
    ours = [one for one in kept if _mark(getattr(reader, one.field)) == one.mark]
    for one in ours:
        setattr(reader, one.field, _value(one))
    if ours:
        reader.name_key = rules.name_key(reader.surname, reader.given_name, reader.patronymic)
        people.fill_term(reader, today=clock.local_date(now))
        reader.save()
        name_index.write(reader)
    return len(ours) == len(kept)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _mark(value: object) -> str:
    return sha256(_text(value).encode()).hexdigest()[:32]


def _value(one: FieldBefore) -> object:
    field = Reader._meta.get_field(one.field)
    assert isinstance(field, Field)  # noqa: S101 - every kept name is a column of the reader's own
    return None if not one.value and field.null else field.to_python(one.value)
