"""Readers come in without a password: by a code from a letter, or by the card and a PIN. Sessions of their own, apart from staff's.

What a page may tell a stranger: nothing. An address that nobody has, a card without a PIN and a wrong number cost the
same work and get the same answer.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local
from oseredok.base.core.dates import clock_time
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.mail.actions import queue_letter
from oseredok.library.people import rules
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import limits, queries
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession
from oseredok.library.people.sign_in import user_agent

CODE_DIGITS = 6
CODE_LIVES = timedelta(minutes=10)
MOST_TRIES = 5
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visitor:
    """From where a reader tries to come in. `is_own_device`: the browser may remember them."""

    network: str
    program: str = ""
    is_own_device: bool = False


@dataclass(frozen=True)
class Opened:
    """A new session and the token that only the browser keeps."""

    token: str
    session: ReaderSession


# --- Code by letter ---------------------------------------------------------------------------------------


def request_code(*, address: str, visitor: Visitor, now: datetime) -> UUID:
    """Send a code to an address if it is a reader's; return the handle of the try, whoever's the address is.

    Raises:
        Invalid (`email_unclear`): not an address at all.
        Conflict (`no_mail`): the library has no mail yet; (`too_often`).
    """
    clean = queries.clean_address(address)
    check_address(clean)
    check_mail_works()
    limits.count((limits.CODES_FROM_NETWORK, visitor.network), (limits.CODES_FOR_ADDRESS, clean), now=now)
    return _send(address=clean, purpose=ReaderCode.Purpose.SIGN_IN, reader=None, now=now)


def send_code_to(*, reader: Reader, address: str, purpose: ReaderCode.Purpose, visitor: Visitor, now: datetime) -> UUID:
    """Send a signed-in reader a code that proves an address or confirms a deed. Raises as `request_code`."""
    clean = queries.clean_address(address)
    check_address(clean)
    check_mail_works()
    limits.count(
        (limits.CODES_FROM_NETWORK, visitor.network),
        (limits.CODES_FOR_READER, str(reader.pk)),
        (limits.CODES_FOR_ADDRESS, clean),
        now=now,
    )
    return _send(address=clean, purpose=purpose, reader=reader, now=now)


def confirm_code(*, handle: UUID | None, code: str, visitor: Visitor, now: datetime) -> Opened:
    """Let in whoever typed the code of this try; with several readers at the address one is chosen next.

    Raises Conflict (`too_often`, `code_over`) and Invalid (`code_wrong`), field `code`.
    """
    row = use_code(
        handle=handle, code=code, purpose=ReaderCode.Purpose.SIGN_IN, reader=None, network=visitor.network, now=now
    )
    readers = queries.readers_at(row.address, now=now)
    if not readers:
        raise _code_over()
    limits.forgive((limits.CODES_FOR_ADDRESS, row.address))
    reader = readers[0] if len(readers) == 1 else None
    return _open(reader=reader, way=ReaderSession.Way.CODE, address=row.address, visitor=visitor, now=now)


def use_code(
    *, handle: UUID | None, code: str, purpose: ReaderCode.Purpose, reader: Reader | None, network: str, now: datetime
) -> ReaderCode:
    """Take a code out of the world and return what it stood for. Every try counts, also those of the same moment.

    Raises as `confirm_code`.
    """
    limits.count((limits.TRIES_FROM_NETWORK, network), now=now)
    if handle is None:
        raise _code_over()
    rows = ReaderCode.objects.filter(handle=handle, purpose=purpose, reader=reader)
    # The try is counted by the database before anything is compared.
    if not rows.filter(ends_at__gt=now, tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise _code_over()
    row = rows.first()
    if row is None or not constant_time_compare(row.code_mark, _code_mark(row.handle, _digits(code))):
        left = MOST_TRIES - row.tries if row else 0
        if left <= 0:
            raise _code_over()
        raise Invalid(_("Код не той. Перевірте цифри в листі."), code="code_wrong", field="code")
    if not rows.filter(pk=row.pk).delete()[0]:
        raise _code_over()  # the same code at the same moment, in another tab
    limits.give_back(limits.TRIES_FROM_NETWORK, network)
    return row


def check_address(address: str) -> None:
    """Raise Invalid (`email_unclear`), field `email`, for what no letter can be sent to."""
    try:
        validate_email(address)
    except ValidationError:
        sentence = _("Перевірте адресу: вона має виглядати так: olena@example.com.")
        raise Invalid(sentence, code="email_unclear", field="email") from None


def check_mail_works() -> None:
    """Raise Conflict (`no_mail`): a code that waits for mail settings is dead before it leaves."""
    if not settings.EMAIL_CONFIGURED:
        raise Conflict(_("Листи бібліотека ще не надсилає. Увійдіть за квитком і PIN."), code="no_mail")


@transaction.atomic
def _send(*, address: str, purpose: ReaderCode.Purpose, reader: Reader | None, now: datetime) -> UUID:
    ReaderCode.objects.filter(ends_at__lte=now).delete()
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    handle, ends_at = uuid4(), now + CODE_LIVES
    fresh = {"handle": handle, "code_mark": _code_mark(handle, code), "tries": 0, "made_at": now, "ends_at": ends_at}
    whose: dict[str, Any] = {"reader": None, "address": address} if reader is None else {"reader": reader}
    ReaderCode.objects.update_or_create(purpose=purpose, **whose, defaults={**fresh, "address": address})
    with transaction.atomic():
        queue_letter(
            template=f"reader_code_{purpose}",
            to=address,
            context={"code": f"{code[:3]} {code[3:]}", "until": clock_time(local(ends_at))},
            key=f"reader-code:{handle}",
            now=now,
            language=get_language() or "uk",
        )
        if reader is None and not queries.readers_at(address, now=now):
            # Nobody here has this address: the letter was written, and is taken back. It costs the same time.
            transaction.set_rollback(True)
    return handle


def _code_mark(handle: UUID, code: str) -> str:
    return salted_hmac("oseredok.people.reader_code", f"{handle}|{code}", algorithm="sha256").hexdigest()


def _digits(typed: str) -> str:
    return "".join(sign for sign in typed if sign.isascii() and sign.isdigit())


def _code_over() -> Conflict:
    return Conflict(_("Цей код уже не діє. Замовте новий."), code="code_over", field="code")


# --- Card and PIN -----------------------------------------------------------------------------------------


def sign_in_with_pin(*, card: str, pin: str, visitor: Visitor, now: datetime) -> Opened:
    """Let in whoever knows the card and the PIN that was set at the desk.

    Raises Conflict (`too_often`) and Invalid (`pin_wrong`).
    """
    reader = check_pin_of(card=card, pin=pin, network=visitor.network, now=now)
    return _open(reader=reader, way=ReaderSession.Way.PIN, address="", visitor=visitor, now=now)


def check_pin_of(*, card: str, pin: str, network: str, now: datetime) -> Reader:
    """Return the reader of a card whose PIN this is. Counted before it is looked at. Raises as `sign_in_with_pin`."""
    number = rules.clean_card(card)[:20]
    reader = queries.reader_by_card_or_joined(number)
    ever = (limits.PIN_EVER, str(reader.pk)) if reader and reader.pin_hash else (limits.PIN_OF_NOBODY, number)
    own = ((limits.PIN_OF_CARD, number), (limits.PIN_OF_CARD_A_DAY, number))
    limits.count((limits.TRIES_FROM_NETWORK, network), *own, ever, now=now)
    fits = _fits(_digits(pin), reader.pin_hash if reader else "")
    if reader is None or not fits or limits.is_spent(*ever):
        raise Invalid(_("Номер квитка або PIN не той."), code="pin_wrong", field="pin")
    limits.forgive(*own, ever)
    limits.give_back(limits.TRIES_FROM_NETWORK, network)
    return reader


def _fits(pin: str, pin_hash: str) -> bool:
    if not pin_hash:
        make_password(pin)  # the same work as a check
        return False
    return check_password(pin, pin_hash)


# --- Sessions ---------------------------------------------------------------------------------------------


def choose_reader(*, session: ReaderSession, public_id: UUID, now: datetime) -> Reader:
    """Go on as one of the people whom the session's address opens. Raises Invalid (`not_yours`), field `reader`."""
    for reader in queries.choices_of(session, now=now):
        if reader.public_id == public_id:
            session.reader = reader
            session.save(update_fields=["reader"])
            return reader
    raise Invalid(_("Виберіть одне з імен."), code="not_yours", field="reader")


