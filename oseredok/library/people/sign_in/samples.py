"""Ready sign-ins that the demo centre offers on its sign-in page. A real centre offers none, whatever is registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare


@dataclass(frozen=True)
class SampleSignIn:
    """One door: `who` says in words what the person does («Консультантка, центральна бібліотека»)."""

    username: str
    password: str
    who: str


_providers: list[Callable[[], list[SampleSignIn]]] = []


def register(provider: Callable[[], list[SampleSignIn]]) -> None:
    """Offer sign-ins on the demo's sign-in page."""
    if provider not in _providers:
        _providers.append(provider)


def offered() -> list[SampleSignIn]:
    """Return what the sign-in page shows: nothing unless this is the demo centre."""
    if not settings.DEMO:
        return []
    return [one for provider in _providers for one in provider()]


def is_public(password: str) -> bool:
    """Whether this is a password of the demo, which everybody knows, in a centre that is not shown as one.

    Whoever serves a demo's database as a real centre would otherwise leave all its doors open.
    """
    if settings.DEMO:
        return False
    return any(constant_time_compare(one.password, password) for provider in _providers for one in provider())
