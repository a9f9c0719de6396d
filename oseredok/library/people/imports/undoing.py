"""A batch taken back: the readers whom it brought and whom nobody has touched since go, the others stay and are told.

What it filled in the records of known readers becomes what it was, field by field, unless somebody has changed it since.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from oseredok.base.core import clock
from oseredok.library.people.cards.models import OldNumber
from oseredok.library.people.imports import befores
from oseredok.library.people.imports.carrying import key_of, mark_of
from oseredok.library.people.imports.followers import followers
from oseredok.library.people.imports.models import Batch, FieldBefore, Row
from oseredok.library.people.merging import linked_rows
from oseredok.library.people.models import FormerCard, Reader, Registration
from oseredok.library.people.registry import name_index

_OWN = {OldNumber._meta.label, Registration._meta.label, Row._meta.label}


def rows_to_undo(batch: Batch) -> Iterator[Row]:
    """Yield the rows that brought somebody, in pieces, so that what the undoing changes does not disturb the reading."""
    last = 0
    rows = Row.objects.filter(batch=batch, applied=True, outcome=Row.Outcome.NEW, reader__isnull=False).exclude(mark="")
    while piece := list(rows.filter(number__gt=last).order_by("number")[:250]):
        yield from piece
        last = piece[-1].number


def rows_to_restore(batch: Batch) -> Iterator[Row]:
    """Yield the rows that filled somebody's record, the last first: two rows may have filled one record."""
    last = 2**31 - 1
    rows = Row.objects.filter(batch=batch, applied=True, outcome=Row.Outcome.CHANGED, reader__isnull=False)
    rows = rows.filter(Exists(FieldBefore.objects.filter(row=OuterRef("pk"))))
    while piece := list(rows.filter(number__lt=last).order_by("-number")[:250]):
        yield from piece
        last = piece[-1].number


@transaction.atomic
def restore_chunk(rows: Sequence[Row], *, now: datetime) -> int:
    """Put back what stood in the records that these rows filled; return how many records are wholly as they were."""
    readers = Reader.objects.select_for_update().in_bulk([row.reader_id for row in rows])
    kept: dict[int, list[FieldBefore]] = defaultdict(list)
    for one in FieldBefore.objects.filter(row__in=[row.pk for row in rows]):
        kept[one.row_id].append(one)
    whole = sum(befores.restore(readers[row.reader_id], kept[row.pk], now=now) for row in rows)
    FieldBefore.objects.filter(row__in=[row.pk for row in rows]).delete()
    return whole


@transaction.atomic
def undo_chunk(batch: Batch, rows: Sequence[Row], *, now: datetime) -> int:
    """Remove the untouched readers of these rows; return how many went."""
    readers = Reader.objects.select_for_update().in_bulk([row.reader_id for row in rows])
    touched = _with_foreign_rows(batch, readers)
    gone = [
        (row, readers[row.reader_id])
        for row in rows
        if row.reader_id in readers and row.reader_id not in touched and mark_of(readers[row.reader_id]) == row.mark
    ]
    for follower in followers():
        follower.taken_back([(key_of(row), reader) for row, reader in gone], batch.made_by, now)
    going = [reader for _row, reader in gone]
    Registration.objects.filter(reader__in=going).delete()
    _keep_numbers(gone, now)
    name_index.forget_many(going, now)
    OldNumber.objects.filter(reader__in=going).delete()
    Row.objects.filter(pk__in=[row.pk for row, _reader in gone]).update(reader=None, mark="")
    Reader.objects.filter(pk__in=[reader.pk for reader in going]).delete()
    return len(gone)


def _with_foreign_rows(batch: Batch, readers: dict[int, Reader]) -> set[int]:
    """Return the readers to whom anybody but the import has tied something: a visit, another registration, a look."""
    own = Counter(_OWN)
    for follower in followers():
        own.update(follower.models)
    touched: set[int] = set()
    for model, link in linked_rows.links():
        ids = model._base_manager.filter(**{f"{link}__in": list(readers)}).values_list(link, flat=True)
        amounts = Counter(ids)
        if model._meta.label == Registration._meta.label:
            mine = 0 if batch.counting == Batch.Counting.NONE else 1
        else:
            mine = own[model._meta.label]
        touched |= {pk for pk, amount in amounts.items() if amount > mine}
    return touched


def _keep_numbers(rows: Sequence[tuple[Row, Reader]], now: datetime) -> None:
    """A number that the system gave may be on paper already: nobody gets it again. The file's own numbers are free."""
    today = clock.local_date(now)
    FormerCard.objects.bulk_create(
        [
            FormerCard(number=reader.card_number, reason=FormerCard.Reason.ERASED, ended_on=today)
            for row, reader in rows
            if not row.own_card
        ],
        ignore_conflicts=True,
    )
