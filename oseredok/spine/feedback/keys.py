"""Keys that record once and tell nothing: keyed hashes, made with the secret key that is not in the database.

The key of a service, of a link or of one opened form goes in; from the kept hash nobody comes back to it, and the keys of a
rating, of its outcomes and of its comment cannot be told to have come from one form.
"""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.utils.crypto import salted_hmac

# Typed by hand from a poster: no letters and digits that look alike. Eight of them are 39 bits.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def mark(what: str, key: str) -> str:
    """Return what is kept in the place of `key`; `what` (rating, comment…) makes different marks of one key."""
    return salted_hmac(f"oseredok.feedback.{what}", key, algorithm="sha256").hexdigest()


def fresh() -> str:
    """Return the key of a form that is being opened."""
    return uuid4().hex


def short_code() -> str:
    """Return a code for an address that people may type."""
    return "".join(secrets.choice(_ALPHABET) for _place in range(8))


def long_code() -> str:
    """Return a code that nobody guesses, for the address of a tablet."""
    return secrets.token_urlsafe(24)
