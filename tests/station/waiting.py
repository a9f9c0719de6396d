"""Waiting for something that another process does."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(what: str, is_so: Callable[[], bool], *, seconds: float = 120) -> None:
    """Return as soon as it is so; fail with `what` when it never comes."""
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, f"did not come: {what}"
        time.sleep(0.05)
