"""Staff set the program up and leave it; a second copy, a keeper, a trial window."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from oseredok_station import settings, staff_code
from oseredok_station.keep import STAFF_LEFT
from oseredok_station.settings import Settings
from tests.station import desktop as screens
from tests.station import program, waiting
from tests.station.conftest import CODE
from tests.station.desktop import Desktop
from tests.station.library_site import PAGE_COLOUR, LibrarySite
from tests.station.looks import covers_with_notice, covers_with_page
from tests.station.program import Program

pytestmark = pytest.mark.slow


def test_staff_leave_by_keys_and_a_code(desktop: Desktop, site: LibrarySite, station: Program) -> None:
    desktop.press("ctrl+alt+shift+q")
    desktop.until("the sheet for staff", lambda: covers_with_notice(desktop))
    desktop.enter("0000000")
    waiting.until("a refusal", lambda: "staff code: wrong" in station.log)
    assert station.is_running()
    desktop.enter(CODE)
    waiting.until("an open way out", lambda: "staff code: right" in station.log)
    desktop.press("space")
    assert station.ended_with() == STAFF_LEFT


def test_the_first_start_asks_for_the_address_and_a_code(desktop: Desktop, site: LibrarySite, tmp_path: Path) -> None:
    with program.running(desktop, tmp_path, Settings()):
        desktop.until("the sheet", lambda: covers_with_notice(desktop))
        desktop.enter("ftp://nowhere")
        desktop.stays("the sheet", lambda: covers_with_notice(desktop), seconds=0.5)
        desktop.press("ctrl+a")
        desktop.type(f"{site.address}/kiosk/")
        desktop.press("Tab")
        desktop.enter(CODE)
        desktop.until("the page", lambda: covers_with_page(desktop))
    kept = settings.load(tmp_path / "station.conf")
    assert kept.address == site.address
    assert staff_code.opens(CODE, kept.exit_code)


def test_a_second_copy_steps_back(desktop: Desktop, site: LibrarySite, station: Program, chosen: Settings) -> None:
    with program.running(desktop, station.folder, chosen, still_covered=True) as second:
        assert second.ended_with() == 2
    assert "Програма вже працює" in (station.folder / "output").read_text(encoding="utf-8")
    assert covers_with_page(desktop)


def test_a_keeper_starts_again_what_was_killed(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    with program.running(desktop, tmp_path, chosen, "keep") as kept:
        desktop.until("the page", lambda: covers_with_page(desktop))
        os.kill(kept.station(), signal.SIGKILL)
        desktop.until("the wallpaper", desktop.shows_wallpaper)
        desktop.until("the page again", lambda: covers_with_page(desktop))
        desktop.press("ctrl+alt+shift+q")
        desktop.until("the sheet for staff", lambda: covers_with_notice(desktop))
        desktop.enter(CODE)
        waiting.until("an open way out", lambda: "staff code: right" in kept.log)
        desktop.press("space")
        assert kept.ended_with() == STAFF_LEFT


def test_a_trial_window_leaves_the_desktop_alone_and_closes(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    with program.running(desktop, tmp_path, chosen, "--window") as tried:
        desktop.until("a window", lambda: desktop.colours() >= {PAGE_COLOUR, screens.WALLPAPER})
        desktop.press("alt+F4")
        assert tried.ended_with() == STAFF_LEFT
