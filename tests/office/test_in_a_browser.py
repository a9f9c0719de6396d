"""Pages of numbers by hand. How they look everywhere: `tests/safety/test_every_page_in_a_browser.py`."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests import browser as browsing
from tests.indicators.book import written
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_number_of_the_overview_opens_its_entries(page: Page, live_server: Any, client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto("/office/indicators/?period=2026-10")
    page.get_by_role("row", name="Відвідувань усього").get_by_role("link", name="42", exact=True).click()
    expect(page.locator(".office-sum b")).to_have_text("42")
    expect(page.get_by_role("heading", level=1)).to_have_text("Відвідувань усього")
