"""Starts the program again whenever it ends by anything but staff."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

log = logging.getLogger(__name__)

STAFF_LEFT = 10  # the program's exit code when staff closed it; after any other it is started again
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
LONG_ENOUGH = 60.0  # a run of so many seconds was a good one: the next wait is short again


def keep(arguments: Sequence[str]) -> int:
    """Run `oseredok-station` with these arguments, again and again, until staff close it; return the exit code.

    It ends too when whoever started it is gone: the desktop's session is over then, and its screen with it.
    """
    command = [sys.executable, "-m", "oseredok_station", *arguments]
    wait, parent = FIRST_WAIT, os.getppid()
    while True:
        began = time.monotonic()
        with subprocess.Popen(command) as child:  # noqa: S603
            signal.signal(signal.SIGTERM, lambda *_: _end(child))
            code = child.wait()
        if code == STAFF_LEFT or os.getppid() != parent:
            return code
        wait = FIRST_WAIT if time.monotonic() - began >= LONG_ENOUGH else min(wait * 2, LONGEST_WAIT)
        log.warning("the program ended with %s; again in %s s", code, wait)
        time.sleep(wait)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End both when the session of the desktop ends."""
    child.terminate()
    sys.exit(128 + signal.SIGTERM)
