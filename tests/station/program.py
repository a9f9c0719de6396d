"""The real program as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from oseredok_station import settings
from oseredok_station.settings import Settings
from tests.station import waiting
from tests.station.desktop import Desktop

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "station"


@dataclass
class Program:
    """A station that has been started; `process` is `oseredok-station`, or its keeper."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def log(self) -> str:
        file = self.folder / "station.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def ended_with(self) -> int:
        return self.process.wait(20)

    def is_running(self) -> bool:
        return self.process.poll() is None

    def station(self) -> int:
        """Return the process that a keeper has started."""
        return next(pid for pid in _children(self.process.pid) if b"oseredok_station" in command_of(pid))

    def renderers(self) -> list[int]:
        """Return the processes that draw pages: each is a fork of another of the browser's own, and keeps its name."""
        browsers = [pid for pid in _children(self.process.pid) if b"QtWebEngineProcess" in command_of(pid)]
        found = [
            child for browser in browsers for child in _children(browser) if command_of(child)
        ]  # a dead one has none
        assert found, "a browser that draws has a renderer"
        return found

    def kill_renderers(self) -> None:
        for pid in self.renderers():
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        family = [self.process.pid, *_children(self.process.pid)]
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def environment() -> dict[str, str]:
    """Return what the program is started with: our sources, and no sandbox only where a root's Chromium refuses it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    ours = {"PYTHONPATH": str(PACKAGE), "PYTHONUTF8": "1"}
    return {**inherited, **ours, **({"QTWEBENGINE_DISABLE_SANDBOX": "1"} if os.geteuid() == 0 else {})}


@contextmanager
def running(
    desktop: Desktop, folder: Path, chosen: Settings, *arguments: str, still_covered: bool = False
) -> Iterator[Program]:
    """Start the program with these settings on this desktop; end it after with all its processes.

    `still_covered`: another one goes on covering.
    """
    file = folder / "station.conf"
    if not file.exists():
        settings.save(file, chosen)
    command = [sys.executable, "-m", "oseredok_station", *arguments, "--settings", str(file), "--data", str(folder)]
    with (folder / "output").open("ab") as output:
        process = subprocess.Popen(
            command, env={**environment(), "DISPLAY": desktop.display}, stdout=output, stderr=output, cwd=folder
        )
    program = Program(process, folder)
    try:
        yield program
    finally:
        program.stop()
        if not still_covered:
            waiting.until("the wallpaper again", desktop.shows_wallpaper)


def _children(parent: int) -> list[int]:
    """Return all descendants, from /proc."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError, IndexError):
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    found, seen = [], [parent]
    while seen:
        above = seen.pop()
        below = [pid for pid, its_parent in parents.items() if its_parent == above]
        found += below
        seen += below
    return found


def command_of(pid: int) -> bytes:
    """Return a process's command line; nothing of one that has ended, though nobody has looked yet."""
    with suppress(OSError):
        return Path("/proc", str(pid), "cmdline").read_bytes()
    return b""
