"""What a reader finds on the own page «Моє». Rooms above register their cards (bookings, loans, enquiries) in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from oseredok.base.ui.parts import Link
from oseredok.library.people.models import Reader


@dataclass(frozen=True)
class Shown:
    """A card as a reader sees it: a heading, sentences, and where to go on. `is_now`: it is for the reader today."""

    title: str
    lines: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    is_now: bool = False


@dataclass(frozen=True)
class CabinetCard:
    """A kind of card. `build` returns what there is for a reader at a moment; nothing when there is nothing to say."""

    code: str
    order: int
    build: Callable[[Reader, datetime], Iterable[Shown]]


_cards: dict[str, CabinetCard] = {}


def register(card: CabinetCard) -> None:
    """Offer a card. Registering the same code again replaces the former."""
    _cards[card.code] = card


def cards_for(reader: Reader, *, now: datetime) -> list[Shown]:
    """Return the reader's cards in order."""
    return [shown for card in sorted(_cards.values(), key=lambda card: card.order) for shown in card.build(reader, now)]
