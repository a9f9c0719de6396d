"""A virtual screen: what is seen on it is read from the server's own memory, keys are pressed as by a person."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from runner.system import virtual_screen
from tests.station import waiting

Colour = tuple[int, int, int]
Area = tuple[int, int, int, int]  # left, top, right, bottom

SIZE = (1280, 800)
WALLPAPER = (170, 0, 255)
HEADER = 25  # numbers of four bytes at the head of an XWD file


@dataclass
class Desktop:
    """One running X server with a window manager, its wallpaper of a colour that nothing else has."""

    display: str
    picture: Path

    @property
    def environment(self) -> dict[str, str]:
        left_out = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"}
        ours = {name: value for name, value in os.environ.items() if name not in left_out}
        return {**ours, "DISPLAY": self.display}

    def colours(self, *, step: int = 40, within: Area | None = None) -> set[Colour]:
        """Return the colours of points `step` apart, all over the screen or within an area."""
        return {colour for colour, _place in self._points(step, within or (0, 0, *SIZE))}

    def find(self, wanted: Colour, *, step: int = 8, within: Area) -> list[tuple[int, int]]:
        """Return the points of a colour, the lowest last."""
        return [place for colour, place in self._points(step, within) if colour == wanted]

    def _points(self, step: int, area: Area) -> Iterator[tuple[Colour, tuple[int, int]]]:
        memory = self.picture.read_bytes()
        head = [int.from_bytes(memory[at * 4 : at * 4 + 4], "big") for at in range(HEADER)]
        start, line, point = head[0] + head[19] * 12, head[12], head[11] // 8
        left, top, right, bottom = area
        for y in range(top + step // 2, bottom, step):
            for x in range(left + step // 2, right, step):
                at = start + y * line + x * point
                yield (memory[at + 2], memory[at + 1], memory[at]), (x, y)

    def shows_wallpaper(self) -> bool:
        return WALLPAPER in self.colours()

    def until(self, what: str, is_so: Callable[[], bool], *, seconds: float = 120) -> None:
        """Wait for what the screen comes to show, and still shows a moment later: windows come and go in several steps."""

        def is_so_twice() -> bool:
            if not is_so():
                return False
            time.sleep(0.25)
            return is_so()

        waiting.until(what, is_so_twice, seconds=seconds)

    def stays(self, what: str, is_so: Callable[[], bool], *, seconds: float) -> None:
        """See that it is so again and again for a while."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            assert is_so(), f"no longer so: {what}"
            time.sleep(0.1)

    def press(self, *keys: str) -> None:
        self.tool("xdotool", "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self.tool("xdotool", "type", "--delay", "20", text)

    def enter(self, text: str) -> None:
        self.type(text)
        self.press("Return")

    def click(self, x: int, y: int) -> None:
        self.tool("xdotool", "mousemove", str(x), str(y), "click", "1")

    def tool(self, *command: str) -> str:
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=120
        ).stdout


@contextmanager
def running(folder: Path) -> Iterator[Desktop]:
    """Start an X server of memory only on a free display, with a window manager; end both after."""
    if sys.platform != "linux" or virtual_screen() is None:
        pytest.skip("немає віртуального екрана")
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            size,
            "-fbdir",
            str(folder),
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        desktop = Desktop(f":{number}", folder / "Xvfb_screen0")
        manager = subprocess.Popen(["openbox"], env=desktop.environment, stderr=subprocess.DEVNULL)
        try:
            desktop.tool("xsetroot", "-solid", "#{:02x}{:02x}{:02x}".format(*WALLPAPER))
            desktop.until("a wallpaper", lambda: desktop.colours() == {WALLPAPER})
            yield desktop
        finally:
            manager.terminate()
            manager.wait()
    finally:
        server.terminate()
        server.wait()
