"""What services offer beside a record: a button on its page for each that is installed and has something to offer.

A room registers its own in `AppConfig.ready()`:

    beside.register(beside.Offer("seats", 10, to_read_here))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from oseredok.collections.catalogue.models import Record


@dataclass(frozen=True)
class Button:
    """A link that looks like a button, in the language of the page."""

    url: str
    label: str
    icon: str


@dataclass(frozen=True)
class Offer:
    """`make` returns a record's button at a moment, None where there is nothing to offer. Smaller `order` stands first."""

    code: str
    order: int
    make: Callable[[Record, datetime], Button | None]


_offers: dict[str, Offer] = {}


def register(offer: Offer) -> None:
    """Offer something. Registering the same code again replaces the former."""
    _offers[offer.code] = offer


def buttons(record: Record, *, now: datetime) -> list[Button]:
    """Return what is offered beside a live record."""
    made = (one.make(record, now) for one in sorted(_offers.values(), key=lambda one: one.order))
    return [one for one in made if one is not None]
