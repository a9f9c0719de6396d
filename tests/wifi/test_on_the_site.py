"""The public pages: how to join, and one's own code on the phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from oseredok.library.places.models import Library
from oseredok.services.wifi import actions
from oseredok.services.wifi.models import WifiCode
from tests.desk.test_the_day import text_of
from tests.wifi.network import NETWORK, PASSWORD, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def central(world: World) -> Library:
    turn_on(world.central, minutes=90)
    return world.central


def test_the_page_tells_how_to_join_but_not_the_password(client: Client, central: Library) -> None:
    page = text_of(client.get("/wifi/"))
    assert NETWORK in page
    assert "Візьміть код біля стійки" in page
    assert "Код діє 90 хв від першого входу" in page
    assert PASSWORD not in page


def test_without_a_named_network_the_desk_is_asked(client: Client, world: World) -> None:
    assert "Спитайте біля стійки, як приєднатися." in text_of(client.get("/wifi/"))


def test_it_speaks_english(client: Client, central: Library) -> None:
    page = text_of(client.get("/en/wifi/"))
    assert "Take a code at the desk" in page
    assert "works for 90 min" in page


@pytest.mark.usefixtures("searchable")
def test_the_search_finds_it(client: Client, central: Library) -> None:
    assert "/wifi/" in client.get("/search/", {"q": "вайфай"}).content.decode()


def test_a_code_is_shown_on_the_phone(client: Client, central: Library) -> None:
    code = actions.issue_code(place=central, now=NOW)
    page = client.get(f"/wifi/{code.public_id}/")
    text = text_of(page)
    assert f"{code.code[:4]} {code.code[4:]}" in text
    assert "Діє сьогодні до 19:00." in text
    assert PASSWORD in text
    assert "no-store" in page.headers["Cache-Control"]
    assert 'content="noindex, nofollow"' in page.content.decode()


def test_a_slip_says_until_which_day_it_is_good(client: Client, central: Library, morning: Any) -> None:
    code = actions.print_batch(place=central, size=1, days=60, now=NOW).codes.get()
    assert "Скористайтеся до 13 грудня 2026 р. включно. Від першого входу: 90 хв." in text_of(
        client.get(f"/wifi/{code.public_id}/")
    )


def test_a_code_given_out_after_closing_lasts_till_the_end_of_the_day(
    client: Client, central: Library, morning: Any
) -> None:
    morning.shift(timedelta(hours=9))
    code = actions.issue_code(place=central, now=NOW + timedelta(hours=9))
    assert "Діє до кінця дня." in text_of(client.get(f"/wifi/{code.public_id}/"))


def test_a_code_that_is_over_shows_no_digits(client: Client, central: Library, morning: Any) -> None:
    code = actions.issue_code(place=central, now=NOW)
    morning.shift(timedelta(days=1))
    page = client.get(f"/wifi/{code.public_id}/")
    assert page.status_code == 410
    assert "Час цього коду скінчився." in text_of(page)
    assert code.code[:4] not in text_of(page)
    assert PASSWORD not in text_of(page)


def test_a_revoked_code_says_so(client: Client, central: Library) -> None:
    code = actions.revoke_code(code=actions.issue_code(place=central, now=NOW), now=NOW)
    assert "Цей код скасовано." in text_of(client.get(f"/wifi/{code.public_id}/"))


def test_a_code_for_later_says_from_when(client: Client, central: Library) -> None:
    later = NOW + timedelta(days=1)
    code = actions.code_for(
        place=central, subject=("seats", "7"), since=later, until=later + timedelta(hours=1), now=NOW
    )
    assert isinstance(code, WifiCode)
    text = text_of(client.get(f"/wifi/{code.public_id}/"))
    assert "Діє з 15 жовтня 2026 р., 11:30." in text
    assert "Діє до 15 жовтня 2026 р., 12:30." in text


def test_an_address_that_was_made_up_opens_nothing(client: Client, central: Library) -> None:
    assert client.get(f"/wifi/{uuid4()}/").status_code == 404
