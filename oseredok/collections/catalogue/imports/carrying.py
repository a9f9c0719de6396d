"""A file's records carried into the catalogue, chunk by chunk: each chunk is one transaction, each record is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import F

from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.describing import Format, Prepared, number_of, prepare
from oseredok.collections.catalogue.formats import lists, reading
from oseredok.collections.catalogue.formats.marc import Damaged, Piece
from oseredok.collections.catalogue.imports.deciding import NEW, Decision, Item, Outcome, Seen, decide
from oseredok.collections.catalogue.imports.models import Batch, Before, Finding
from oseredok.collections.catalogue.merging import separating
from oseredok.collections.catalogue.models import Record, Source
from oseredok.collections.catalogue.searching import CODE
from oseredok.spine.search import outbox

CHUNK = 1000
MOST_FINDINGS = 10_000
"""Of one outcome: the counts stay true, and nobody reads more."""
LONGEST_RAW = 1024 * 1024
COUNTS = ("new", "changed", "same", "duplicate", "repaired", "rejected", "deleted")


def format_of(batch: Batch) -> Format:
    return Format(batch.format, batch.dialect, batch.encoding)


def chunks(path: Path, batch: Batch, *, skip: int = 0) -> Iterator[list[Item]]:
    """Yield prepared records; no two of a chunk have the same control number. `skip`: so many are done already."""
    how = format_of(batch)
    chunk: list[Item] = []
    numbers: set[str] = set()
    for piece in islice(pieces(path, batch), skip, None):
        item = _item(piece, how)
        number = item.prepared.control_number if item.prepared else ""
        if len(chunk) == CHUNK or (number and number in numbers):
            yield chunk
            chunk, numbers = [], set()
        chunk.append(item)
        if number:
            numbers.add(number)
    if chunk:
        yield chunk


def pieces(path: Path, batch: Batch) -> Iterator[Piece]:
    """Yield the raw records of a batch's file."""
    if batch.format in reading.TABLES:
        targets = [column.target for column in batch.columns.order_by("place")]
        yield from lists.pieces(path, batch.format, targets)
        return
    with reading.opened(path) as file:
        yield from reading.pieces(file, batch.format)


def _item(piece: Piece, how: Format) -> Item:
    if piece.error:
        return Item(piece, None, piece.error)
    try:
        prepared = prepare(piece.raw, how)
    except Damaged as damage:
        return Item(piece, None, damage.reason, number_of(piece.raw, how))
    if piece.note:
        prepared.repairs.insert(0, piece.note)
    return Item(piece, prepared)


def try_chunk(batch: Batch, items: Sequence[Item], seen: Seen) -> set[int]:
    """Note what would become of a chunk; return which known records it has met."""
    decisions = decide(batch, items, seen)
    with transaction.atomic():
        _note(batch, items, decisions)
    return {one.record for one in decisions if one.record is not None and one.outcome != Outcome.DUPLICATE}


