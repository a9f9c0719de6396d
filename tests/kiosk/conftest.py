"""Computers at the seats of `tests.seats`, each a browser of its own; the clock at an open Wednesday's 11:30."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from oseredok.services.seats.models import Hold, Seat, Station
from oseredok.services.seats.stations import actions
from tests.seats.conftest import Hall
from tests.seats.conftest import hall as hall  # the fixture

HOME = "/kiosk/seat/"


@dataclass
class Computer:
    """The browser of one computer."""

    client: Client
    hall: Hall
    clock: Any

    def at(self, moment: datetime) -> None:
        self.clock.move_to(moment)

    @property
    def now(self) -> datetime:
        return timezone.now()

    def page(self, path: str = "", *, status: int = 200) -> str:
        """The screen as words and marks, spaces plain."""
        answer = self.client.get(HOME + path)
        assert answer.status_code == status, answer.status_code
        return answer.content.decode().replace("\xa0", " ")

    def send(self, path: str, *, status: int = 200, **data: Any) -> str:
        """Send a form as a browser does, on to the screen that follows."""
        answer = self.client.post(f"{HOME}{path}/", data, follow=True)
        assert answer.status_code == status, f"{answer.status_code}: {word(answer.content.decode())}"
        return answer.content.decode().replace("\xa0", " ")

    def state(self) -> dict[str, Any]:
        told: dict[str, Any] = self.client.get(f"{HOME}state.json").json()
        return told

    def code(self) -> str:
        """What stands on the screen of a computer that nobody has paired."""
        found = re.search(r'station__code">(\w{3}) (\w{3})<', self.page())
        assert found, "no code on the screen"
        return found[1] + found[2]

    def pair(self, seat: Seat, *, name: str = "") -> Station:
        return actions.confirm(code=self.code(), seat=seat, name=name, now=self.now)

    def begin(self, code: str) -> str:
        """Type a code, read the rules, press «Починаємо»."""
        return self.send("start", ticket=ticket(self.send("sign-in", code=code)))

    def report(self, hold: Hold, at: datetime) -> Any:
        """What the script tells when the network is back."""
        data = {"hold": str(hold.public_id), "at": at.isoformat()}
        return self.client.post(f"{HOME}end/", data, headers={"Accept": "application/json"})


def word(page: str) -> str:
    """The state that the program around the page reads, which the title begins with too."""
    found = re.search(r'<html[^>]* data-station="([\w-]+)"', page)
    assert found, "the page tells no state"
    title = re.search(r"<title>([\w-]+)", page)
    assert title is not None
    assert title[1] == found[1]
    return found[1]


def ticket(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found, re.sub(r"<[^>]+>|\s+", " ", page)[-600:]
    return found[1]


@pytest.fixture
def new_computer(hall: Hall) -> Iterator[Callable[[], Computer]]:
    with time_machine.travel(hall.now, tick=False) as clock:
        yield lambda: Computer(Client(), hall, clock)


@pytest.fixture
def computer(new_computer: Callable[[], Computer], hall: Hall) -> Computer:
    """A computer that stands at «ПК 1»."""
    made = new_computer()
    made.pair(hall.pc)
    return made
