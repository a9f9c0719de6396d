"""«Зала» of the tests: the hall of `tests.seats`, a consultant at the desk, the clock at an open Wednesday's 11:30."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from tests.seats.conftest import Hall
from tests.seats.conftest import hall as hall  # the fixture

HOME = "/desk/hall/"


def words(answer: HttpResponse) -> str:
    """The page with plain spaces."""
    return answer.content.decode().replace("\xa0", " ")


@dataclass
class Desk:
    """One librarian's browser, forms without scripts unless `live`."""

    client: Client
    hall: Hall
    clock: Any

    def get(self, path: str = "", **query: Any) -> HttpResponse:
        return self.client.get(HOME + path, query)  # type: ignore[return-value]

    def page(self, path: str = "", **query: Any) -> str:
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def post(self, path: str, *, live: bool = False, **data: Any) -> HttpResponse:
        headers = {"HX-Request": "true"} if live else None
        return self.client.post(HOME + path, data, headers=headers)  # type: ignore[return-value]

    def press(self, path: str, **data: Any) -> str:
        """Press a button; what the desk says then."""
        answer = self.client.post(HOME + path, data, follow=True)
        assert answer.status_code == 200, answer.status_code
        return words(answer)

    def refused(self, path: str, **data: Any) -> str:
        answer = self.post(path, **data)
        assert answer.status_code == 422, answer.status_code
        return words(answer)

    def at(self, moment: datetime) -> None:
        self.clock.move_to(moment)


@pytest.fixture
def desk(client: Client, hall: Hall) -> Iterator[Desk]:
    with time_machine.travel(hall.now, tick=False) as clock:
        hall.world.sign_in(client, "consultant")
        yield Desk(client, hall, clock)
