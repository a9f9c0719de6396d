"""A batch taken back: what it brought goes, what it changed or deleted becomes what it was.

What somebody has corrected by hand since, or a later file has changed, is left alone and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from oseredok.collections.catalogue import following, storing
from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.imports import carrying
from oseredok.collections.catalogue.imports.models import Batch, Before
from oseredok.collections.catalogue.merging import separating
from oseredok.collections.catalogue.models import (
    Classed,
    Copy,
    Heading,
    Location,
    Mention,
    Number,
    Record,
    Source,
    Tombstone,
)
from oseredok.collections.catalogue.searching import CODE
from oseredok.spine.search import outbox

_PARTS = (Source, Copy, Number, Mention, Classed)
_LONGEST_BRANCHES = 600


def restore(batch: Batch, *, now: datetime) -> Iterator[tuple[int, int]]:
    """Put back what the batch changed or deleted; yields how many are as they were, and how many are left alone."""
    shelves = storing.Shelves(batch.origin)
    last = 0
    rows = Before.objects.filter(batch=batch).order_by("pk")
    while piece := list(rows.filter(pk__gt=last)[:200]):
        last = piece[-1].pk
        with transaction.atomic():
            back = _restore(batch, piece, shelves, now)
            Before.objects.filter(pk__in=[one.pk for one in piece]).delete()
            outbox.changed(CODE, *[one.record_id for one in piece])
        yield back, len(piece) - back


def remove(batch: Batch, *, now: datetime) -> Iterator[tuple[int, int]]:
    """Remove what the batch brought; yields how many went, and how many were left alone.

    Harvesters may have taken it meanwhile: a tombstone of each tells them that it has gone.
    """
    last = 0
    rows = Record.objects.filter(made_in=batch).order_by("pk")
    while piece := list(rows.filter(pk__gt=last).values_list("pk", "changed_in", "edited_at")[: carrying.CHUNK]):
        last = piece[-1][0]
        gone = [pk for pk, changed_in, edited_at in piece if changed_in == batch.pk and edited_at is None]
        with transaction.atomic():
            _bury(gone, now)
            separating.free(gone, now=now)
            away = Copy.objects.filter(came_with__in=gone)
            hosts = list(away.exclude(record__in=gone).values_list("record", flat=True).distinct())
            away.delete()
            following.drop(gone)
            for model in _PARTS:
                parts = model._base_manager.filter(record__in=gone)
                parts._raw_delete(parts.db)
            Before.objects.filter(record__in=gone).delete()
            records = Record.objects.filter(pk__in=gone)
            records._raw_delete(records.db)
            if gone:
                outbox.changed(CODE, *gone, *hosts)
        yield len(gone), len(piece) - len(gone)


@transaction.atomic
def tidy(batch: Batch) -> None:
    """Remove headings and locations that no record needs any more; a location tied to a branch stays."""
    used = Mention.objects.filter(heading=OuterRef("pk"))
    headings = Heading.objects.filter(~Exists(used))
    headings._raw_delete(headings.db)
    Location.objects.filter(origin=batch.origin_id, library=None, copies=None).delete()


def _bury(gone: Sequence[int], now: datetime) -> None:
    branches: dict[int, set[str]] = defaultdict(set)
    here = Copy.objects.filter(record__in=gone, location__library__isnull=False).exclude(status=Copy.Status.WRITTEN_OFF)
    for pk, code in here.values_list("record", "location__library__code"):
        branches[pk].add(code)
    kinds = Record.objects.filter(pk__in=gone).values_list("pk", "kind")
    Tombstone.objects.bulk_create(
        [
            Tombstone(record=pk, kind=kind, branches=codes_in_bars(branches.get(pk, ())), gone_at=now)
            for pk, kind in kinds
        ],
        batch_size=200,
        ignore_conflicts=True,
    )


def codes_in_bars(codes: Iterable[str]) -> str:
    """Return codes each between bars, as many as a tombstone has room for: a part of a code is never found as another."""
    told = "|"
    for code in sorted(codes):
        if len(told) + len(code) < _LONGEST_BRANCHES:
            told += f"{code}|"
    return "" if told == "|" else told


def _restore(batch: Batch, piece: Sequence[Before], shelves: storing.Shelves, now: datetime) -> int:
    records = Record.objects.select_for_update().in_bulk([one.record_id for one in piece])
    count = 0
    for before in piece:
        record = records[before.record_id]
        if record.changed_in_id != batch.pk or record.edited_at is not None:
            continue
        was_deleted_at = record.deleted_at if record.merged_into_id else before.was_deleted_at
        if before.raw is not None and (record.deleted_at is None or record.merged_into_id):
            how = Format(before.format, before.dialect, before.encoding)
            storing.change([(record, prepare(bytes(before.raw), how))], shelves, how, batch=None, now=now)
        Record.objects.filter(pk=record.pk).update(
            deleted_at=was_deleted_at, changed_in=before.changed_in, seen_in=before.changed_in, changed_at=now
        )
        count += 1
    return count
