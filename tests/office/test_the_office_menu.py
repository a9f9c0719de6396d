"""«Кабінет»: one item in the bar, pages by sections, neighbours on every page, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from oseredok.faces.front import actions as front
from oseredok.library.people import nav, waiting
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from tests.world import World

pytestmark = pytest.mark.django_db

LEADS = "Перевірте правила користування"


@pytest.fixture
def something_waits() -> Iterator[None]:
    def find(duty: Duty, now: datetime) -> list[waiting.Decision]:
        return [waiting.Decision("Спершу звичайне", "/office/"), waiting.Decision(LEADS, "/office/", urgent=True)]

    waiting.register(waiting.Source("test", (Role.DIRECTOR,), find))
    yield
    del waiting._sources["test"]


def test_the_bar_keeps_the_desk_s_pages_and_one_item_for_the_office(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    shown = client.get("/desk/")
    labels = [link.label for link in shown.context["duty_nav"]]
    assert labels[0] == "Сьогодні"
    assert labels[-1] == "Кабінет"
    assert not {"Показники", "Щоденник", "Листи", "Працівники", "Новини"} & set(labels)
    assert shown.context["duty_section"] is None


def test_the_first_page_lists_every_section_with_a_line_about_each_page(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    text = client.get("/office/").content.decode()
    for words in ("Числа і звіти", "Показники", "Люди", "Хто входить у систему", "Сайт", "Новини"):
        assert words in text


def test_a_consultant_finds_there_only_what_a_consultant_may_open(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    shown = client.get("/office/")
    found = [link.url for group in shown.context["groups"] for link in group.links]
    assert reverse("office:indicators") in found
    assert reverse("office:accounts") not in found
    assert all(client.get(url, follow=True).status_code == 200 for url in found)


def test_a_page_of_the_office_links_to_its_neighbours_and_lights_the_bar(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    shown = client.get("/office/indicators/visits.total/")
    group = shown.context["duty_section"]
    assert group.section == nav.Section.NUMBERS
    assert [link.label for link in group.links if link.current] == ["Показники"]
    (office,) = [link for link in shown.context["duty_nav"] if link.current]
    assert (office.label, office.inside) == ("Кабінет", True)


def test_my_own_page_lights_nothing_and_a_room_stands_with_the_libraries(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    assert not [link for link in client.get("/people/me/").context["duty_nav"] if link.current]
    room = world.central.rooms.create(name="Зала", purpose="service", area=30, step_free=True)
    group = client.get(f"/office/libraries/rooms/{room.pk}/").context["duty_section"]
    assert [link.label for link in group.links if link.current] == ["Бібліотеки"]


def test_what_waits_in_the_office_is_counted_in_the_bar(client: Client, world: World) -> None:
    front.report_barrier(where="/visit/", what="Сходи без поручнів", contact="", to="", now=world.now)
    world.sign_in(client, "consultant")
    assert client.get("/desk/").context["duty_nav"][-1].count == 1


def test_decisions_are_told_to_those_who_decide_urgent_first(
    client: Client, world: World, something_waits: None
) -> None:
    world.sign_in(client, "director")
    told = client.get("/office/").context["decisions"]
    assert [one.sentence for one in told][:1] == [LEADS]
    world.sign_in(client, "consultant")
    assert LEADS not in client.get("/office/").content.decode()


def test_when_nothing_waits_the_page_says_so(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    assert "Нічого не чекає на ваше рішення" in client.get("/office/").content.decode()


def test_a_page_without_a_section_stands_in_the_bar(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    bar = [link.url for link in client.get("/desk/").context["duty_nav"]]
    assert reverse("people:readers") in bar
