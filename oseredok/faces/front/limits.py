"""How often one address on the network may send a form without an account. Addresses are never kept, only a keyed hash for an hour."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from oseredok.base.core.network import address_of

AN_HOUR = 5


def may_send(request: HttpRequest, *, form: str, now: datetime) -> bool:
    """Count one sending of `form`; tell whether it is still within the hour's share."""
    key = salted_hmac("oseredok.front.limits", f"{form}|{address_of(request)}|{now:%Y%m%d%H}").hexdigest()[:32]
    cache.add(key, 0, 3600)
    return bool(cache.incr(key) <= AN_HOUR)
