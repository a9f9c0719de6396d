"""Letters by which people learn that the way into their account has changed: whoever did it, the owner hears of it."""

from __future__ import annotations

from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.mail.actions import queue_letter
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import networks, user_agent

LETTER = "account_notice"

WHAT: dict[str, str | Promise] = {
    "account/email/password_changed": _("Пароль змінено"),
    "account/email/password_set": _("Пароль задано"),
    "account/email/password_reset": _("Пароль змінено за листом"),
    "mfa/email/totp_activated": _("Застосунок на телефоні додано як другий крок входу"),
    "mfa/email/totp_deactivated": _("Застосунок на телефоні більше не підтверджує вхід"),
    "mfa/email/webauthn_added": _("Додано ключ доступу"),
    "mfa/email/webauthn_removed": _("Ключ доступу вилучено"),
    "mfa/email/recovery_codes_generated": _("Зроблено нові запасні коди"),
}
"""What allauth calls its notices, and what we say."""


def send(request: HttpRequest, *, event: str, account: Account) -> None:
    """Write to the account's address what happened, when and from where; nothing for an event that we do not tell."""
    if event not in WHAT or not account.email:
        return
    now = timezone.now()
    queue_letter(
        template=LETTER,
        to=account.email,
        context={
            "what": WHAT[event],
            "username": account.username,
            "at": now,
            "program": user_agent.words(request.headers.get("User-Agent", "")),
            "network": networks.shortened(get_adapter().get_client_ip(request)),
        },
        key=f"account-notice:{uuid4()}",
        now=now,
        about=("people", str(account.pk)),
    )
