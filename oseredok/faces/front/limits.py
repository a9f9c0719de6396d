"""How often one address on the network may send a form without an account. Addresses are never kept, only a keyed hash for an hour."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 5


def may_send(request: HttpRequest, *, form: str, now: datetime) -> bool:
    """Count one sending of `form`; tell whether it is still within the hour's share."""
    key = salted_hmac("oseredok.front.limits", f"{form}|{_address(request)}|{now:%Y%m%d%H}").hexdigest()[:32]
    cache.add(key, 0, 3600)
    return bool(cache.incr(key) <= AN_HOUR)


def _address(request: HttpRequest) -> str:
    # Behind our own proxy the last address is the one that the proxy saw; anything before it can be made up.
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
