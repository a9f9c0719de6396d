"""The link by which a reader opens the card on a phone: signed, for a time, and only while that card is theirs.

It names neither the reader nor the number: the record's public id and a trace of the number, both under our signature.
Another card changes the trace, so a lost phone's link dies with the card.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from oseredok.base.core.errors import NotAllowed
from oseredok.base.preferences.queries import value
from oseredok.library.people.cards import drawing as cards
from oseredok.library.people.models import Reader

_SALT = "people.phone-card"


def token_of(reader: Reader) -> str:
    """Return the signed token of a reader's present card."""
    return signing.dumps([reader.public_id.hex, _trace(reader.card_number)], salt=_SALT)


def path_of(reader: Reader) -> str:
    """Return the address of the card on the phone, without the site's name."""
    return reverse("phone_card:card", args=[token_of(reader)])


def reader_of(token: str) -> Reader:
    """Return whose card the link opens.

    Raises:
        NotAllowed (`link_over`): not ours, too old, the card was replaced, the reader has left; all told in one sentence.
    """
    refusal = NotAllowed(
        _("Це посилання більше не діє: строк минув або квиток замінено. Нове дадуть у бібліотеці."), code="link_over"
    )
    try:
        public_id, trace = signing.loads(token, salt=_SALT, max_age=timedelta(days=value(cards.PHONE_DAYS)))
        found = Reader.objects.select_related("home_library__system").filter(public_id=UUID(public_id)).first()
    except (signing.BadSignature, ValueError, TypeError):
        raise refusal from None
    if (
        found is None
        or found.erased_on
        or found.merged_into_id
        or found.closed_on
        or _trace(found.card_number) != trace
    ):
        raise refusal
    return found


def trace(reader: Reader) -> str:
    """Return what tells one card of a reader from the next, and nothing else."""
    return _trace(reader.card_number)


def _trace(number: str) -> str:
    return salted_hmac(_SALT, number, algorithm="sha256").hexdigest()[:16]
