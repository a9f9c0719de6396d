"""The PIN that opens a reader's own page together with the card. Set at the desk, kept as a hash, never shown twice."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.library.people import rules
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import limits

SHORTEST, LONGEST = 4, 6
_RUNS = ("01234567890", "09876543210")


def check_pin(pin: str, *, reader: Reader) -> None:
    """Refuse a PIN that is not one or that a stranger would try first.

    Raises:
        Invalid (`pin_length`, `pin_weak`): field `pin`.
    """
    if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdigit()):
        raise Invalid(_("PIN має бути з 4–6 цифр."), code="pin_length", field="pin")
    if _is_pattern(pin):
        raise Invalid(
            _("Такий PIN легко вгадати. Не беріть однакових цифр і цифр поспіль."), code="pin_weak", field="pin"
        )
    if pin in _known_about(reader):
        sentence = _("Такий PIN легко вгадати: це рік чи дата народження, цифри телефону або квитка.")
        raise Invalid(sentence, code="pin_weak", field="pin")


@transaction.atomic
def set_pin(*, reader: Reader, pin: str, now: datetime) -> None:
    """Keep the PIN that the reader typed; whoever came in by the former one is out.

    Raises:
        Invalid (`pin_length`, `pin_weak`).
        Conflict (`reader_gone`): the data are erased or joined with another record.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    rules.check_stands(reader=reader)
    check_pin(pin, reader=reader)
    _keep(reader, make_password(pin))


@transaction.atomic
def issue_pin(*, reader: Reader, now: datetime) -> str:
    """Make a PIN and return it, to be shown once. Raises Conflict (`reader_gone`)."""
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    rules.check_stands(reader=reader)
    while True:
        pin = f"{secrets.randbelow(1_000_000):06d}"
        if not _is_pattern(pin) and pin not in _known_about(reader):
            break
    _keep(reader, make_password(pin))
    return pin


@transaction.atomic
def take_pin(*, reader: Reader, now: datetime) -> None:
    """The card opens nothing on the site any more."""
    _keep(Reader.objects.select_for_update().get(pk=reader.pk), "")


def _keep(reader: Reader, pin_hash: str) -> None:
    reader.pin_hash = pin_hash
    reader.save(update_fields=["pin_hash"])
    reader.web_sessions.filter(way="pin").delete()
    card = reader.card_number
    limits.forgive((limits.PIN_OF_CARD, card), (limits.PIN_OF_CARD_A_DAY, card), (limits.PIN_EVER, str(reader.pk)))


def _is_pattern(pin: str) -> bool:
    if any(pin in run for run in _RUNS):
        return True
    # 0000, 1212, 123123
    return any(pin == (pin[:size] * len(pin))[: len(pin)] for size in range(1, len(pin) // 2 + 1))


def _known_about(reader: Reader) -> set[str]:
    phone, card = reader.phone[-9:], reader.card_number
    known = {phone[-size:] for size in range(SHORTEST, LONGEST + 1) if phone}
    known |= {
        card[place : place + size] for size in range(SHORTEST, LONGEST + 1) for place in range(len(card) - size + 1)
    }
    if reader.birth_year:
        known.add(str(reader.birth_year))
    if reader.birth_date:
        known |= {f"{reader.birth_date:{form}}" for form in ("%d%m", "%m%d", "%d%m%y", "%y%m%d")}
    return known
