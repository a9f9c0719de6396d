"""«Як ми працюємо» in a real browser: readable on every screen, light and dark, and light to load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from oseredok.management.indicators import actions as indicators
from tests import browser as browsing
from tests.front import weight
from tests.indicators.book import written
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def counted(world: World) -> Iterator[World]:
    written(world)
    indicators.set_target(indicator="visits.total", place=None, value=Decimal(150), valid_from=date(2026, 10, 1))
    with time_machine.travel(world.now, tick=True):
        yield world


def test_it_is_readable_everywhere(page: Page, counted: World) -> None:
    for path in ("/work/", "/work/embed/", "/en/work/?show=consult.total"):
        page.goto(path)
        for width, height in ((320, 640), *browsing.SIZES.values()):
            page.set_viewport_size({"width": width, "height": height})
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)


def test_it_is_readable_in_the_dark(browser: Browser, live_server: Any, counted: World) -> None:
    with browsing.opened(browser, live_server.url, color_scheme="dark") as page:
        for path in ("/work/", "/work/embed/"):
            page.goto(path)
            browsing.assert_accessible(page)


def test_it_weighs_little(page: Page, counted: World) -> None:
    sizes = weight.first_visit(page, "/work/")
    own = sum(size for address, size in sizes.items() if "/static/ui/fonts/" not in address)
    assert own < 100_000, sizes


def test_another_site_that_was_not_named_shows_nothing(page: Page, live_server: Any, counted: World) -> None:
    answer = page.goto("/work/embed/")
    assert answer is not None
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    expect(page.get_by_role("link", name="Як ми працюємо: усі числа")).to_be_visible()
    assert not page.context.cookies()


def test_the_office_chooses_by_keyboard_and_looks_first(page: Page, live_server: Any, counted: World) -> None:
    client = Client()
    counted.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    page.goto("/office/work/")
    browsing.assert_accessible(page)
    page.get_by_label("Відвідувань усього").fill("")
    page.get_by_label("Консультацій", exact=True).fill("1")
    page.get_by_role("button", name="Спершу переглянути").press("Enter")
    expect(page.get_by_text("Ще нічого не збережено")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Зберегти").press("Enter")
    expect(page.get_by_text("Збережено. Сторінка вже показує цей набір.")).to_be_visible()
