"""Counting readers who were carried over from a file, when the librarian said that they were registered this year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from oseredok.base.core import clock
from oseredok.library.people.imports.followers import Carried, Follower
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.drafts import fit_key
from oseredok.spine.journal.models import Channel, Entry, Reason

NOON = time(12)


def count(carried: Sequence[Carried], library: Library, staff: Account, now: datetime) -> None:
    """One entry for each registration, on its own day, marked as entered later."""
    for one in carried:
        if one.registration is None:
            continue
        journal.record(
            kind="user_new" if one.registration.is_first else "user_reregistered",
            place=library,
            occurred_at=min(clock.moment_at(one.registration.registered_on, NOON), now),
            now=now,
            staff=staff,
            age_group=one.registration.age_group,
            social_status=one.reader.social_status,
            channel=Channel.IN_PERSON,
            key=one.key,
            backfilled=True,
        )


def uncount(taken_back: Sequence[tuple[str, Reader]], staff: Account, now: datetime) -> None:
    """Reverse the entries of readers who are taken back; the journal keeps both."""
    keys = [fit_key(key) for key, _reader in taken_back]
    for entry in Entry.objects.filter(key__in=keys, reversal__isnull=True):
        journal.reverse(entry=entry, staff=staff, now=now, reason=Reason.SLIP)


FOLLOWER = Follower(code="counting", carried=count, taken_back=uncount)
