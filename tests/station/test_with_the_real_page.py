"""The program with Oseredok itself: paired once, opened by a booking's code, covered when the desk ends the session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from oseredok.services.seats import sitting
from oseredok.services.seats.models import Seat, State, Station
from oseredok.services.seats.stations import actions
from oseredok_station.settings import Settings
from tests.seats.conftest import Hall
from tests.seats.conftest import hall as hall  # the fixture
from tests.station import desktop as screens
from tests.station import program, waiting, wire
from tests.station.desktop import SIZE, Desktop
from tests.station.looks import BESIDE_THE_BAR, CORNER
from tests.station.program import Program

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BRAND = (0x14, 0x50, 0x7A)


@pytest.fixture
def clock(hall: Hall) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(hall.now, tick=True) as traveller:
        yield traveller


def button(desktop: Desktop) -> tuple[int, int] | None:
    """Find the main button of the kiosk's screen: the lowest thing of its colour."""
    found = desktop.find(BRAND, within=(0, 100, *SIZE))
    return found[-1] if found else None


def press_main_button(desktop: Desktop) -> None:
    place = button(desktop)
    assert place is not None
    desktop.click(*place)


def is_covered(desktop: Desktop) -> bool:
    return not desktop.shows_wallpaper()


def is_open(desktop: Desktop) -> bool:
    rest = desktop.colours(within=BESIDE_THE_BAR)
    return rest == {screens.WALLPAPER} and BRAND in desktop.colours(step=8, within=CORNER)


def begin(desktop: Desktop) -> None:
    """Press «Починаємо»: the desk has seated somebody here."""
    desktop.until("a button", lambda: button(desktop) is not None)
    press_main_button(desktop)
    desktop.until("the desktop with a bar", lambda: is_open(desktop))


def pair(seat: Seat, station: Program) -> None:
    waiting.until("a code on the screen", lambda: "page: pairing" in station.log)
    actions.confirm(code=Station.objects.get().code, seat=seat, now=timezone.now())
    waiting.until("the seat", lambda: "page: idle" in station.log)


def test_a_morning_at_one_computer(
    desktop: Desktop, hall: Hall, clock: time_machine.Traveller, live_server: Any, tmp_path: Path
) -> None:
    chosen = Settings(address=live_server.url)
    booked = hall.book(12, seat=hall.pc)
    with program.running(desktop, tmp_path, chosen) as station:
        pair(hall.pc, station)
        desktop.until("covered", lambda: is_covered(desktop))
    clock.move_to(hall.at(12, 1))
    with program.running(desktop, tmp_path, chosen) as station:
        waiting.until("the same seat after a restart", lambda: station.log.count("page: idle") == 2)
        desktop.until("a button", lambda: button(desktop) is not None)
        across, down = button(desktop) or (0, 0)
        desktop.click(across, down - 80)  # the field above it
        desktop.enter(booked.code)
        desktop.until("the rules", lambda: button(desktop) not in {None, (across, down)})
        begin(desktop)
        booked.refresh_from_db()
        assert booked.state == State.SEATED
        sitting.end(hold=booked, now=timezone.now(), staff=hall.world.consultant)
        desktop.until("covered at the end", lambda: is_covered(desktop))
    assert "shows bar: session" in station.log
    assert "shows countdown" not in station.log


def test_a_power_cut_and_no_network_after_it_leave_a_session_its_time(
    desktop: Desktop, hall: Hall, clock: time_machine.Traveller, live_server: Any, tmp_path: Path
) -> None:
    with wire.to(live_server.url) as network:
        chosen = Settings(address=network.address)
        with program.running(desktop, tmp_path, chosen) as station:
            pair(hall.pc, station)
        hold = hall.seat(hall.pc, minutes=60)
        with program.running(desktop, tmp_path, chosen) as station:
            begin(desktop)
            memory = tmp_path / "profile" / "Local Storage"
            waiting.until("its time on the disk", lambda: holds(memory, str(hold.public_id)), seconds=90)
            network.cut()
            station.process.kill()
        with program.running(desktop, tmp_path, chosen) as station:
            desktop.until("the desktop with a bar", lambda: is_open(desktop))
            assert "unreachable" not in station.log, "the page came from its own memory"
            network.mend()
            sitting.end(hold=hold, now=timezone.now(), staff=hall.world.consultant)
            desktop.until("covered at the end", lambda: is_covered(desktop))
            assert station.log.count("pairing") == 1
        network.cut()
        with program.running(desktop, tmp_path, chosen) as station:
            waiting.until("a free seat without network", lambda: "page: offline-idle" in station.log)
            desktop.until("covered", lambda: is_covered(desktop))


def holds(folder: Path, text: str) -> bool:
    """Return whether the page's memory on the disk has it: Chromium writes there some seconds later, in UTF-16."""
    return any(text.encode("utf-16-le") in file.read_bytes() for file in folder.rglob("*.log"))
