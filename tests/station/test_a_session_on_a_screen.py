"""A session opens the desktop, its end covers it, on every monitor; the library's commands run beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from oseredok_station.settings import Settings
from tests.station import desktop as screens
from tests.station import program, waiting
from tests.station.desktop import Desktop
from tests.station.library_site import PAGE_COLOUR, LibrarySite
from tests.station.looks import NIGHT, covers_with_page, shows_bar, start_session
from tests.station.program import Program

pytestmark = pytest.mark.slow


def test_a_session_opens_the_desktop_and_its_end_covers_it(
    desktop: Desktop, site: LibrarySite, station: Program
) -> None:
    start_session(desktop, site)
    site.title = "warning · 00:05"
    desktop.stays("the desktop with a bar", lambda: shows_bar(desktop), seconds=0.6)
    for word in ("closing", "idle"):
        site.title = word
        desktop.until(f"covered by {word}", lambda: covers_with_page(desktop))


def test_commands_of_the_library_run_once_for_each_session_and_after_one_that_a_power_cut_ended(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    diary = tmp_path / "diary"
    notes = {name: f"sh -c 'echo {name} >> {diary}'" for name in ("on_start", "on_end")}
    chosen = replace(chosen, **notes)

    def has_run() -> list[str]:
        return diary.read_text().split() if diary.exists() else []

    with program.running(desktop, tmp_path, chosen) as station:
        start_session(desktop, site)
        site.title = "idle"
        waiting.until("both commands", lambda: has_run() == ["on_start", "on_end"])
        start_session(desktop, site)
        waiting.until("a second start", lambda: len(has_run()) == 3)
        station.process.kill()
    assert has_run() == ["on_start", "on_end", "on_start"]
    site.title = "idle"
    with program.running(desktop, tmp_path, chosen):
        waiting.until("the end that was owed", lambda: len(has_run()) == 4)
    assert has_run() == ["on_start", "on_end", "on_start", "on_end"]


def test_every_monitor_is_covered_also_one_that_is_plugged_in_later(
    desktop: Desktop, site: LibrarySite, station: Program
) -> None:
    left, right = (0, 240, 640, 720), (640, 0, 1280, 800)
    desktop.tool("xrandr", "--setmonitor", "*LEFT", "640/160x800/200+0+0", "screen")
    desktop.tool("xrandr", "--setmonitor", "RIGHT", "640/160x800/200+640+0", "none")
    try:
        desktop.until("the page on the left", lambda: desktop.colours(within=left) == {PAGE_COLOUR})
        desktop.until("a dark right", lambda: NIGHT in desktop.colours(within=right))
        assert not desktop.shows_wallpaper()
        assert PAGE_COLOUR not in desktop.colours(within=right)
        site.title = "session · 00:42"
        desktop.until("an open right", lambda: desktop.colours(within=right) == {screens.WALLPAPER})
        site.title = "idle"
        desktop.until("a dark right again", lambda: not desktop.shows_wallpaper())
    finally:
        for monitor in ("LEFT", "RIGHT"):
            desktop.tool("xrandr", "--delmonitor", monitor)
    desktop.until("the page over everything", lambda: covers_with_page(desktop))
