"""How often a computer may try. It stands among people all day, so it is counted by itself, not by the whole network."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from oseredok.base.core.errors import Conflict
from oseredok.base.core.network import line_of
from oseredok.library.people.own_page import limits
from oseredok.library.people.own_page.sign_in import check_pin_of
from oseredok.services.seats.models import Hold
from oseredok.services.seats.stations import signing_in
from oseredok.services.seats.stations.models import Station

# A million codes, some dozens of them alive, and only those of this very seat open anything.
CODE = limits.Limit("station-code", 8, timedelta(minutes=15))
CODE_A_DAY = limits.Limit("station-code-day", 60, timedelta(days=1))
ASKS = limits.Limit("station-ask", 30, timedelta(minutes=15))


def may_ask(request: HttpRequest, *, now: datetime) -> None:
    """Count one more code for a screen. Raises Conflict (`too_often`)."""
    limits.count((ASKS, line_of(request)), now=now)


def by_code(station: Station, typed: str, *, now: datetime) -> Hold:
    """Return what the code opens here; a right one costs no try. Raises as `signing_in.by_code`; Conflict (`too_often`)."""
    tries = ((CODE, str(station.pk)), (CODE_A_DAY, str(station.pk)))
    try:
        limits.count(*tries, now=now)
    except Conflict as refused:
        raise Conflict(refused.message, code=refused.code, field="code") from None
    hold = signing_in.by_code(station, typed, now=now)
    for limit, whose in tries:
        limits.give_back(limit, whose)
    return hold


def by_card(request: HttpRequest, station: Station, *, card: str, pin: str, now: datetime) -> Hold | int:
    """Return the reader's own booking of now, or the reader's number when they may sit down without one.

    Raises as `check_pin_of`, whose counting this is, and `signing_in.by_card`.
    """
    reader = check_pin_of(card=card, pin=pin, network=line_of(request), now=now)
    return signing_in.by_card(station, reader, now=now) or reader.pk
