"""What the state of a letter allows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.base.mail.models import Letter, State


def check_can_resend(letter: Letter, *, configured: bool) -> None:
    """Raise Conflict with the reason when the letter cannot be sent again."""
    if letter.is_forgotten:
        raise Conflict(_("Адресу й текст цього листа вже стерто."), code="letter-forgotten")
    if letter.state == State.SENT:
        raise Conflict(_("Цей лист уже надіслано."), code="letter-sent")
    if letter.state == State.SENDING:
        raise Conflict(_("Цей лист надсилається просто зараз."), code="letter-sending")
    if not configured:
        raise Conflict(
            _("Пошту ще не налаштовано. Лист піде сам, щойно адміністратор укаже поштовий сервер."),
            code="no-mail-settings",
        )


def can_resend(letter: Letter, *, configured: bool) -> bool:
    """Whether `check_can_resend` would let it."""
    try:
        check_can_resend(letter, configured=configured)
    except Conflict:
        return False
    return True
