"""«Мій список»: kept by the browser of whoever made it, without an account and without JavaScript."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.models import Record
from oseredok.faces.front.catalogue import own_list
from tests.front_catalogue.shelves import put
from tests.world import World

LIST = "/catalogue/list/"


@pytest.fixture(autouse=True)
def _on_wednesday(world: World) -> Iterator[None]:
    with time_machine.travel(world.now):
        yield


def shown(client: Client) -> list[str]:
    page = html.unescape(client.get(LIST).content.decode())
    return re.findall(r"<h3><a [^>]*>([^<]+)</a>", page)


def add(client: Client, record: Record) -> str:
    answer = client.post(f"{LIST}{record.pk}/", {"do": "add"})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_what_was_put_aside_is_in_the_list_until_it_is_taken_away(client: Client, world: World) -> None:
    first, second = put(world, "Кобзар"), put(world, "Лісова пісня")
    assert "Список порожній" in client.get(LIST).content.decode()
    assert add(client, first) == path_of(first)
    add(client, second)
    add(client, first)
    assert shown(client) == ["Кобзар", "Лісова пісня"], "once each, the last one first"
    assert "У моєму списку" in client.get(path_of(first)).content.decode()
    answer = client.post(f"{LIST}{first.pk}/", {"do": "remove", "from": "list"})
    assert answer.headers["Location"] == LIST
    assert shown(client) == ["Лісова пісня"]
    client.post(f"{LIST}clear/")
    assert shown(client) == []


def test_nobody_else_sees_the_list_and_it_is_kept_by_the_browser_alone(client: Client, world: World) -> None:
    answer = client.post(f"{LIST}{put(world, 'Кобзар').pk}/", {"do": "add"})
    kept = answer.cookies[own_list.COOKIE]
    assert kept["httponly"]
    assert kept["samesite"] == "Lax"
    assert kept["max-age"] == 90 * 24 * 60 * 60
    assert shown(Client()) == []
    assert "no-store" in client.get(LIST).headers["Cache-Control"]


@pytest.mark.parametrize("forged", ["1.2.3", "1:2:3", "<script>", "9" * 4000, ""])
def test_a_cookie_that_we_did_not_sign_is_an_empty_list(client: Client, world: World, forged: str) -> None:
    put(world, "Кобзар")
    client.cookies[own_list.COOKIE] = forged
    assert shown(client) == []


def test_the_list_holds_a_hundred_and_the_oldest_goes(client: Client, world: World) -> None:
    made = [put(world, f"Книга {number}") for number in range(101)]
    for record in made:
        add(client, record)
    titles = shown(client)
    assert (len(titles), titles[0], titles[-1]) == (100, "Книга 100", "Книга 1")
    assert len(client.cookies[own_list.COOKIE].value) < 3000


def test_what_has_left_the_catalogue_leaves_the_list(client: Client, world: World) -> None:
    record = put(world, "Кобзар")
    add(client, record)
    Record.objects.update(deleted_at=world.now)
    assert shown(client) == []
    assert client.post(f"{LIST}{record.pk}/", {"do": "add"}).status_code == 404


def test_references_stand_in_ukrainian_order_in_the_style_that_is_asked(client: Client, world: World) -> None:
    for author in ("Їжакевич, Іван", "Ґедзь, Ірина", "Єфремов, Сергій"):
        add(client, put(world, "Твори", author, date="2020"))
    page = html.unescape(client.get(LIST).content.decode())
    lines = re.findall(r"<li>([^<]+)</li>", page.split('id="references"')[1])
    assert lines[:3] == ["Ґедзь І. Твори. 2020.", "Єфремов С. Твори. 2020.", "Їжакевич І. Твори. 2020."]
    assert "Ґедзь, І. (2020). Твори." in html.unescape(client.get(f"{LIST}?style=apa").content.decode())
    assert client.get(f"{LIST}?style=none").status_code == 200


def test_the_list_goes_to_a_program(client: Client, world: World) -> None:
    for title in ("Кобзар", "Лісова пісня"):
        add(client, put(world, title))
    ris = client.get(f"{LIST}books.ris")
    assert ris.content.decode().count("ER  - ") == 2
    assert 'filename="books.ris"' in ris.headers["Content-Disposition"]
    assert client.get(f"{LIST}books.bib").content.decode().count("@book{") == 2
    assert client.get(f"{LIST}books.exe").status_code == 404
