"""What every template knows about the look that this person chose. Kept in cookies: no account is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "theme": ("system", "light", "dark"),
    "letters": ("normal", "large"),
    "contrast": ("normal", "high"),
}


@dataclass(frozen=True)
class Appearance:
    """The first value of each is the default."""

    theme: str = "system"
    letters: str = "normal"
    contrast: str = "normal"


def chosen(request: HttpRequest) -> Appearance:
    """Read the cookies; anything that we did not write ourselves counts as the default."""
    values = {name: request.COOKIES.get(name, allowed[0]) for name, allowed in CHOICES.items()}
    return Appearance(**{name: value if value in CHOICES[name] else CHOICES[name][0] for name, value in values.items()})


def appearance(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `appearance.theme`, `.letters`, `.contrast`."""
    return {"appearance": chosen(request)}
