"""Secrets of the second step lie in the database sealed by the server's key: a copy of the tables alone opens nothing.

What allauth needs to read again (the phone's secret, the seed of spare codes) is sealed by Fernet with a key made from
SECRET_KEY. Passkeys keep nothing secret here. With another SECRET_KEY nothing can be read: see `docs/uk/accounts.md`.
"""

from __future__ import annotations

import base64

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from oseredok.library.people.models import Account

MARK = "sealed:"
_SALT = "oseredok.people.second-step"
_SECRETS = ("secret", "seed")


class UnreadableSecretError(ValueError):
    """It was sealed by another SECRET_KEY."""


def seal(text: str) -> str:
    """Return `text` as it is kept."""
    return MARK + _box().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """Return what was sealed; what was kept before there was a seal as it is. Raises UnreadableSecretError."""
    if not kept.startswith(MARK):
        return kept
    try:
        return _box().decrypt(kept.removeprefix(MARK)).decode()
    except InvalidToken:
        raise UnreadableSecretError from None


def unreadable_accounts() -> list[Account]:
    """Return open accounts whose phone or spare codes were sealed by another key."""
    rows = Authenticator.objects.filter(user__is_active=True).select_related("user").order_by("user_id", "pk")
    return list({row.user_id: row.user for row in rows if not _is_readable(row)}.values())


def is_unreadable(account: Account) -> bool:
    """Whether the codes of an account cannot be checked because they were sealed by another key."""
    return not all(_is_readable(row) for row in Authenticator.objects.filter(user_id=account.pk))


def seal_what_is_open() -> int:
    """Seal what was kept before there was a seal; return how many."""
    sealed = 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN):
        bare = {name: seal(row.data[name]) for name in _SECRETS if not row.data.get(name, MARK).startswith(MARK)}
        if bare:
            row.data |= bare
            row.save(update_fields=["data"])
            sealed += 1
    return sealed


def _is_readable(row: Authenticator) -> bool:
    try:
        for name in _SECRETS:
            unseal(row.data.get(name, ""))
    except UnreadableSecretError:
        return False
    return True


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(key))) for key in keys])


def _key(secret: str | bytes) -> bytes:
    made: bytes = salted_hmac(_SALT, "", secret=secret, algorithm="sha256").digest()
    return made