def touch(*, session: ReaderSession, now: datetime) -> None:
    """Note that the session is used, once a minute at most."""
    if now - session.seen_at >= TOUCH_EVERY:
        ReaderSession.objects.filter(pk=session.pk).update(seen_at=now)


def prove_again(*, session: ReaderSession, now: datetime) -> None:
    """Note that the person has just proved who they are."""
    ReaderSession.objects.filter(pk=session.pk).update(proved_at=now)


def end_session(*, session: ReaderSession) -> None:
    """Leave this browser."""
    ReaderSession.objects.filter(pk=session.pk).delete()


def end_all_sessions(*, reader: Reader) -> int:
    """Leave every browser; return how many there were."""
    return ReaderSession.objects.filter(reader=reader).delete()[0]


@transaction.atomic
def _open(*, reader: Reader | None, way: ReaderSession.Way, address: str, visitor: Visitor, now: datetime) -> Opened:
    queries.ended_sessions(now=now).delete()
    token = secrets.token_urlsafe(32)
    session = ReaderSession.objects.create(
        token_mark=queries.token_mark(token),
        reader=reader,
        way=way,
        address=address,
        program=user_agent.words(visitor.program)[:60],
        is_own_device=visitor.is_own_device,
        began_at=now,
        seen_at=now,
        proved_at=now,
    )
    return Opened(token, session)
