"""How the tests read what was sent to a reader, and come in as one."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from oseredok.base.mail.models import Letter
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import pins as reader_pins
from tests.world import World

PIN = "4071"


def last_code(address: str) -> str:
    """The code of the latest letter to an address."""
    letter = Letter.objects.filter(to=address, template__startswith="reader_code").order_by("-pk")[:1].get()
    found = re.search(r"\b(\d{3} \d{3})\b", letter.text)
    assert found, letter.text
    return found[1]


def ask_code(client: Client, address: str, **more: str) -> Any:
    return client.post("/my/sign-in/", {"email": address, **more})


def come_in(client: Client, address: str, **more: str) -> Any:
    """Come in by a code, as a person does."""
    ask_code(client, address, **more)
    return client.post("/my/sign-in/code/", {"code": last_code(address)})


def come_in_by_pin(client: Client, world: World, reader: Reader, **more: str) -> Any:
    """Set a PIN at the desk and come in by the card."""
    reader_pins.set_pin(reader=reader, pin=PIN, now=world.now)
    return client.post("/my/sign-in/card/", {"card": reader.card_number, "pin": PIN, **more})
