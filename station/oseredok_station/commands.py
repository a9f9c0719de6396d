"""The library's own commands at the start and at the end of a session: one after another, with a time limit."""

from __future__ import annotations

import logging
import os
import queue
import shlex
import signal
import subprocess
import sys
import threading

log = logging.getLogger(__name__)


class Runner:
    """Runs commands in the order in which they were asked for, beside the screen, which never waits for them."""

    def __init__(self) -> None:
        self._asked: queue.Queue[tuple[str, str, float]] = queue.Queue()
        threading.Thread(target=self._work, name="commands", daemon=True).start()

    def ask(self, name: str, command: str, limit: float) -> None:
        """Run a command line when those before it are done; an empty one is nothing. `name` is what the log calls it.

        `limit`: its seconds; if it takes longer it is ended with all that it has started.
        """
        if command:
            self._asked.put((name, command, limit))

    def wait(self) -> None:
        """Return when nothing is left to run."""
        self._asked.join()

    def _work(self) -> None:
        while True:
            name, command, limit = self._asked.get()
            try:
                _run(name, command, limit)
            except (OSError, ValueError) as error:  # no such program; a quote that is not closed
                log.error("%s: could not start: %s", name, error)
            finally:
                self._asked.task_done()


def _run(name: str, command: str, limit: float) -> None:
    """Run and log the exit. What the command prints is thrown away: it may hold names of a visitor's files."""
    line = command if sys.platform == "win32" else shlex.split(command)
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(line, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    try:
        log.info("%s: ended with %s", name, process.wait(limit))
    except subprocess.TimeoutExpired:
        _end_with_children(process)
        log.warning("%s: ended by us after %s s", name, limit)


def _end_with_children(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603, S607
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
