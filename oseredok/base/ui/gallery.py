"""Samples that the gallery shows: every component in every state, with believable words."""

from __future__ import annotations

from typing import Any, Final

FAMILIES: Final[dict[str, str]] = {}


def sample(family: str) -> dict[str, Any]:
    """Context of one family's page."""
    return {}
