"""Which computer a token is, which one stands at a seat, what the office lists."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from oseredok.library.places.models import Library
from oseredok.services.seats.models import Seat
from oseredok.services.seats.stations.models import Station

LOST_AFTER = timedelta(minutes=5)
"""A page that is open asks every ten seconds; after so long it is switched off or has no network."""


def token_mark(token: str) -> str:
    """Return what is kept in the place of a token."""
    return salted_hmac("seats.station", token, algorithm="sha256").hexdigest()


def by_token(token: str) -> Station | None:
    """Return the computer whose token this is; None for a strange or a revoked one."""
    if not token:
        return None
    found = Station.objects.select_related("seat__room__library__system", "hold__seat")
    return found.filter(token_mark=token_mark(token), revoked_at__isnull=True).first()


def of_seat(seat: Seat) -> Station | None:
    """Return the computer that is paired to a seat."""
    return Station.objects.filter(seat=seat, revoked_at__isnull=True).first()


def paired(place: Library) -> QuerySet[Station]:
    """Return the computers of a library, in the order of their seats."""
    found = Station.objects.filter(seat__room__library=place, revoked_at__isnull=True)
    return found.select_related("seat__room__library").order_by("seat__order", "seat_id")


def is_lost(station: Station, *, now: datetime) -> bool:
    """Whether nothing was heard from the computer for some minutes."""
    return station.last_seen_at is None or now - station.last_seen_at > LOST_AFTER
