"""What the worker does again and again, many times a minute: each in a thread of its own. Rooms register in
`AppConfig.ready()`.

    residents.register(Resident("search", turn=indexer.turn, pause_seconds=0.3))

What need not be so quick is an errand (`base.core.errands`), which leaves a row for each turn.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection

log = logging.getLogger("oseredok.worker")

CALM_SECONDS = 10.0


@dataclass(frozen=True)
class Resident:
    """`turn` does what waits and returns how much it was; with nothing to do it costs next to nothing."""

    code: str
    turn: Callable[[], int]
    pause_seconds: float

    def live(self, stopping: threading.Event) -> None:
        """Take turns until told to stop. A turn that broke is logged and tried again after a while."""
        while not stopping.is_set():
            pause = self.pause_seconds
            try:
                if self.turn():
                    pause = 0.0
            except DatabaseError:
                log.exception("Резидент %s: база не відповіла, спробуємо знову", self.code)
                connection.close()
                pause = CALM_SECONDS
            except Exception:
                log.exception("Резидент %s: спробуємо знову", self.code)
                pause = CALM_SECONDS
            close_old_connections()
            stopping.wait(pause)
        connection.close()


_residents: dict[str, Resident] = {}


def register(resident: Resident) -> None:
    """Make a resident known to the worker. Registering the same code again replaces the former."""
    _residents[resident.code] = resident


def start_all(stopping: threading.Event) -> list[threading.Thread]:
    """Start each in its own thread; return the threads."""
    threads = [
        threading.Thread(target=one.live, args=[stopping], name=f"resident {one.code}", daemon=True)
        for one in _residents.values()
    ]
    for thread in threads:
        thread.start()
    return threads
