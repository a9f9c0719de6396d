"""Records read with all that goes out with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Prefetch

from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.models import Copy, Record, Source

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, its source if it has one, and its copies but those written off. Writers ask the database nothing more.

    `owner` is the library's short name, `address` the page where people read the record; both may be empty.
    """

    record: Record
    source: Source | None = None
    copies: Sequence[Copy] = field(default_factory=tuple)
    owner: str = ""
    address: str = ""

    @property
    def data(self) -> Data:
        return self.record.data

    @property
    def branches(self) -> list[str]:
        """Codes of the branches that have a copy."""
        found = (one.location.library for one in self.copies if one.location is not None)
        return list(dict.fromkeys(library.code for library in found if library is not None))

    @property
    def old_number(self) -> str:
        """The record's number in the system that it came from, after that system's name: «(Koha)k-1»."""
        number = self.record.control_number
        return f"({self.record.origin.name}){number}" if number and self.record.origin else number


def entries(pks: Sequence[int], *, owner: str = "") -> Iterator[Entry]:
    """Yield the records in the order asked for, also those that have gone. Unknown ids are passed over."""
    copies = Copy.objects.exclude(status=Copy.Status.WRITTEN_OFF).select_related("location__library").order_by("pk")
    turn = iter(pks)
    while some := list(islice(turn, _AT_ONCE)):
        asked = Record.objects.filter(pk__in=some).select_related("origin", "source")
        found = {record.pk: record for record in asked.prefetch_related(Prefetch("copies", queryset=copies))}
        for pk in some:
            if pk in found:
                record = found[pk]
                yield Entry(record, getattr(record, "source", None), list(record.copies.all()), owner)
