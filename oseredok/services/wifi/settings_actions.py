"""What the office sets about the Wi-Fi of a library, and the key by which its RADIUS server is known."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from oseredok.base.core.text import tidy
from oseredok.library.places.models import Library
from oseredok.services.wifi import marks, rules
from oseredok.services.wifi.models import WifiSettings

TELL_AGAIN_AFTER = timedelta(minutes=1)


@transaction.atomic
def save_settings(
    *, library: Library, by_codes: bool, network: str, password: str, code_minutes: int | None, one_device: bool
) -> WifiSettings:
    """Keep how the library lets people in. Codes given out before keep their own length.

    Raises Invalid with the field: see `rules.check_network`, `rules.check_minutes`.
    """
    network = tidy(network)
    rules.check_network(by_codes=by_codes, network=network, password=password)
    rules.check_minutes(code_minutes)
    mine = _locked(library)
    mine.by_codes, mine.network, mine.password = by_codes, network, password
    mine.code_minutes, mine.one_device = code_minutes, one_device
    mine.save()
    return mine


@transaction.atomic
def make_key(*, library: Library, now: datetime) -> str:
    """Make another key for the library's RADIUS server and return it: it is shown once. The former opens nothing any more."""
    key = secrets.token_urlsafe(32)
    mine = _locked(library)
    mine.key_hash, mine.key_made_at, mine.heard_at = marks.key_hash(key), now, None
    mine.save()
    return key


def heard(*, mine: WifiSettings, now: datetime) -> None:
    """Remember that the server spoke, at most once a minute."""
    if mine.heard_at is None or now - mine.heard_at >= TELL_AGAIN_AFTER:
        WifiSettings.objects.filter(pk=mine.pk).update(heard_at=now)


def _locked(library: Library) -> WifiSettings:
    WifiSettings.objects.get_or_create(library=library)
    return WifiSettings.objects.select_for_update().get(library=library)
