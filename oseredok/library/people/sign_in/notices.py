"""The way into an account has changed: it stands in the account's history, and the owner hears of it by a letter."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.mail.actions import queue_letter
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import networks, user_agent
from oseredok.library.people.staff import actions as staff_actions
from oseredok.library.people.staff.models import AccountEvent

LETTER = "account_notice"

What = AccountEvent.What
EVENTS: dict[str, tuple[What, str | Promise]] = {
    "account/email/password_changed": (What.PASSWORD_CHANGED, _("Пароль змінено")),
    "account/email/password_set": (What.PASSWORD_CHANGED, _("Пароль задано")),
    "account/email/password_reset": (What.PASSWORD_BY_LETTER, _("Пароль змінено за листом")),
    "mfa/email/totp_activated": (What.PHONE_ADDED, _("Застосунок на телефоні додано як другий крок входу")),
    "mfa/email/totp_deactivated": (What.PHONE_REMOVED, _("Застосунок на телефоні більше не підтверджує вхід")),
    "mfa/email/webauthn_added": (What.PASSKEY_ADDED, _("Додано ключ доступу")),
    "mfa/email/webauthn_removed": (What.PASSKEY_REMOVED, _("Ключ доступу вилучено")),
    "mfa/email/recovery_codes_generated": (What.CODES_MADE, _("Зроблено нові запасні коди")),
}
"""What allauth calls its notices: what the history keeps, and what the letter says."""


def tell(request: HttpRequest, *, event: str, account: Account) -> None:
    """Keep what happened, and write to the account's address what, when and from where; nothing for an unknown event."""
    if event not in EVENTS:
        return
    (what, words), now = EVENTS[event], timezone.now()
    staff_actions.remember(account, what, by=account, now=now)
    if account.email:
        _write(request, words=words, account=account, now=now)


def _write(request: HttpRequest, *, words: str | Promise, account: Account, now: datetime) -> None:
    queue_letter(
        template=LETTER,
        to=account.email,
        context={
            "what": words,
            "username": account.username,
            "at": now,
            "program": user_agent.words(request.headers.get("User-Agent", "")),
            "network": networks.shortened(get_adapter().get_client_ip(request)),
        },
        key=f"account-notice:{uuid4()}",
        now=now,
        about=("people", str(account.pk)),
    )
