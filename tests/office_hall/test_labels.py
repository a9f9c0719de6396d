"""Labels on paper: a sheet of the chosen seats, one alone, each with the code of its seat's page."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from oseredok.library.places import place_actions
from oseredok.services.seats import label_paper, layout
from oseredok.services.seats.models import Seat
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def seats(world: World, client: Client) -> list[Seat]:
    world.sign_in(client, "head")
    room = place_actions.add_room(
        library=world.central, name="Коворкінг", purpose="coworking", area=Decimal(42), step_free=True
    )
    names = ["ПК 1", "Кімната для зустрічей і гуртків", *(f"Ноутбук {number}" for number in range(1, 11))]
    return [layout.add_seat(room=room, name=name, kind="laptop") for name in names]


def pages(answer: Any) -> list[str]:
    assert answer.headers["Content-Type"] == "application/pdf", answer.content.decode()[:300]
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in paper]


def path(seats: list[Seat]) -> str:
    return f"/office/hall/{seats[0].room.library_id}/labels/"


def test_all_are_marked_and_make_sheets_of_ten(client: Client, seats: list[Seat]) -> None:
    page = client.get(path(seats)).content.decode()
    assert page.count(" checked") == len(seats)
    found = pages(client.get(path(seats), {"seat": [str(one.public_id) for one in seats], "make": "1"}))
    assert len(found) == 2
    assert [one.name for one in seats if one.name in found[0]] == [one.name for one in seats[:10]]
    assert "Коворкінг, " in found[0]
    assert "Ноутбук 10" in found[1]


def test_one_seat_is_one_small_label(client: Client, seats: list[Seat]) -> None:
    assert (
        f"labels/?seat={seats[0].public_id}" in client.get(f"/office/hall/seat/{seats[0].public_id}/").content.decode()
    )
    answer = client.get(path(seats), {"seat": str(seats[0].public_id)})
    [text] = pages(answer)
    assert text.startswith("ПК 1")
    width, height = pypdfium2.PdfDocument(io.BytesIO(answer.content))[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (105, 60)


def test_each_code_opens_the_page_of_its_seat(
    client: Client, seats: list[Seat], settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_ADDRESS = "https://biblioteka.example"
    drawn: list[str] = []
    original = label_paper.qr_svg

    def watched(text: str) -> str:
        drawn.append(text)
        return original(text)

    monkeypatch.setattr(label_paper, "qr_svg", watched)
    pages(client.get(path(seats), {"seat": [str(one.public_id) for one in seats[:2]]}))
    assert drawn == [f"https://biblioteka.example/seats/s/{one.public_id}/" for one in seats[:2]]
    assert Client().get(drawn[0].removeprefix("https://biblioteka.example")).status_code == 200


def test_none_or_one_put_away_is_refused_in_words(client: Client, seats: list[Seat]) -> None:
    answer = client.get(path(seats), {"make": "1"})
    assert answer.status_code == 422
    assert "Позначте хоча б одне місце." in answer.content.decode()
    layout.retire_seat(seat=seats[0], now=timezone.now())
    answer = client.get(path(seats), {"seat": str(seats[0].public_id)})
    assert answer.status_code == 422
    assert "Такого місця в залі вже немає." in answer.content.decode()


def test_a_library_without_seats_says_what_to_do_first(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    assert "Додайте місця в залу" in client.get(f"/office/hall/{world.central.pk}/labels/").content.decode()
