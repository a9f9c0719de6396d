"""Records in a list: each with the sentence that tells whether it is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from oseredok.collections.catalogue.models import Copy, Record
from oseredok.faces.front.catalogue import holdings
from oseredok.faces.front.catalogue.holdings import Holdings


@dataclass(frozen=True)
class Entry:
    """A record with where its copies are. `note` is what a librarian says of it, in an exhibition."""

    record: Record
    holdings: Holdings
    note: str = ""


def entries(records: Sequence[Record]) -> list[Entry]:
    """Return records as a list shows them, in the same order: one query for the copies of all."""
    copies: dict[int, list[Copy]] = defaultdict(list)
    for copy in holdings.copies(records):
        copies[copy.record_id].append(copy)
    return [Entry(record, holdings.gathered(copies[record.pk])) for record in records]
