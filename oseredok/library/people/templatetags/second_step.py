"""The second step in templates: is it demanded of this person, and has this person a passkey to offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django import template
from django.conf import settings

from oseredok.library.people.models import Account
from oseredok.library.people.sign_in.second_step import has_second_step, is_demanded

register = template.Library()


@register.filter
def has_keys(options: Mapping[str, Any] | None) -> bool:
    """Whether the person who signs in has a passkey that the browser may be asked for."""
    return bool(options and options["publicKey"].get("allowCredentials"))


@register.simple_tag
def second_step_of(account: Account) -> dict[str, bool]:
    """Return `is_demo`, `demanded`, `on`, and what it consists of: `phone`, `passkeys`, `codes`."""
    kinds = set(Authenticator.objects.filter(user_id=account.pk).values_list("type", flat=True))
    return {
        "is_demo": settings.DEMO,
        "demanded": is_demanded(account=account),
        "on": has_second_step(account),
        "phone": Authenticator.Type.TOTP in kinds,
        "passkeys": Authenticator.Type.WEBAUTHN in kinds,
        "codes": Authenticator.Type.RECOVERY_CODES in kinds,
    }
