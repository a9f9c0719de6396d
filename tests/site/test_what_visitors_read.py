"""Pages on the site: menu and foot, breadcrumbs, English, search, map of the site, head of the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from oseredok.library.site import actions
from tests.front import town
from tests.site import written
from tests.world import World

ENGLISH = {"title_en": "Coworking rules", "summary_en": "Who may sit down", "body_en": "The desk is **free**."}


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_pages_stand_in_the_menu_and_at_the_foot_in_their_order(client: Client, world: World) -> None:
    first, second, foot = (written.published(world, title=title) for title in ("Перша", "Друга", "Внизу"))
    for page in (first, second):
        written.stand(world, page, placement="menu")
    written.stand(world, foot, placement="footer", menu_name="Коротко")
    written.stand(world, written.draft(world, title="Чернетка"), placement="menu")
    home = read(client, "/")
    menu, end = home.split("</header>")[0], home.split("<footer")[1]

    assert menu.index("Перша") < menu.index("Друга")
    assert "Чернетка" not in menu
    assert 'href="/vnyzu/">Коротко</a>' in end
    world.sign_in(client, "director")
    client.post(f"/office/pages/{second.pk}/move/", {"up": "1"})
    menu = read(client, "/").split("</header>")[0]
    assert menu.index("Друга") < menu.index("Перша")
    client.post(f"/office/pages/{second.pk}/move/", {"up": "1"})
    assert read(client, "/").split("</header>")[0].index("Друга") < menu.index("Перша"), "the first stays the first"


def test_a_page_tells_where_it_belongs_and_what_belongs_to_it(client: Client, world: World) -> None:
    parent, part = written.published(world, title="Хто ми"), written.published(world)
    written.stand(world, part, parent=parent)

    assert 'href="/khto-my/"' in read(client, "/pravyla-kovorkinhu/").split("<main")[1].split("<article")[0]
    assert 'href="/pravyla-kovorkinhu/"' in read(client, "/khto-my/").split("</article>")[1]
    actions.take_down(page=parent, duty=written.duty(world, "director"), now=world.now)
    assert 'href="/khto-my/"' not in read(client, "/pravyla-kovorkinhu/")


def test_a_translated_page_is_read_in_english(client: Client, world: World) -> None:
    page = written.published(world, **ENGLISH)
    written.stand(world, page, placement="menu")
    shown = read(client, "/en/pravyla-kovorkinhu/")

    assert "<strong>free</strong>" in shown
    assert "безкоштовне" not in shown
    assert '<meta name="description" content="Who may sit down">' in shown
    assert '<link rel="canonical" href="http://testserver/en/pravyla-kovorkinhu/">' in shown
    assert 'hreflang="en" href="http://testserver/en/pravyla-kovorkinhu/"' in shown
    assert ">Coworking rules</a>" in shown.split("</header>")[0]
    assert "Оновлено 14" in read(client, "/pravyla-kovorkinhu/").replace("\u00a0", " ")


def test_a_page_without_a_translation_says_so_and_comes_in_ukrainian(client: Client, world: World) -> None:
    written.published(world)
    shown = read(client, "/en/pravyla-kovorkinhu/")

    assert "has not been translated yet" in shown
    assert '<article class="prose written" lang="uk">' in shown
    assert '<link rel="canonical" href="http://testserver/pravyla-kovorkinhu/">' in shown
    assert 'hreflang="en" href=' not in shown.split("</head>")[0]


@pytest.mark.usefixtures("searchable")
def test_pages_are_found_by_any_word_in_both_languages(client: Client, world: World) -> None:
    written.published(world, **ENGLISH)
    written.draft(world, title="Таємна чернетка")

    assert "/pravyla-kovorkinhu/" in read(client, "/search/?q=охайно")
    assert "/en/pravyla-kovorkinhu/" in read(client, "/en/search/?q=coworking+rules")
    assert "Таємна" not in read(client, "/search/?q=таємна")


def test_the_map_of_the_site_names_pages_with_their_days(client: Client, world: World) -> None:
    written.published(world, **ENGLISH)
    written.published(world, title="Лише українською")
    written.draft(world, title="Чернетка")
    rows = re.findall("<url>.*?</url>", read(client, "/sitemap.xml"))
    (translated,) = [row for row in rows if "/pravyla-kovorkinhu/" in row]
    (plain,) = [row for row in rows if "/lyshe-ukrainskoiu/" in row]

    assert "<lastmod>2026-10-14</lastmod>" in translated
    assert "/en/pravyla-kovorkinhu/" in translated
    assert "/en/" not in plain
    assert not [row for row in rows if "chernetka" in row]


def test_public_pages_still_ask_the_database_little(
    client: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    town.furnish(world)
    parent = written.published(world, title="Хто ми")
    for number in range(6):
        page = written.published(world, title=f"Сторінка {number}")
        written.stand(world, page, placement="menu" if number % 2 else "footer", parent=parent)
    for path in ("/", "/storinka-1/", "/khto-my/", "/sitemap.xml", "/search/?q=сторінка"):
        with django_assert_max_num_queries(18):
            read(client, path)


def test_only_reading_is_answered(client: Client, world: World) -> None:
    written.published(world)

    assert client.post("/pravyla-kovorkinhu/").status_code == 405
    assert client.get("/nemaie-takoi/").status_code == 404
