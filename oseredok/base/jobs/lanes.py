"""Two lanes of the queue, so that a letter does not wait behind an hour of import.

A task that may last long (a copy, an import, an export, the terms of keeping) is declared with the lane:

    @task(queue_name=lanes.LONG, takes_context=True)
    def back_up(context: TaskContext) -> None: ...

Everything else goes by the quick lane. The worker runs both at once, each a task at a time: long jobs never meet.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

LONG = "long"
HEARTBEAT_SECONDS = 10.0


@dataclass(frozen=True)
class Lane:
    """`queues` and `without` are what the queue's own worker understands; `suffix` tells the lanes' workers apart."""

    code: str
    suffix: str
    queues: tuple[str, ...]
    without: tuple[str, ...] = ()

    @property
    def heartbeat(self) -> Path:
        """The file that is touched while the lane moves."""
        return Path(settings.DATA) / f"worker{self.suffix}.heartbeat"

    def silent_for(self, *, now: float) -> float | None:
        """Return the seconds since the last sign of life; None when there has been none."""
        try:
            return now - self.heartbeat.stat().st_mtime
        except FileNotFoundError:
            return None

    def is_silent(self, *, now: float | None = None) -> bool:
        age = self.silent_for(now=time.time() if now is None else now)
        return age is None or age > HEARTBEAT_SECONDS * 3


QUICK_LANE = Lane("quick", "", ("*",), (LONG,))
LONG_LANE = Lane("long", "-long", (LONG,))
LANES = (QUICK_LANE, LONG_LANE)
