"""The hall of `tests/seats` seen from the site: on a Wednesday at half past eleven, through HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.services.seats.models import Hold
from tests.seats.conftest import Hall, hall

__all__ = ["hall"]

DAY = "2026-10-15"
"""Thursday, the day after the tests' now."""
ABOUT = {
    "nickname": "Орися",
    "phone": "067 123 45 67",
    "email": "",
    "age_group": "22_35",
    "purpose": "study",
}


@dataclass
class Site:
    """A guest's browser."""

    client: Client
    hall: Hall

    def chosen(self, **more: str) -> dict[str, str]:
        return {"day": DAY, "start": "16:00", "minutes": "60", **more}

    def check(self, **more: str) -> Any:
        """Send the third screen."""
        return self.client.post("/seats/you/", {**self.chosen(), **ABOUT, "step": "check", **more})

    def book(self, **more: str) -> Any:
        """Send the last screen."""
        return self.client.post("/seats/book/", {**self.chosen(), **ABOUT, **more})

    def booked(self, **more: str) -> Hold:
        before = set(Hold.objects.values_list("pk", flat=True))
        answer = self.book(**more)
        assert answer.status_code == 302, text_of(answer)
        return Hold.objects.exclude(pk__in=before).get()


def text_of(answer: Any) -> str:
    """The words of a page, spaces joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def hidden_of(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def beside(answer: Any, field: str) -> str:
    """The sentence that stands beside a field."""
    found = re.search(rf'id="id_{field}_error".*?</(?:p|ul|div)>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).replace("\xa0", " ").split()) if found else ""


@pytest.fixture
def site(hall: Hall) -> Iterator[Site]:
    with time_machine.travel(hall.now, tick=False):
        yield Site(Client(), hall)
