"""How often one address on the network may send a form without an account. Addresses are never kept, only a keyed hash for an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from oseredok.base.core.errors import Conflict
from oseredok.base.core.network import line_of
from oseredok.library.people.own_page import limits

AN_HOUR = 5


def may_send(request: HttpRequest, *, form: str, now: datetime, most: int = AN_HOUR) -> bool:
    """Count one sending of `form`; tell whether it is within the share of an hour. Call it outside a transaction."""
    share = limits.Limit(f"front-{form}", most, timedelta(hours=1))
    try:
        limits.count((share, line_of(request)), now=now)
    except Conflict:
        return False
    return True
