"""Reads of Wi-Fi codes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from oseredok.base.core import clock
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.services.wifi.models import WifiBatch, WifiCode, WifiSession, WifiSettings
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry

STALE = timedelta(minutes=15)
"""A router tells of each device every five minutes; one that has been silent for three of them is gone."""
COMING = timedelta(minutes=2)
"""So long a device that was let in is held to be the code's, though its router has not told of it yet."""


def settings_of(library: Library) -> WifiSettings:
    """Return how the library lets people in; what it has not set is unsaved defaults."""
    return WifiSettings.objects.filter(library=library).first() or WifiSettings(library=library)


def networks(*, on: date) -> QuerySet[WifiSettings]:
    """Return the named networks of libraries that work on that day, in the office's order."""
    named = WifiSettings.objects.exclude(network="").filter(library__in=places.libraries(on=on))
    return named.select_related("library__system").order_by("-library__is_central", "library__order", "pk")


def code(public_id: UUID) -> WifiCode | None:
    """Return the code of a page; None when there is no such (any more)."""
    return WifiCode.objects.select_related("library__system").filter(public_id=public_id).first()


def codes_here(place: Library) -> QuerySet[WifiCode]:
    """Return every kept code of a library."""
    return WifiCode.objects.filter(library=place)


def code_of(*, place: Library, subject: tuple[str, str]) -> WifiCode | None:
    """Return the code bound to something of another room, if one was made."""
    return WifiCode.objects.filter(library=place, subject_app=subject[0], subject_id=subject[1]).first()


def today(place: Library, *, now: datetime) -> QuerySet[WifiCode]:
    """Return what was given out or used today, the latest first; `live` is how many devices are connected by it now."""
    start, end = clock.day_bounds(clock.local_date(now))
    told = Q(made_at__gte=start, made_at__lt=end, batch__isnull=True) | Q(started_at__gte=start, started_at__lt=end)
    live = Count("sessions", filter=live_now(now, "sessions__"))
    return codes_here(place).filter(told).annotate(live=live).order_by("-made_at", "-pk")


def live_now(now: datetime, prefix: str = "") -> Q:
    """Return the condition on sessions that go on: told of lately, or let in just now."""
    told = {f"{prefix}key__isnull": False, f"{prefix}seen_at__gt": now - STALE}
    coming = {f"{prefix}key__isnull": True, f"{prefix}seen_at__gt": now - COMING}
    return Q(**{f"{prefix}ended_at__isnull": True}) & (Q(**told) | Q(**coming))


def devices_now(place: Library, *, now: datetime) -> int:
    """Return how many devices are in the network now, as far as the router tells."""
    return WifiSession.objects.filter(live_now(now), code__library=place).count()


def batches(place: Library, *, now: datetime) -> QuerySet[WifiBatch]:
    """Return the sheets whose codes may still be used, the latest first; `left` is how many nobody has used."""
    left = Count("codes", filter=Q(codes__started_at__isnull=True, codes__revoked_at__isnull=True))
    return WifiBatch.objects.filter(library=place, good_until__gt=now).annotate(left=left)


def slips_of(batch: WifiBatch, *, now: datetime) -> QuerySet[WifiCode]:
    """Return the codes of a sheet that are still worth printing, in the order in which they were made."""
    return batch.codes.filter(started_at__isnull=True, revoked_at__isnull=True, valid_until__gt=now).order_by("pk")


def counted_by_hand(place: Library) -> QuerySet[Entry]:
    """Return the connections that the desk counted itself, by a tap or by typing, without a visit behind them."""
    return journal.entries(places=[place]).filter(kind__code="wifi", subject_app="", reverses__isnull=True)


def by_hand_today(place: Library, *, now: datetime) -> int:
    """Return how many connections of today the desk counted, here or by typing, and did not take back."""
    wifi = journal.entries(places=[place]).filter(kind__code="wifi", local_date=clock.local_date(now))
    return sum(wifi.exclude(subject_app="wifi").values_list("quantity", flat=True))


def to_count(*, now: datetime, grace: timedelta) -> QuerySet[WifiCode]:
    """Return used codes that are over and not in the journal yet; `grace` is left for the router's last words."""
    going_on = WifiSession.objects.filter(live_now(now), code=OuterRef("pk"))
    over = Q(ends_at__lte=now - grace) | Q(revoked_at__isnull=False) & ~Exists(going_on)
    return WifiCode.objects.filter(over, started_at__isnull=False, counted_at__isnull=True)
