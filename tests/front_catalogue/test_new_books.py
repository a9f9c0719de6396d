"""Where the catalogue begins, what is new in it, the feed, and who leads there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from tests.front_catalogue.shelves import copy, put
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _on_wednesday(world: World) -> Iterator[None]:
    with time_machine.travel(world.now):
        yield


def titles(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    page = html.unescape(answer.content.decode())
    inside = re.search(r'<ul class="entries-list".*?</ul>', page, re.DOTALL)
    return re.findall(r"<h3><a [^>]*>([^<]+)</a>", inside.group()) if inside else []


def test_the_newest_stand_first_and_the_old_are_left_out(client: Client, world: World) -> None:
    for title, days in (("Торішня", 300), ("Осіння", 60), ("Тижнева", 7)):
        put(world, title, days_ago=days)
    assert titles(client, "/catalogue/new/") == ["Тижнева", "Осіння"]
    assert titles(client, "/catalogue/new/?period=30") == ["Тижнева"]
    assert titles(client, "/catalogue/new/?period=365") == ["Тижнева", "Осіння", "Торішня"]
    assert titles(client, "/catalogue/new/?period=9999&branch=no-such&kind=none") == ["Тижнева", "Осіння"]


def test_new_books_are_narrowed_by_library_and_kind(client: Client, world: World) -> None:
    put(world, "Лише у філії", copies=[copy("Ф1")])
    put(world, "Карта краю", kind="article", copies=[copy("АБ")])
    assert titles(client, f"/catalogue/new/?branch={world.branch.code}") == ["Лише у філії"]
    assert titles(client, "/catalogue/new/?kind=article") == ["Карта краю"]
    answer = client.get(f"/catalogue/new/?kind=article&branch={world.branch.code}").content.decode()
    assert "За цей час нового немає" in answer


def test_the_feed_gives_what_the_page_gives(client: Client, world: World) -> None:
    put(world, "Осіння <книга> & Ко", "Лимар, Остап", days_ago=60)
    put(world, "Тижнева", days_ago=7, kind="article")
    page = client.get("/catalogue/new/?kind=article").content.decode()
    assert 'href="/catalogue/new/feed/?kind=article"' in page
    assert [one.text for one in _feed(client, "?kind=article").iter(f"{ATOM}title")][1:] == ["Тижнева"]
    entry = _feed(client, "").findall(f"{ATOM}entry")[1]
    assert entry.findtext(f"{ATOM}title") == "Осіння <книга> & Ко"
    assert entry.findtext(f"{ATOM}summary") == "Лимар, Остап, книга, 2020"


def _feed(client: Client, query: str) -> ElementTree.Element:
    answer = client.get(f"/catalogue/new/feed/{query}")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def test_the_first_page_shows_the_newest_and_the_ways_to_look_through(client: Client, world: World) -> None:
    for number in range(8):
        put(world, f"Книга {number}")
    assert titles(client, "/catalogue/") == [f"Книга {number}" for number in range(7, 1, -1)]
    page = client.get("/catalogue/").content.decode()
    assert 'href="/catalogue/browse/authors/"' in page
    assert 'action="/search/"' in page


@pytest.mark.parametrize("path", ["/", "/services/"])
def test_the_site_leads_to_the_catalogue_only_when_there_is_something_in_it(
    client: Client, world: World, path: str
) -> None:
    assert 'href="/catalogue/"' not in client.get(path).content.decode()
    assert "Записів у каталозі ще немає" in client.get("/catalogue/").content.decode()
    put(world, "Кобзар")
    page = client.get(path).content.decode()
    assert 'href="/catalogue/"' in page.split("<main")[0], "in the menu"
    assert 'href="/catalogue/"' in page.split("<main")[1]
