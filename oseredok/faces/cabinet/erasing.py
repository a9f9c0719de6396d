"""A reader erases everything alone: what goes, what stays, proof that it is the same person, and the last letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core.errors import NotAllowed
from oseredok.base.mail.actions import queue_letter
from oseredok.library.people import holders
from oseredok.library.people.holders import Group
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import queries, sign_in
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import queries as held
from oseredok.library.privacy.models import Erasure

FAREWELL_LETTER = "reader_erased"
# What stays after erasing: of these kinds the numbers remain, and nobody is behind them.
COUNTED = ("registrations", "journal", "former_cards", "visits")


@dataclass(frozen=True)
class Leaving:
    """What the first screen of erasing tells."""

    goes: list[Group]
    counted: list[Group]
    unfinished: list[str]


def leaving(*, reader: Reader, now: datetime) -> Leaving:
    """Collect what goes and what only loses its name."""
    groups = held.held(reader, now)
    return Leaving(
        goes=[one for one in groups if one.code not in COUNTED],
        counted=[one for one in groups if one.code in COUNTED],
        unfinished=[one.reader for one in holders.unfinished(reader, now)],
    )


def check_can_erase_alone(*, reader: Reader, session: ReaderSession, now: datetime) -> None:
    """Raise NotAllowed (`child_alone`): for a child under 14 a parent decides, by the address or at the desk."""
    if session.way == ReaderSession.Way.PIN and queries.is_child(reader, now=now):
        raise NotAllowed(
            _("Дані дитини стирає хтось із батьків: за кодом на свою пошту або в бібліотеці."),
            code="child_alone",
        )


def send_code(*, reader: Reader, session: ReaderSession, visitor: sign_in.Visitor, now: datetime) -> None:
    """Send the code that confirms it, to the address by which the person came in. Raises as `send_code_to`."""
    check_can_erase_alone(reader=reader, session=session, now=now)
    purpose = ReaderCode.Purpose.ERASE
    sign_in.send_code_to(reader=reader, address=session.address, purpose=purpose, visitor=visitor, now=now)


def is_code_sent(*, reader: Reader, now: datetime) -> bool:
    """Tell whether a code waits to be typed."""
    return ReaderCode.objects.filter(reader=reader, purpose=ReaderCode.Purpose.ERASE, ends_at__gt=now).exists()


def erase(*, reader: Reader, session: ReaderSession, proof: str, network: str, now: datetime) -> None:
    """Erase everything that names the reader, once they have proved anew who they are.

    Raises:
        NotAllowed (`child_alone`); Conflict (`unfinished`, and as `erase_reader`); what a wrong code or PIN raises.
    """
    check_can_erase_alone(reader=reader, session=session, now=now)
    if session.way == ReaderSession.Way.PIN:
        sign_in.check_pin_of(card=reader.card_number, pin=proof, network=network, now=now)
    else:
        _use_code(reader, proof, network, now)
    _erase(reader, now)


def _use_code(reader: Reader, code: str, network: str, now: datetime) -> None:
    waiting = ReaderCode.objects.filter(reader=reader, purpose=ReaderCode.Purpose.ERASE).first()
    sign_in.use_code(
        handle=waiting.handle if waiting else None,
        code=code,
        purpose=ReaderCode.Purpose.ERASE,
        reader=reader,
        network=network,
        now=now,
    )


@transaction.atomic
def _erase(reader: Reader, now: datetime) -> None:
    address, library, number = reader.email, reader.home_library, reader.pk
    privacy.erase_reader(reader=reader, why=Erasure.Why.SELF, staff=None, now=now)
    if address and settings.EMAIL_CONFIGURED:
        # Written after erasing, so that it is not erased with the rest; once sent, it forgets its address.
        queue_letter(
            template=FAREWELL_LETTER,
            to=address,
            context={"library": library.name, "phone": library.phone},
            key=f"reader-erased:{number}",
            now=now,
            language=get_language() or "uk",
        )
