"""Erasing readers: every room makes its own part nobody's, and every count stays as it was (ADR 0008)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from oseredok.base.backup import ledger
from oseredok.base.core import clock
from oseredok.library.people import holders
from oseredok.library.people.models import Account, Reader
from oseredok.library.privacy import rules
from oseredok.library.privacy.models import Erasure

BATCH = 1000


@transaction.atomic
def erase_reader(*, reader: Reader, why: str, staff: Account | None, now: datetime) -> None:
    """Erase everything that names a reader, in every room; the row stays as nobody's, so that counts stay equal.

    Raises:
        Conflict (`reader_erased`, `reader_merged`, `unfinished`): nothing to erase, or something is not over yet.
        ValueError: no such reason.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    waits = holders.unfinished(reader, now)
    told = [one.reader if why == Erasure.Why.SELF else one.desk for one in waits]
    rules.check_can_erase(reader=reader, unfinished=told)
    erase_readers(readers=[reader], why=why, staff=staff, now=now)


def hold(*, ids: Sequence[int], due: QuerySet[Reader]) -> list[Reader]:
    """Lock the rows of a batch and return those that are still `due`, in order of ids. Call it inside the transaction that erases.

    Two statements: a lock waits for whoever registers the reader at this moment, but sees no more than was there when
    it was asked for; what has been written meanwhile only the next statement sees.
    """
    # In one order, as merging locks too: nobody waits for each other in a ring.
    list(Reader.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return list(due.filter(pk__in=ids).order_by("pk"))


@transaction.atomic
def erase_readers(*, readers: Sequence[Reader], why: str, staff: Account | None, now: datetime) -> None:
    """Erase many readers, whom the caller holds and knows to have nothing unfinished: a few statements a batch."""
    if why not in Erasure.Why.values:
        raise ValueError(f"no such reason to erase: {why!r}")
    for start in range(0, len(readers), BATCH):
        batch = list(readers[start : start + BATCH])
        addresses = _addresses(batch)
        for holder in holders.holders():
            holder.erase_all(batch, now)
        today = clock.local_date(now)
        Erasure.objects.bulk_create(
            [
                Erasure(reader=reader, why=why, erased_on=today, erased_by=staff, marks=_marks(addresses[reader.pk]))
                for reader in batch
            ]
        )
        ledger.note("reader", why, [address for mine in addresses.values() for address in mine], now=now)


def _addresses(batch: Sequence[Reader]) -> dict[int, list[UUID]]:
    """Return the public ids of each reader and of every record merged into it, however many merges ago."""
    found = {reader.pk: [reader.public_id] for reader in batch}
    roots = {pk: pk for pk in found}
    while roots:
        rows = Reader.objects.filter(merged_into__in=list(roots)).values_list("pk", "public_id", "merged_into_id")
        further = {}
        for pk, public_id, into in rows:
            further[pk] = roots[into]
            found[further[pk]].append(public_id)
        roots = further
    return found


def _marks(addresses: Sequence[UUID]) -> str:
    return " ".join(ledger.key_of("reader", address) for address in addresses)
