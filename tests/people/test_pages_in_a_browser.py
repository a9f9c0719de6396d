"""The pages of people on narrow and wide screens, by axe, and with the keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests import browser as browsing
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_signing_in_takes_a_keyboard_only(page: Page, world: World) -> None:
    page.goto("/people/")
    page.locator("#id_login").focus()
    page.keyboard.type("consultant")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    # By its heading: the address of signing in ends with the wanted one too (`?next=/people/`).
    page.get_by_role("heading", level=1, name="Читачі").wait_for()


def test_a_wrong_password_is_told_at_the_top_and_takes_the_focus(page: Page, world: World) -> None:
    page.goto("/account/login/")
    page.locator("#id_login").fill("consultant")
    page.locator("#id_password").fill("not-this-one")
    page.keyboard.press("Enter")
    summary = page.locator(".error-summary")
    summary.wait_for()
    expect(summary).to_contain_text("пароль не той")
    browsing.assert_accessible(page)


def test_a_reader_is_found_by_a_scan_without_leaving_the_page(
    page: Page, world: World, live_server: Any, client: Client
) -> None:
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto("/people/")
    page.locator("#id_text").focus()
    page.keyboard.type(world.taras.card_number)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Шевченко Тарас Григорович").wait_for()
    assert "Шевченко" not in page.url
    expect(page).to_have_url(re.compile(r"/people/$"))


@pytest.mark.parametrize("who", ["guest", "director"])
def test_every_page_of_signing_in_fits_and_reads_well(
    page: Page, world: World, live_server: Any, client: Client, who: str
) -> None:
    paths = ["/account/login/", "/account/password/reset/"]
    if who != "guest":
        world.sign_in(client, who)
        browsing.sign_in(page, live_server, client)
        paths = ["/account/2fa/", "/account/password/change/", "/account/logout/"]
    for path in paths:
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)
