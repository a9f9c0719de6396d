"""Whose data a closing is about: the readers of a library, or all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from oseredok.library.people import holders
from oseredok.library.people.models import Reader, Registration
from oseredok.library.places.models import Library

BATCH = 500


def with_a_person(place: Library | None) -> QuerySet[Reader]:
    """Return the records that still name somebody, those merged into another included."""
    rows = Reader.objects.filter(erased_on__isnull=True)
    return rows if place is None else rows.filter(home_library=place)


def readers_of(place: Library | None) -> QuerySet[Reader]:
    """Return the readers: one row for each person."""
    return with_a_person(place).filter(merged_into__isnull=True)


def come_elsewhere_too(place: Library) -> QuerySet[Reader]:
    """Return readers of a library whom another one has registered: to erase them here is to erase them there."""
    elsewhere = Registration.objects.filter(reader=OuterRef("pk")).exclude(library=place)
    return readers_of(place).filter(Exists(elsewhere))


def batches(rows: QuerySet[Reader]) -> Iterator[list[Reader]]:
    """Yield readers by hundreds, each once, while they change or go."""
    after = 0
    while batch := list(rows.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        yield batch


def unfinished(place: Library | None, now: datetime) -> int:
    """Return for how many readers something is not over: whatever room says so (a visit, a loan, a booking)."""
    return sum(len(holders.unfinished_ids(batch, now)) for batch in batches(readers_of(place)))
