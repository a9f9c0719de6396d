"""What «Моє» shows: the card, how long it holds, the library's day, and the cards of the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import by_fours
from oseredok.library.people.cards import drawing as cards
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import cabinet_cards, queries
from oseredok.library.people.own_page.models import ReaderSession
from oseredok.library.places.context import House


@dataclass(frozen=True)
class Mine:
    """Everything on the reader's first page."""

    reader: Reader
    house: House
    valid_till: date | None
    cards: list[cabinet_cards.Shown]
    others: list[Reader]
    """Who else is opened by the same address."""


def mine(*, reader: Reader, session: ReaderSession | None, now: datetime) -> Mine:
    """Collect the first page of a reader."""
    year = local_date(now).year
    registered = reader.closed_on is None and reader.registrations.filter(year=year).exists()
    others = queries.choices_of(session, now=now) if session else []
    return Mine(
        reader=reader,
        house=House(lambda: reader.home_library, now=now),
        valid_till=date(year, 12, 31) if registered else None,
        cards=cabinet_cards.cards_for(reader, now=now),
        others=[one for one in others if one.pk != reader.pk],
    )


def card_of(reader: Reader) -> dict[str, str]:
    """What `people/phone/_card.html` draws: bars and a QR that the desk's scanner reads from a phone."""
    number = reader.card_number
    return {
        "number": by_fours(number),
        "barcode": cards.barcode_svg(number, title=number),
        "qr": cards.card_qr_svg(number),
        "library": reader.home_library.system.short_name,
    }
