"""What a monitoring is of: the indicators offered first, the periods that are over."""

from __future__ import annotations

from datetime import date

from oseredok.base.core.periods import Kind, Period
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.indicators.indicator import Indicator

# The founding paper of the coworking space asks for visits of the coworking, users, number and quality of services,
# those who came to events, those who got concrete help, and positive ratings; in this order they are read.
WANTED = (
    "visits.coworking",
    "ratings.positive_share",
    "visits.total",
    "users.registered",
    "users.new",
    "services.total",
    "services.kinds",
    "events.total",
    "visits.events",
    "consult.total",
    "consult.eservices",
    "ref.total",
    "papers.total",
    "training.attendances",
    "services.access",
)
TILES = 4
BARS = ("services.access", "consult.eservices", "ref.total", "papers.total", "training.attendances", "visits.events")
KINDS: tuple[Kind, ...] = ("half_year", "quarter", "year")
HOW_MANY = {"half_year": 3, "quarter": 4, "year": 2}


def default_codes() -> tuple[str, ...]:
    """The founding paper's indicators that the catalogue has."""
    known = {one.code for one in INDICATORS}
    return tuple(code for code in WANTED if code in known)


def ordered(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the founding paper first, in its order; the rest in the order of the catalogue."""
    chosen = set(codes)
    first = [code for code in WANTED if code in chosen]
    return (*first, *(one.code for one in INDICATORS if one.code in chosen and one.code not in first))


def may_be_chosen(period: Period) -> list[Indicator]:
    """Indicators that mean something for a period of this length."""
    return [one for one in INDICATORS if period.kind == "year" or not one.yearly]


def periods(on: date) -> list[Period]:
    """Half-years, quarters and years that are over on a day, the latest first in each kind."""
    found = []
    for kind in KINDS:
        period = Period.containing(kind, on)
        for _turn in range(HOW_MANY[kind]):
            period = period.previous()
            found.append(period)
    return found