@transaction.atomic
def carry_chunk(batch: Batch, items: Sequence[Item], shelves: storing.Shelves, *, now: datetime) -> None:
    """Write a chunk, count it, and mark it as done, all or nothing."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    decisions = decide(batch, items)
    how = format_of(batch)
    fresh = [item.prepared for item, one in zip(items, decisions, strict=True) if one.outcome == NEW or one.is_taken]
    made = storing.make([one for one in fresh if one], shelves, how, batch=batch, now=now)
    changed = _change(batch, items, decisions, shelves, now)
    deleted = [one.record for one in decisions if one.outcome == Outcome.DELETED and one.record]
    delete(batch, deleted, now=now)
    seen = [one.record for one in decisions if one.record is not None and one.outcome in ("same", Outcome.REJECTED)]
    Record.objects.filter(pk__in=seen).update(seen_in=batch)
    _note(batch, items, decisions)
    touched = [*(record.pk for record in made), *changed, *deleted]
    if touched:
        outbox.changed(CODE, *touched)


def _change(
    batch: Batch, items: Sequence[Item], decisions: Sequence[Decision], shelves: storing.Shelves, now: datetime
) -> list[int]:
    wanted = {
        one.record: item.prepared
        for item, one in zip(items, decisions, strict=True)
        if one.outcome == Outcome.CHANGED and one.record is not None and item.prepared
    }
    if not wanted:
        return []
    records = Record.objects.select_for_update().in_bulk(wanted)
    keep_before(batch, list(records.values()))
    pairs: list[tuple[Record, Prepared]] = [(records[pk], one) for pk, one in wanted.items() if pk in records]
    storing.change(pairs, shelves, format_of(batch), batch=batch, now=now)
    return list(records)


def delete(batch: Batch, ids: Sequence[int], *, now: datetime) -> None:
    """Take records out of the catalogue; their rows stay, so that harvesters hear of it and undoing finds them.

    Those that were merged into one of them are there again; copies that came with a merged one leave with it.
    """
    separating.send_home(ids)
    separating.free(ids, now=now)
    records = list(Record.objects.filter(pk__in=ids, deleted_at__isnull=True))
    keep_before(batch, records)
    Record.objects.filter(pk__in=[one.pk for one in records]).update(
        deleted_at=now, changed_at=now, changed_in=batch, seen_in=batch
    )


def keep_before(batch: Batch, records: Sequence[Record]) -> None:
    """Keep how known records stood; what this very batch has brought needs no keeping."""
    strangers = [one for one in records if one.made_in_id != batch.pk]
    sources = Source.objects.in_bulk([one.pk for one in strangers])
    rows = []
    for one in strangers:
        before = Before(batch=batch, record=one, was_deleted_at=one.deleted_at, changed_in=one.changed_in_id)
        source = sources.get(one.pk)
        if source is not None:
            before.raw, before.format = source.raw, source.format
            before.dialect, before.encoding = source.dialect, source.encoding
        rows.append(before)
    Before.objects.bulk_create(rows, ignore_conflicts=True, batch_size=50)


def _note(batch: Batch, items: Sequence[Item], decisions: Sequence[Decision]) -> None:
    """Count a chunk and write down what somebody should look at."""
    counts: Counter[str] = Counter()
    found: list[Finding] = []
    for item, one in zip(items, decisions, strict=True):
        counts[str(one.outcome)] += 1
        if one.is_taken:
            counts["new"] += 1
        if one.outcome not in ("new", "same"):
            found.append(_finding(batch, item, one.outcome, one.reason, one.record))
        # What is the same as before was told of when it came first.
        if item.prepared is not None and item.prepared.repairs and one.outcome != "same":
            counts["repaired"] += 1
            found.append(_finding(batch, item, Outcome.REPAIRED, " ".join(item.prepared.repairs), one.record))
    room = {name: MOST_FINDINGS - getattr(batch, name) for name in Outcome.values}
    kept = []
    for row in found:
        room[row.outcome] -= 1
        if room[row.outcome] >= 0:
            kept.append(row)
    Finding.objects.bulk_create(kept, batch_size=100)
    changes = {name: F(name) + counts[name] for name in COUNTS if counts[name]}
    Batch.objects.filter(pk=batch.pk).update(done=F("done") + len(items), **changes)
    for name in COUNTS:
        setattr(batch, name, getattr(batch, name) + counts[name])
    batch.done += len(items)


def _finding(batch: Batch, item: Item, outcome: str, reason: str, record: int | None) -> Finding:
    return Finding(
        batch=batch,
        number=item.piece.number,
        outcome=outcome,
        title=item.prepared.title[:200] if item.prepared else "",
        reason=reason[:500],
        raw=item.piece.raw[:LONGEST_RAW] if outcome == Outcome.REJECTED else None,
        record=record,
    )


def missing(batch: Batch) -> Iterable[list[int]]:
    """Yield, in pieces, the live records of the origin that a full file did not have."""
    last = 0
    rows = Record.present.filter(origin=batch.origin_id).exclude(seen_in=batch.pk).order_by("pk")
    while piece := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
        yield piece
        last = piece[-1]
