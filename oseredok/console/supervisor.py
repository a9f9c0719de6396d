"""Keeps the parts of a running centre alive: a part that dies is started again and the reason is logged.

Knows nothing of Django: a part is a command. Nothing here may fail because the application is broken.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Self

log = logging.getLogger("oseredok.supervisor")

WINDOWS = sys.platform == "win32"
if sys.platform == "win32":
    OWN_GROUP, PLEASE_STOP = subprocess.CREATE_NEW_PROCESS_GROUP, signal.CTRL_BREAK_EVENT
else:
    OWN_GROUP, PLEASE_STOP = 0, signal.SIGTERM
CALM_SECONDS = 60.0
"""A part that has lived this long is healthy: its next death is its first again."""
LONGEST_DELAY = 60.0
STOP_SECONDS = 12.0
"""How long a part may finish what it is doing (a letter being sent) before it is ended by force."""
LOOK_SECONDS = 0.2


def delay_before_restart(failures: int) -> float:
    """Return the seconds to wait after the n-th death in a row: 0.5, 1, 2, 4 ... 60."""
    return min(LONGEST_DELAY, 0.5 * 2.0 ** min(failures - 1, 16))


def reason_of_death(code: int) -> str:
    """Say in words why a process ended, for the log."""
    if code >= 0:
        return f"код виходу {code}"
    try:
        return f"сигнал {signal.Signals(-code).name}"
    except ValueError:
        return f"сигнал {-code}"


@dataclass
class Part:
    """One process that must always run."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    failures: int = field(default=0, init=False)
    started: float = field(default=0.0, init=False)
    start_after: float = field(default=0.0, init=False)

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def start(self) -> None:
        # Its own group: Ctrl-C reaches the supervisor only, which then stops the parts in order, and what a dead
        # part left behind can be ended together.
        self.process = subprocess.Popen(  # noqa: S603  (our own command line)
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=not WINDOWS,
            creationflags=OWN_GROUP,
        )
        self.started = time.monotonic()

    def ask_to_stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        with contextlib.suppress(OSError):
            self.process.send_signal(PLEASE_STOP)

    def end_what_is_left(self) -> None:
        """End the process and everything it started; harmless when nothing is left."""
        if self.process is None:
            return
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                subprocess.run(  # noqa: S603
                    ["taskkill", "/T", "/F", "/PID", str(self.process.pid)],  # noqa: S607  (a part of Windows)
                    capture_output=True,
                    check=False,
                )
            else:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """Runs parts until it is told to stop; as a context manager it leaves no process behind, whatever happens."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._stopping = threading.Event()
        self._hurry = False

    def __enter__(self) -> Self:
        for part in self.parts:
            part.start()
            log.info("%s: запущено, процес %s", part.title, part.pid)
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop_all()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask everything to stop; asked twice, end it at once."""
        self._hurry = self._stopping.is_set()
        self._stopping.set()

    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def listen_to_signals(self) -> None:
        """Ctrl-C, a service manager's SIGTERM and a closed terminal all stop everything that was started."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self.stop)

    def run(self) -> None:
        """Look after the parts until `stop`."""
        while not self._stopping.wait(LOOK_SECONDS):
            self.look()

    def look(self) -> None:
        """Look once: note who died, start again whose time has come."""
        for part in self.parts:
            self._look_after(part)

    def _look_after(self, part: Part) -> None:
        moment = time.monotonic()
        if part.process is None:
            if moment >= part.start_after:
                part.start()
                log.info("%s: запущено знову, процес %s", part.title, part.pid)
            return
        code = part.process.poll()
        if code is None:
            return
        part.failures = 1 if moment - part.started > CALM_SECONDS else part.failures + 1
        delay = delay_before_restart(part.failures)
        log.error("%s: процес зупинився, %s; запускаємо знову через %g с", part.title, reason_of_death(code), delay)
        part.end_what_is_left()
        part.process = None
        part.start_after = moment + delay

    def _stop_all(self) -> None:
        for part in self.parts:
            part.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for part in self.parts:
            while part.process is not None and part.process.poll() is None:
                if self._hurry or time.monotonic() > deadline:
                    log.warning("%s: не зупиняється, завершуємо примусово", part.title)
                    break
                time.sleep(0.05)
            part.end_what_is_left()
