"""Invented readers as whom a guest of the demo centre may come in. A real centre offers none, whatever is registered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class SampleReader:
    """One reader of the demo: `who` says in words whom the card belongs to."""

    card: str
    pin: str
    who: str


_providers: list[Callable[[], list[SampleReader]]] = []


def register(provider: Callable[[], list[SampleReader]]) -> None:
    """Offer readers on the demo's page of signing in."""
    if provider not in _providers:
        _providers.append(provider)


def offered() -> list[SampleReader]:
    """Return what the page shows: nothing unless this is the demo centre."""
    if not settings.DEMO:
        return []
    return [one for provider in _providers for one in provider()]
