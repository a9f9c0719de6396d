"""Addresses of a saved search. A link in a letter holds a signed key: who has it may confirm, change and stop, nothing else."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from oseredok.services.alerts.models import SavedSearch

_SALT = "oseredok.alerts"


def are_letters_offered() -> bool:
    """Whether letters go out, with links that work: without both, nobody could stop them."""
    return bool(settings.EMAIL_CONFIGURED and settings.PUBLIC_ADDRESS)


def key_of(search: SavedSearch) -> str:
    return signing.dumps(search.public_id.hex, salt=_SALT)


def by_key(key: str) -> SavedSearch | None:
    """Return the search that a letter's key opens; None when it is forged or the search is gone."""
    try:
        public_id = UUID(signing.loads(key, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return SavedSearch.objects.filter(public_id=public_id).first()


def path_of(search: SavedSearch, *, newest_first: bool = False) -> str:
    """Return the page of results, in the language that is active."""
    filters = dict(search.filters)
    [kind] = filters.pop("source", [""])
    told = [
        ("q", search.query),
        ("kind", kind),
        *((f"f-{code}", one) for code, many in filters.items() for one in many),
    ]
    if newest_first:
        told.append(("sort", "-added"))
    return f"{reverse('front:search')}?{urlencode([(name, value) for name, value in told if value])}"


def in_letter(search: SavedSearch, name: str) -> str:
    """Return the whole address of a page that a letter leads to, in the language of its owner."""
    with translation.override(search.language):
        return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=[key_of(search)])}"
