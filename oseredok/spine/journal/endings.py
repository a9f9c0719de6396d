"""Registry: who hangs something on the end of another room's session (a code of Wi-Fi), and must know when that end moves.

Rooms register in `AppConfig.ready()`; the room of the session tells each new end. A subject is named as entries name it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

EndMoved = Callable[[tuple[str, str], datetime, datetime], None]

_told: dict[str, EndMoved] = {}


def register(code: str, told: EndMoved) -> None:
    """Let `told(subject, until, now)` hear of every moved end. Registering the same code again replaces the former."""
    _told[code] = told


def moved(subject: tuple[str, str], *, until: datetime, now: datetime) -> None:
    """Tell everyone that what `subject` names is over at `until`. Part of the caller's transaction."""
    for told in _told.values():
        told(subject, until, now)
