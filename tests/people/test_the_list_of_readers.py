"""The list of found readers goes on beyond the first page, without a name in any address."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.library.people import actions
from oseredok.library.people.registry import listing
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(listing, "A_PAGE", 3)
    world.sign_in(client, "consultant")
    with time_machine.travel(world.now, tick=False):
        for name in ("Ада", "Богдана", "Віра", "Ганна", "Дарина", "Зоя", "Ірина"):
            actions.register_reader(
                surname="Лимар", given_name=name, library=world.central, staff=world.consultant, now=world.now
            )
        yield client


def shown(answer: Any) -> list[str]:
    return [one.given_name for one in answer.context["found"].readers]


def test_pages_follow_each_other_in_ukrainian_order(desk: Client) -> None:
    first, second, third = (desk.post("/people/", {"text": "лимар", "page": page}) for page in ("", "2", "3"))
    assert [shown(first), shown(second), shown(third)] == [
        ["Ада", "Богдана", "Віра"],
        ["Ганна", "Дарина", "Зоя"],
        ["Ірина"],
    ]
    assert "Наступні" in first.content.decode()
    assert "Попередні" not in first.content.decode()
    assert "Показано з 4 до 6" in second.content.decode()
    assert "Наступні" not in third.content.decode()
    assert "Попередні" in third.content.decode()


def test_a_list_that_fits_has_no_pages(desk: Client) -> None:
    page = desk.post("/people/", {"text": "лимар ада"}).content.decode()
    assert "Показано" not in page


@pytest.mark.parametrize("sent", ["0", "-1", "²", "99999", "x", "٣"])
def test_a_hostile_number_of_a_page_is_answered(desk: Client, sent: str) -> None:
    assert desk.post("/people/", {"text": "лимар", "page": sent}).status_code in (200, 422)


def test_the_list_offers_to_register(desk: Client) -> None:
    assert 'href="/desk/reader/new/"' in desk.get("/people/").content.decode()
