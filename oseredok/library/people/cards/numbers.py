"""Which card number comes next. Numbers are handed out one by one, and none of them twice."""

from __future__ import annotations

from django.db.models import Max
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.library.people import rules
from oseredok.library.people.cards.models import CardBatch
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.places.models import Library, LibrarySystem

LAST_SERIAL = 10 ** (rules.CARD_DIGITS - 1) - 1


def lock(library: Library) -> None:
    """Let the other desks wait: numbers are handed out inside one transaction at a time."""
    LibrarySystem.objects.select_for_update().get(pk=library.system_id)


def is_taken(number: str) -> bool:
    """Tell whether somebody has, or had, this card."""
    return Reader.objects.filter(card_number=number).exists() or FormerCard.objects.filter(number=number).exists()


def next_serials(amount: int) -> int:
    """Return the first of `amount` serial numbers in a row that are nobody's. Call it under `lock`.

    After the greatest one in use; if a card printed by others took the very end, the first gap that is wide enough.

    Raises:
        Conflict (`numbers_over`): no such gap.
    """
    first = max(rules.FIRST_CARD, _last_serial() + 1)
    if first + amount - 1 <= LAST_SERIAL:
        return first
    start = rules.FIRST_CARD
    while start + amount - 1 <= LAST_SERIAL:
        last_taken = _last_taken_in(start, start + amount - 1)
        if last_taken is None:
            return start
        start = last_taken + 1
    raise Conflict(_("Номери квитків закінчилися: зверніться до розробників."), code="numbers_over")


def _last_serial() -> int:
    # All numbers have the same length, so the greatest text is the greatest number. An erased or absorbed reader has a
    # stand-in, which begins with a hyphen.
    readers = Reader.objects.exclude(card_number__startswith="-").aggregate(last=Max("card_number"))["last"]
    former = FormerCard.objects.aggregate(last=Max("number"))["last"]
    reserved: int = CardBatch.objects.aggregate(last=Max("last_serial"))["last"] or 0
    return max([reserved, *(int(number[:-1]) for number in (readers, former) if number)])


def _last_taken_in(first: int, last: int) -> int | None:
    low, high = rules.card_number(first), rules.card_number(last)
    held = [
        Reader.objects.filter(card_number__range=(low, high)).aggregate(last=Max("card_number"))["last"],
        FormerCard.objects.filter(number__range=(low, high)).aggregate(last=Max("number"))["last"],
    ]
    taken = [int(number[:-1]) for number in held if number]
    batch = CardBatch.objects.filter(first_serial__lte=last, last_serial__gte=first).aggregate(last=Max("last_serial"))
    taken += [batch["last"]] if batch["last"] else []
    return max(taken, default=None)
