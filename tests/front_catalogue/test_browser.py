"""The catalogue's pages in a real browser: every size, dark, axe, the keyboard, copying, and all of it without a script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from oseredok.collections.catalogue.addresses import path_of, path_of_heading
from oseredok.collections.catalogue.models import Record
from tests import browser as browsing
from tests.front import town
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import put, shown
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def book(world: World) -> Iterator[Record]:
    town.furnish(world)
    with time_machine.travel(world.now, tick=True):
        made = shelves.mills(world)
        shown(world, made, put(world, "Дуже довга назва: " + "дослідження " * 12, "Гайова, Лідія Петрівна"))
        yield made


def paths(book: Record) -> list[str]:
    first = book.mentions.select_related("heading")[0]
    return [
        "/catalogue/", path_of(book), path_of_heading(first.heading), "/catalogue/browse/authors/",
        "/catalogue/browse/titles/", "/catalogue/new/", "/catalogue/exhibitions/",
        "/catalogue/exhibitions/do-dnia-mista/", "/catalogue/list/",
    ]  # fmt: skip


def test_every_page_fits_every_screen_and_has_no_barrier_that_a_machine_sees(page: Page, book: Record) -> None:
    found: list[str] = []
    for path in paths(book):
        page.goto(path)
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            try:
                browsing.assert_no_sideways_scroll(page)
            except AssertionError as error:
                found.append(str(error))
        found += [f"{path}: {line}" for line in browsing.axe_violations(page)]
    assert not found, "\n".join(found)


def test_dark_pages_are_as_readable(browser: Browser, live_server: Any, book: Record) -> None:
    with browsing.opened(browser, live_server.url, color_scheme="dark") as page:
        for path in (path_of(book), "/catalogue/new/", "/catalogue/browse/authors/"):
            page.goto(path)
            browsing.assert_accessible(page)


def test_the_tab_key_walks_a_record_in_order(page: Page, book: Record) -> None:
    page.goto(path_of(book))
    assert len(browsing.assert_tab_order(page)) > 10


def test_a_reference_is_copied_by_one_press(browser: Browser, live_server: Any, book: Record) -> None:
    allowed = ["clipboard-read", "clipboard-write"]
    with browsing.opened(browser, live_server.url, permissions=allowed) as page:
        page.goto(path_of(book))
        page.locator("[data-copy=cite-dstu8302]").click()
        expect(page.get_by_role("status")).to_have_text("Скопійовано.")
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Гайова Л. П. Млини над Тихою : історія одного містечка")
    assert copied.endswith("214 с.")


def test_without_a_script_a_book_is_found_put_aside_and_cited(browser: Browser, live_server: Any, book: Record) -> None:
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("link", name="Знайти книгу").click()
        page.get_by_role("link", name="Автори").click()
        page.get_by_label("Почати з").fill("гай")
        page.get_by_role("button", name="Показати").click()
        page.get_by_role("link", name="Гайова, Лідія Петрівна").click()
        page.get_by_role("link", name="Млини над Тихою").click()
        expect(page.get_by_role("heading", name="Вільний 1 з 3")).to_be_visible()
        expect(page.get_by_role("button", name="Копіювати")).to_have_count(0)
        page.get_by_role("button", name="До мого списку").click()
        page.get_by_role("link", name="У моєму списку").click()
        expect(page.locator("#references")).to_contain_text("Гайова Л. П. Млини над Тихою")
        page.get_by_role("button", name="Прибрати").click()
        expect(page.get_by_role("heading", name="Список порожній")).to_be_visible()
