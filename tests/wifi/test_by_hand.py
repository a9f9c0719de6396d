"""Where nothing counts by itself: a connection in one tap, taken back in one tap, the same as typed on the desk."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.spine.journal.models import Entry
from tests.desk.test_the_day import text_of
from tests.wifi.network import counted, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "consultant")
    return client


def undo_address(page: Any) -> str:
    found = re.search(r'action="(/desk/wifi/undo/[^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_a_tap_counts_one(desk: Client, world: World) -> None:
    page = desk.post("/desk/wifi/count/", {"key": "a"}, follow=True)
    assert "Записано підключення до Wi-Fi." in text_of(page)
    assert "Сьогодні записано: 1 підключення." in text_of(page)
    entry = Entry.objects.get()
    assert (entry.kind.code, entry.staff, entry.place) == ("wifi", world.consultant, world.central)


def test_a_tap_sent_twice_counts_once(desk: Client) -> None:
    desk.post("/desk/wifi/count/", {"key": "a"})
    desk.post("/desk/wifi/count/", {"key": "a"})
    assert counted() == [(1, None)]


def test_each_opened_page_has_its_own_key(desk: Client) -> None:
    keys = {re.search(r'name="key" value="([^"]+)"', desk.get("/desk/wifi/").content.decode())[1] for _ in range(2)}  # type: ignore[index]
    assert len(keys) == 2


def test_it_is_taken_back_in_one_tap(desk: Client) -> None:
    page = desk.post("/desk/wifi/count/", {"key": "a"}, follow=True)
    told = desk.post(undo_address(page), follow=True)
    assert "У щоденнику лишився слід" in text_of(told)
    assert "Сьогодні ще нікого не записано." in text_of(told)
    assert counted() == [(1, None), (-1, None)]


def test_a_second_taking_back_is_refused(desk: Client) -> None:
    address = undo_address(desk.post("/desk/wifi/count/", {"key": "a"}, follow=True))
    desk.post(address)
    assert "Цей запис уже скасовано." in text_of(desk.post(address, follow=True))
    assert counted() == [(1, None), (-1, None)]


def test_after_ten_minutes_a_tap_takes_nothing_back(desk: Client, morning: Any) -> None:
    address = undo_address(desk.post("/desk/wifi/count/", {"key": "a"}, follow=True))
    morning.shift(timedelta(minutes=11))
    assert "Минуло понад 10 хвилин" in text_of(desk.post(address, follow=True))
    assert counted() == [(1, None)]


def test_what_was_counted_elsewhere_is_not_taken_back_here(desk: Client, world: World) -> None:
    world.sign_in(desk, "branch_consultant")
    address = undo_address(desk.post("/desk/wifi/count/", {"key": "a"}, follow=True))
    world.sign_in(desk, "consultant")
    assert "Такого запису тут немає." in text_of(desk.post(address, follow=True))
    assert counted() == [(1, None)]


def test_a_tap_here_and_a_word_on_the_desk_mean_the_same(desk: Client) -> None:
    desk.post("/desk/wifi/count/", {"key": "a"})
    desk.post("/desk/service/", {"phrase": "wifi"})
    assert "Сьогодні записано: 2 підключення." in text_of(desk.get("/desk/wifi/"))


def test_where_codes_count_by_themselves_there_is_no_tap(desk: Client, world: World) -> None:
    turn_on(world.central)
    assert "+1 підключення" not in text_of(desk.get("/desk/wifi/"))


@pytest.mark.parametrize("who", ["head", "director"])
def test_who_may_set_it_up_is_shown_the_way(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    assert "/office/wifi/" in client.get("/desk/wifi/").content.decode()
