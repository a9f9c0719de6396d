"""Comings that other services meet first; see `spine.journal.arrivals`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from oseredok.library.people.models import Account, AgeGroup, Reader
from oseredok.library.places.models import Library
from oseredok.services.visits import actions
from oseredok.spine.journal.drafts import fit_key
from oseredok.spine.journal.models import Entry

AGAIN = "+"
"""After the key of a coming that was taken back: whoever comes again is counted again."""


def came(
    *,
    place: Library,
    now: datetime,
    key: str,
    staff: Account | None,
    reader: Reader | None,
    age_group: str,
    people: int,
) -> UUID | None:
    """Record a visit, or a group's; None when the same coming was recorded before."""
    while _recorded(key).filter(reversal__isnull=False).exists():
        key += AGAIN
    if people > 1:
        recorded = actions.record_group(place=place, people={age_group: people}, staff=staff, now=now, key=key)
    else:
        recorded = actions.record_visit(place=place, staff=staff, now=now, age_group=age_group, reader=reader, key=key)
    return None if recorded.already else recorded.gesture


def taken_back(*, place: Library, key: str, since: datetime, now: datetime, staff: Account) -> bool:
    """Undo the visit that a key recorded at `since` or later; False when there is none, or it is undone already."""
    while (found := _recorded(key)).filter(reversal__isnull=False).exists():
        key += AGAIN
    entry = found.filter(place=place, recorded_at__gte=since).first()
    if entry is None:
        return False
    actions.undo(gesture=entry.gesture, place=place, staff=staff, now=now)
    return True


def _recorded(key: str) -> QuerySet[Entry]:
    """Entries of a coming; a group's have the age after the key."""
    return Entry.objects.filter(key__in=[fit_key(key), *(fit_key(f"{key}:{age}") for age in ["", *AgeGroup.values])])
