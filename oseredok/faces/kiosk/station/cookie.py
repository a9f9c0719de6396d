"""The token by which a browser is a seat's computer: in a cookie that scripts do not see and that outlives a reboot."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from oseredok.services.seats.stations import queries
from oseredok.services.seats.stations.actions import PAIRING_LIVES
from oseredok.services.seats.stations.models import Station

COOKIE = "station"
LIVES = timedelta(days=400)
"""As long as a browser keeps a cookie at most; each look at the page begins the time anew."""
_LONGEST_TOKEN = 100


def token_of(request: HttpRequest) -> str:
    """Return what the browser says."""
    return request.COOKIES.get(COOKIE, "")[:_LONGEST_TOKEN]


def station_of(request: HttpRequest, *, now: datetime) -> Station | None:
    """Return the computer that asks: paired, or with a code on its screen that still lives; None for any other."""
    found = queries.by_token(token_of(request))
    if found is not None and found.seat is None and now - found.asked_at >= PAIRING_LIVES:
        return None
    return found


def remember(response: HttpResponseBase, token: str) -> None:
    """Give the browser its token, or the same one for longer."""
    # Lax, not Strict: a link from elsewhere would come without the token, and the answer would write another over it.
    response.set_cookie(
        COOKIE, token, max_age=LIVES, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
