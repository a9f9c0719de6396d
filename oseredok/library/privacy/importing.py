"""Consents on paper of readers who were carried over from a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from oseredok.base.core import clock
from oseredok.library.people.imports.followers import Carried, Follower
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library
from oseredok.library.privacy import queries
from oseredok.library.privacy.models import Channel, Consent, Purpose

NOON = time(12)


def keep_consents(carried: Sequence[Carried], _library: Library, staff: Account, now: datetime) -> None:
    """Keep that each gave a consent on paper on the day that the librarian named; without a day nothing is kept."""
    days = {one.consent_on for one in carried if one.consent_on}
    for day in days:
        text = queries.text_in_force(Purpose.CARD, on=day) or queries.text_in_force(
            Purpose.CARD, on=clock.local_date(now)
        )
        if text is None:
            continue
        given_at = min(clock.moment_at(day, NOON), now)
        Consent.objects.bulk_create(
            [
                Consent(reader=one.reader, text=text, given_at=given_at, channel=Channel.PAPER, recorded_by=staff)
                for one in carried
                if one.consent_on == day
            ]
        )


def forget_consents(taken_back: Sequence[tuple[str, Reader]], _staff: Account, _now: datetime) -> None:
    Consent.objects.filter(reader__in=[reader for _key, reader in taken_back]).delete()


FOLLOWER = Follower(code="consents", carried=keep_consents, taken_back=forget_consents, models=("privacy.Consent",))
