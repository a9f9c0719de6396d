"""Verbs about cards: numbers reserved for printing, a card handed out again, a card sent to the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import by_fours
from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter
from oseredok.base.mail.registry import Served
from oseredok.base.preferences.queries import value
from oseredok.library.people import actions, rules
from oseredok.library.people.cards import drawing as cards
from oseredok.library.people.cards import links as card_links
from oseredok.library.people.cards import numbers
from oseredok.library.people.cards.models import CardBatch
from oseredok.library.people.models import Account, FormerCard, Reader
from oseredok.library.places.models import Library

MOST_IN_A_BATCH = 500


@transaction.atomic
def reserve_cards(*, library: Library, size: int, key: UUID, staff: Account, now: datetime) -> CardBatch:
    """Set numbers aside for cards printed beforehand; the same `key` reserves once.

    Raises:
        Invalid (`batch_size`): none, or more than a desk hands out in years.
        Conflict (`numbers_over`): there are no more numbers.
    """
    if not 1 <= size <= MOST_IN_A_BATCH:
        raise Invalid(
            _("За раз можна надрукувати від 1 до {most} квитків.").format(most=MOST_IN_A_BATCH),
            code="batch_size",
            field="size",
        )
    numbers.lock(library)
    known = CardBatch.objects.filter(key=key).first()
    if known is not None:
        return known
    first = numbers.next_serials(size)
    return CardBatch.objects.create(
        library=library,
        first_serial=first,
        last_serial=first + size - 1,
        key=key,
        made_on=clock.local_date(now),
        made_by=staff,
    )


@transaction.atomic
def replace_card(
    *, reader: Reader, expected: str, reason: str, staff: Account, now: datetime, card_number: str = ""
) -> Reader:
    """Replace the card that the page showed (`expected`): the same form sent twice replaces once.

    Raises:
        Conflict (`card_replaced`, `reader_left`): it has been replaced meanwhile, or the reader has left. Otherwise as `actions.replace_card`.
    """
    if reason not in (FormerCard.Reason.LOST, FormerCard.Reason.WORN):
        raise Invalid(_("Скажіть, чому потрібен новий квиток."), code="card_reason", field="reason")
    numbers.lock(reader.home_library)
    current = Reader.objects.select_for_update().get(pk=reader.pk)
    rules.check_stands(reader=current)
    rules.check_holds_card(closed_on=current.closed_on)
    if current.card_number != expected:
        raise Conflict(
            _("Квиток уже замінено: тепер він має номер {number}.").format(number=by_fours(current.card_number)),
            code="card_replaced",
        )
    return actions.replace_card(reader=current, reason=reason, staff=staff, now=now, card_number=card_number)


@transaction.atomic
def send_card(*, reader: Reader, base_url: str, now: datetime) -> Letter:
    """Send the link to the card to the reader's own address; once a day for one card.

    Raises:
        Invalid (`no_email`): the reader has told no address. Conflict (`reader_left`).
    """
    rules.check_holds_card(closed_on=reader.closed_on)
    if not reader.email:
        raise Invalid(_("У читача не записано електронної пошти."), code="no_email")
    context = {
        "url": base_url.rstrip("/") + card_links.path_of(reader),
        "library": reader.home_library.system.short_name,
        "days": cards.PHONE_DAYS.words(value(cards.PHONE_DAYS)),
    }
    key = f"reader-card:{reader.public_id}:{card_links.trace(reader)}:{clock.local_date(now):%Y-%m-%d}"
    about = ("people", str(reader.public_id))
    return mail.queue_letter(
        template="reader_card",
        to=reader.email,
        context=context,
        key=key,
        now=now,
        about=about,
        served=Served(reader.home_library_id),
    )


def still_blank(card_numbers: list[str]) -> list[str]:
    """Return those of the numbers that nobody has or had."""
    held = set(Reader.objects.filter(card_number__in=card_numbers).values_list("card_number", flat=True))
    held |= set(FormerCard.objects.filter(number__in=card_numbers).values_list("number", flat=True))
    return [number for number in card_numbers if number not in held]


@dataclass(frozen=True)
class BatchLeft:
    """A batch with how many of its cards still lie in the drawer."""

    batch: CardBatch
    first: str
    last: str
    left: int


def batches_of(library: Library, *, limit: int = 20) -> list[BatchLeft]:
    """Return the library's latest batches."""
    found = []
    for batch in CardBatch.objects.filter(library=library)[:limit]:
        serials = range(batch.first_serial, batch.last_serial + 1)
        card_numbers = [rules.card_number(serial) for serial in serials]
        first, last = by_fours(card_numbers[0]), by_fours(card_numbers[-1])
        found.append(BatchLeft(batch, first, last, len(still_blank(card_numbers))))
    return found
