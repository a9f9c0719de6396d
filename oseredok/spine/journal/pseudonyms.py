"""Keyed hashes of the journal: who is the same visitor, which group counts belong to an entry.

Both need the secret key of the installation, which is not in the database: a copy of the database alone says neither.
Changing SECRET_KEY makes a reader look new until the year ends; keep the old one in SECRET_KEY_FALLBACKS, so that
group counts can still be reversed.
"""

import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac

from oseredok.library.people.models import GroupFlag, Reader
from oseredok.spine.journal.models import VisitorSalt


def visitor_key(*, reader: Reader, year: int) -> str:
    """Return the reader's key for a calendar year: the same all year, another one the next. Made of the id alone."""
    salt, _made = VisitorSalt.objects.get_or_create(year=year, defaults={"salt": secrets.token_hex(32)})
    return salted_hmac(f"journal.visitor:{salt.salt}", str(reader.pk), algorithm="sha256").hexdigest()[:32]


def group_key(*, entry_key: str, flag: str) -> str:
    """Return the key under which a flag of an entry is counted."""
    return _group_key(entry_key, flag, settings.SECRET_KEY)


def possible_group_keys(*, entry_key: str) -> list[str]:
    """Return the keys under which any flag of an entry could be counted, under this secret key and the older ones."""
    secret_keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_group_key(entry_key, flag, secret) for flag in GroupFlag.values for secret in secret_keys]


def _group_key(entry_key: str, flag: str, secret: str | bytes) -> str:
    return salted_hmac("journal.group", f"{entry_key}:{flag}", secret=secret, algorithm="sha256").hexdigest()
