"""A clock that a visitor cannot turn back."""

from __future__ import annotations

import time


def seconds() -> float:
    """Return seconds since some moment; they go on while the computer sleeps, and no setting of the wall clock moves them."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux: its monotonic clock stops in sleep; that of Windows does not
    return time.monotonic() if boot is None else time.clock_gettime(boot)
