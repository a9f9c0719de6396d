"""Keys, links, other windows, a restart: none of them opens the desktop or another site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from oseredok_station.settings import Settings
from tests.station import program, waiting
from tests.station.desktop import SIZE, Desktop
from tests.station.library_site import OTHER_PAGE_COLOUR, LibrarySite
from tests.station.looks import covers_with_page, shows_bar, start_session
from tests.station.program import Program

pytestmark = pytest.mark.slow

PUSHY_WINDOW = """
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
window.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint)
window.setStyleSheet("background: red")
window.setGeometry(200, 300, 500, 300)
window.show()
window.raise_()
app.processEvents()
print("above", flush=True)
app.exec()
"""


def test_keys_reach_the_page_and_not_the_desktop(desktop: Desktop, site: LibrarySite, station: Program) -> None:
    desktop.type("482913")
    waiting.until("the typed code", lambda: site.typed == "482913")
    desktop.press("alt+F4", "alt+Tab", "ctrl+alt+d", "alt+space", "super+e", "F11", "ctrl+w", "ctrl+q", "F12")
    desktop.stays("covered", lambda: covers_with_page(desktop), seconds=0.8)
    assert station.is_running()


def test_a_bar_is_not_closed(desktop: Desktop, site: LibrarySite, station: Program) -> None:
    start_session(desktop, site)
    desktop.click(SIZE[0] - 60, SIZE[1] - 60)
    desktop.press("alt+F4")
    desktop.stays("the desktop with a bar", lambda: shows_bar(desktop), seconds=0.8)
    assert station.is_running()


def test_a_window_that_wants_to_be_above_is_covered_again(
    desktop: Desktop, site: LibrarySite, station: Program, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", PUSHY_WINDOW]
    with subprocess.Popen(command, env=desktop.environment, stdout=subprocess.PIPE, text=True) as pushy:
        try:
            assert pushy.stdout is not None
            assert pushy.stdout.readline() == "above\n"
            desktop.until("covered again", lambda: covers_with_page(desktop))
        finally:
            pushy.terminate()


def test_other_sites_windows_downloads_and_files_stay_shut(
    desktop: Desktop, site: LibrarySite, station: Program, tmp_path: Path
) -> None:
    for height in (20, 70, 120, 170):
        desktop.click(20, height)
    desktop.click(600, 400)
    desktop.tool("xdotool", "click", "3")
    desktop.press("ctrl+n", "ctrl+t", "ctrl+o", "ctrl+u", "ctrl+shift+i", "ctrl+p")
    desktop.stays("covered by the page", lambda: covers_with_page(desktop), seconds=1)
    assert OTHER_PAGE_COLOUR not in desktop.colours()
    assert "/elsewhere/" not in site.asked
    assert [file.name for file in tmp_path.rglob("*") if file.name.startswith("file")] == []


def test_a_pairing_survives_a_restart_and_a_sign_in_does_not(
    desktop: Desktop, site: LibrarySite, chosen: Settings, tmp_path: Path
) -> None:
    for _start in range(2):
        with program.running(desktop, tmp_path, chosen):
            desktop.until("the page", lambda: covers_with_page(desktop))
            waiting.until("the cookie on the disk", (tmp_path / "profile" / "Cookies").exists)
    asked = [cookie for path, cookie in zip(site.asked, site.cookies, strict=True) if path == "/kiosk/seat/"]
    assert asked == ["", "paired=yes"]
