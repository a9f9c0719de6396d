"""Looking the catalogue through by authors, titles and topics in Ukrainian order, from any letter, page after page."""

from __future__ import annotations

import html
import re

import pytest
import time_machine
from django.test import Client

from oseredok.collections.catalogue.addresses import path_of_heading
from oseredok.collections.catalogue.models import Heading, Record
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import copy, put
from tests.world import World


@pytest.fixture(autouse=True)
def _on_wednesday(world: World) -> object:
    with time_machine.travel(world.now):
        yield


def rows(client: Client, path: str) -> list[str]:
    """The names in the list of a page, in order."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    page = html.unescape(answer.content.decode())
    inside = re.search(r'<ul class="(?:headings|entries-list)".*?</ul>', page, re.DOTALL)
    return re.findall(r'<a href="/catalogue/[^"]+"[^>]*>([^<]+)</a>', inside.group()) if inside else []


def neighbours(client: Client, path: str) -> dict[str, str]:
    page = html.unescape(client.get(path).content.decode())
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', page))


def test_authors_stand_in_ukrainian_order_with_their_counts(client: Client, world: World) -> None:
    for author in ("Їжакевич, Іван", "Ґедзь, Ірина", "Єфремов, Сергій", "Гайова, Лідія", "Ївга", "Зеров, Микола"):
        put(world, f"Книга: {author}", author)
    put(world, "Ще одна", "Ґедзь, Ірина")
    assert rows(client, "/catalogue/browse/authors/") == [
        "Гайова, Лідія", "Ґедзь, Ірина", "Єфремов, Сергій", "Зеров, Микола", "Ївга", "Їжакевич, Іван",
    ]  # fmt: skip
    page = client.get("/catalogue/browse/authors/").content.decode()
    assert re.search(r'Ґедзь, Ірина</a><span class="count">2</span>', page)


def test_a_list_begins_at_a_letter_or_at_what_was_typed(client: Client, world: World) -> None:
    for title in ("Кобзар", "Лісова пісня", "Лис Микита", "Мина Мазайло"):
        put(world, title)
    assert rows(client, "/catalogue/browse/titles/?from=Л") == ["Лис Микита", "Лісова пісня", "Мина Мазайло"]
    assert rows(client, "/catalogue/browse/titles/?from=ліс") == ["Лісова пісня", "Мина Мазайло"]
    answer = client.get("/catalogue/browse/titles/?from=Я").content.decode()
    assert "Від «Я» і далі за абеткою нічого немає." in answer


def test_every_row_is_on_one_page_and_the_way_back_is_the_same(client: Client, world: World) -> None:
    wanted = [f"Том {number:03}" for number in range(120)]
    for title in wanted:
        put(world, title)
    first = "/catalogue/browse/titles/"
    second = first + neighbours(client, first)["next"]
    third = first + neighbours(client, second)["next"]
    assert rows(client, first) + rows(client, second) + rows(client, third) == wanted
    assert set(neighbours(client, first)) == {"next"}
    assert set(neighbours(client, third)) == {"prev"}
    assert rows(client, first + neighbours(client, third)["prev"]) == rows(client, second)
    assert rows(client, first + neighbours(client, second)["prev"]) == rows(client, first)
    middle = first + "?from=Том 050"
    assert rows(client, first + neighbours(client, middle)["prev"]) == wanted[:50]


def test_equal_titles_are_not_lost_between_pages(client: Client, world: World) -> None:
    for _ in range(70):
        put(world, "Збірник")
    first = "/catalogue/browse/titles/"
    assert len(rows(client, first)) == 50
    assert len(rows(client, first + neighbours(client, first)["next"])) == 20


@pytest.mark.parametrize(
    "asked", ["after=9999999", "after=x", "before=-1", "after=" + "9" * 40, "from=%E2%80%8B", "before="]
)
def test_an_address_that_means_nothing_begins_anew(client: Client, world: World, asked: str) -> None:
    put(world, "Кобзар")
    assert rows(client, f"/catalogue/browse/titles/?{asked}") == ["Кобзар"]


def test_a_way_that_nobody_has_made_is_no_page(client: Client, world: World) -> None:
    assert client.get("/catalogue/browse/colours/").status_code == 404


def test_topics_places_and_people_written_of_are_lists_of_their_own(client: Client, world: World) -> None:
    shelves.mills(world)
    put(world, "Про поета", "Лимар, Остап", about_persons=["Шевченко, Тарас"])
    assert rows(client, "/catalogue/browse/topics/") == ["Млини – Історія"]
    assert rows(client, "/catalogue/browse/places/") == ["Тихогори, місто"]
    assert rows(client, "/catalogue/browse/people/") == ["Шевченко, Тарас"]
    assert "Шевченко, Тарас" not in rows(client, "/catalogue/browse/authors/")


def test_what_is_no_longer_in_the_catalogue_is_in_no_list(client: Client, world: World) -> None:
    put(world, "Кобзар", "Шевченко, Тарас")
    Record.objects.update(deleted_at=world.now)
    assert rows(client, "/catalogue/browse/titles/") == []
    assert rows(client, "/catalogue/browse/authors/") == []
    assert client.get(path_of_heading(Heading.objects.get())).status_code == 404


def test_a_person_has_a_page_with_what_they_wrote_and_what_is_written_of_them(client: Client, world: World) -> None:
    put(world, "Гайдамаки", "Шевченко, Тарас", copies=[copy()])
    put(world, "Кобзар", "Шевченко, Тарас")
    put(world, "Життя поета", "Лимар, Остап", about_persons=["Шевченко, Тарас"])
    path = path_of_heading(Heading.objects.get(text="Шевченко, Тарас"))
    assert rows(client, path) == ["Гайдамаки", "Кобзар"]
    assert rows(client, f"{path}?way=people") == ["Життя поета"]
    page = client.get(path).content.decode()
    assert "Є на полиці" in page
    assert client.get(path.replace("shevchenko", "franko")).headers["Location"] == path


def test_a_long_list_asks_the_database_a_few_times(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        put(world, f"Том {number}", f"Автор {number}, Іван", copies=[copy()])
    for path in ("/catalogue/browse/titles/", "/catalogue/browse/authors/"):
        client.get(path)
        with django_assert_max_num_queries(30):  # type: ignore[operator]
            client.get(path)
