"""Keyed hashes in the place of names of devices, routers and sessions: made with the secret key that is not in the database."""

from __future__ import annotations

import hashlib

from django.utils.crypto import constant_time_compare, salted_hmac

from oseredok.library.places.models import Library


def mark(what: str, *parts: object) -> str:
    """Return what is kept in the place of a name; empty when there is no name."""
    if not str(parts[-1]):
        return ""
    return salted_hmac(f"oseredok.wifi.{what}", "|".join(map(str, parts)), algorithm="sha256").hexdigest()


def station(library: Library, name: str) -> str:
    """Return the mark of a device; its name may be written with colons, dashes or dots."""
    return mark("station", library.pk, "".join(sign for sign in name.casefold() if sign.isalnum()))


def key_hash(key: str) -> str:
    """Return what is kept of a server's key. The key is 256 random bits, so a plain digest keeps it."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_key(key: str, kept: str) -> bool:
    """Compare in constant time; an empty `kept` suits nothing."""
    return bool(kept) and constant_time_compare(key_hash(key), kept)
