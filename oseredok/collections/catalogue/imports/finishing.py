"""What is left to do when all records of a file are in: serials named in their issues, a full catalogue's absentees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from oseredok.collections.catalogue.imports import carrying
from oseredok.collections.catalogue.imports.models import Batch, Finding
from oseredok.collections.catalogue.merging import separating
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.searching import CODE
from oseredok.spine.search import outbox

LARGEST_LOSS = 0.1
"""A file that lacks more of the catalogue than this is likelier a part of it than the whole."""
_FEW = 20


def name_serials(batch: Batch) -> Iterator[int]:
    """IRBIS ties an issue to its serial by a code: put the serial's title beside it. Yields how many were named."""
    last = 0
    rows = Record.present.filter(changed_in=batch, kind=Record.Kind.ISSUE).order_by("pk")
    while piece := list(rows.filter(pk__gt=last)[: carrying.CHUNK]):
        last = piece[-1].pk
        codes = {one.pk: one.data.get("host", {}).get("control_number", "") for one in piece}
        numbers = set(codes.values()) - {""}
        serials = Record.present.filter(origin=batch.origin_id, control_number__in=numbers).exclude(control_number="")
        titles = dict(serials.values_list("control_number", "title"))
        named = [one for one in piece if codes[one.pk] in titles and "host" in one.data]
        for one in named:
            one.data["host"]["title"] = titles[codes[one.pk]]
        with transaction.atomic():
            Record.objects.bulk_update(named, ["data"], batch_size=100)
        yield len(named)


def loss_of(batch: Batch, *, missing: int) -> float:
    """Return which part of the origin's live records a full file would take away; 0 for a few of a small catalogue."""
    total = Record.present.filter(origin=batch.origin_id).count()
    return missing / total if total and missing > _FEW else 0.0


def delete_missing(batch: Batch, *, now: datetime) -> Iterator[int]:
    """Delete what a full file did not have. Yields how many at a time."""
    with transaction.atomic():
        away = Copy.objects.filter(came_with__origin=batch.origin_id).exclude(came_with__seen_in=batch.pk)
        separating.send_home(list(away.values_list("came_with", flat=True).distinct()))
    for piece in list(carrying.missing(batch)):
        with transaction.atomic():
            _delete(batch, piece, now=now)
            Batch.objects.filter(pk=batch.pk).update(deleted=F("deleted") + len(piece))
        yield len(piece)
    # A record that goes brings back what was merged into it, and the file has not got that either. Nobody saw it there.
    while freed := list(carrying.missing(batch)):
        for piece in freed:
            with transaction.atomic():
                _delete(batch, piece, now=now)


def _delete(batch: Batch, piece: Sequence[int], *, now: datetime) -> None:
    carrying.delete(batch, piece, now=now)
    outbox.changed(CODE, *piece)


def why_not_delete(batch: Batch) -> str:
    """Return a sentence why a full file must not take records away; empty when it may."""
    lost = sum(len(piece) for piece in carrying.missing(batch))
    unread = batch.findings.filter(outcome=Finding.Outcome.REJECTED, record=None).count()
    if lost and unread:
        return _("Нечитаних записів у файлі: {unread}. Серед них можуть бути наявні, тому нічого не вилучено.").format(
            unread=unread
        )
    if batch.feed_id is not None and loss_of(batch, missing=lost) > LARGEST_LOSS:
        return _(
            "У файлі бракує {lost} записів каталогу. Це схоже на неповний файл, тому нічого не вилучено. Якщо він повний, "
            "перенесіть його вручну."
        ).format(lost=lost)
    return ""
