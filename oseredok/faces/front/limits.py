"""How often one address on the network may send a form without an account. Addresses are never kept, only a keyed hash for an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from oseredok.base.core.errors import Conflict
from oseredok.base.core.network import line_of
from oseredok.library.people.own_page import limits

AN_HOUR = 5
TO_ONE_ADDRESS_A_DAY = 3


def may_send(request: HttpRequest, *, form: str, now: datetime, most: int = AN_HOUR) -> bool:
    """Count one sending of `form`; tell whether it is within the share of an hour. Call it outside a transaction."""
    share = limits.Limit(f"front-{form}", most, timedelta(hours=1))
    try:
        limits.count((share, line_of(request)), now=now)
    except Conflict:
        return False
    return True


def may_write_to(request: HttpRequest, address: str, *, form: str, now: datetime) -> bool:
    """The same for a form that has a letter sent to whatever address was typed: nobody's box is filled from here.

    Counted by the line and by the address, of which only a keyed hash is kept for a day. Call it outside a transaction.
    """
    of_line = limits.Limit(f"front-{form}", AN_HOUR, timedelta(hours=1))
    of_address = limits.Limit(f"front-{form}-to", TO_ONE_ADDRESS_A_DAY, timedelta(days=1))
    try:
        limits.count((of_line, line_of(request)), (of_address, address.strip().lower()), now=now)
    except Conflict:
        return False
    return True
