"""A reader corrects how to reach them: the phone at once, the address when a letter to it was answered by its code."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid, NotAllowed
from oseredok.base.core.phones import normalise_phone
from oseredok.base.mail.actions import queue_letter
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import queries, sign_in
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession

CHANGED_LETTER = "reader_address_changed"


@transaction.atomic
def set_phone(*, reader: Reader, phone: str, now: datetime) -> Reader:
    """Keep another phone, or none.

    Raises:
        Invalid: the number cannot be one.
        NotAllowed (`phone_of_a_parent`), field `phone`: with it the reader would open the page of a child. Nobody has
            proved whose the number is, and a namesake of the parent could tell it.
    """
    reader = queries.live_readers().select_for_update().get(pk=reader.pk)
    before = queries.children_of([reader], now=now)
    reader.phone = normalise_phone(phone) if phone.strip() else ""
    if any(child not in before for child in queries.children_of([reader], now=now)):
        raise NotAllowed(
            _("Цей номер записано в картці дитини. Змінити його на свій можна в бібліотеці."),
            code="phone_of_a_parent",
            field="phone",
        )
    reader.save(update_fields=["phone"])
    return reader


def check_can_change_address(*, reader: Reader, session: ReaderSession, now: datetime) -> None:
    """Raise NotAllowed (`child_alone`), field `email`, for a child who came by the card.

    By the address a parent decides about the child's data: who puts their own there could erase everything alone.
    """
    if session.way == ReaderSession.Way.PIN and queries.is_child(reader, now=now):
        raise NotAllowed(
            _("Пошту дитини змінює хтось із батьків: за кодом на свою пошту або в бібліотеці."),
            code="child_alone",
            field="email",
        )


def propose_address(
    *, session: ReaderSession, reader: Reader, address: str, visitor: sign_in.Visitor, now: datetime
) -> UUID:
    """Send a code to the address that the reader wants to be reached at; nothing changes yet.

    Whoever else has the address learns of it from the letter; the reader is told nothing about others.

    Raises:
        Invalid (`email_same`, `email_unclear`), field `email`; Conflict (`no_mail`, `too_often`);
        NotAllowed (`child_alone`).
    """
    check_can_change_address(reader=reader, session=session, now=now)
    if queries.clean_address(address) == queries.clean_address(reader.email):
        raise Invalid(_("Це та сама адреса."), code="email_same", field="email")
    return sign_in.send_code_to(
        reader=reader, address=address, purpose=ReaderCode.Purpose.NEW_ADDRESS, visitor=visitor, now=now
    )


def waiting_address(reader: Reader, *, now: datetime) -> str:
    """Return the address that waits to be proved; empty when none does."""
    rows = ReaderCode.objects.filter(reader=reader, purpose=ReaderCode.Purpose.NEW_ADDRESS, ends_at__gt=now)
    return rows.values_list("address", flat=True).first() or ""


def confirm_address(*, session: ReaderSession, reader: Reader, code: str, network: str, now: datetime) -> Reader:
    """Keep the address to which the code came. The former one is told, and opens nothing any more.

    Raises as `sign_in.use_code`, and NotAllowed (`child_alone`).
    """
    check_can_change_address(reader=reader, session=session, now=now)
    waiting = ReaderCode.objects.filter(reader=reader, purpose=ReaderCode.Purpose.NEW_ADDRESS).first()
    row = sign_in.use_code(
        handle=waiting.handle if waiting else None,
        code=code,
        purpose=ReaderCode.Purpose.NEW_ADDRESS,
        reader=reader,
        network=network,
        now=now,
    )
    return _keep_address(session=session, reader=reader, address=row.address, now=now)


def forget_address(*, session: ReaderSession, reader: Reader, now: datetime) -> Reader:
    """Keep no address at all: from now on the reader comes in by the card and PIN only.

    Raises NotAllowed (`child_alone`).
    """
    check_can_change_address(reader=reader, session=session, now=now)
    return _keep_address(session=session, reader=reader, address="", now=now)


@transaction.atomic
def _keep_address(*, session: ReaderSession, reader: Reader, address: str, now: datetime) -> Reader:
    reader = queries.live_readers().select_for_update().get(pk=reader.pk)
    former, reader.email = reader.email, address
    reader.save(update_fields=["email"])
    # Browsers that the former address had opened are out, this one goes on as the new address.
    others = ReaderSession.objects.filter(reader=reader, way=ReaderSession.Way.CODE).exclude(pk=session.pk)
    others.delete()
    ReaderSession.objects.filter(pk=session.pk).exclude(address="").update(address=address or queries.NO_ADDRESS)
    if former and settings.EMAIL_CONFIGURED:
        queue_letter(
            template=CHANGED_LETTER,
            to=former,
            context={"library": reader.home_library.name, "phone": reader.home_library.phone},
            key=f"reader-address-changed:{session.pk}:{now.timestamp()}",
            now=now,
            about=("people", str(reader.public_id)),
            language=get_language() or "uk",
        )
    return reader
