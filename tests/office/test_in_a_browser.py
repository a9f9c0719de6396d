"""Pages of numbers and events on narrow and wide screens, by axe; a number is opened by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import browser as browsing
from tests.diary.test_four_parts import held
from tests.indicators.book import written
from tests.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/office/indicators/?period=2026-10",
    "/office/indicators/visits.total/?period=2026",
    "/office/entries/?kinds=visit&from=2026-10-01&to=2026-10-31",
    "/office/diary/2026-10/users/",
    "/office/diary/2026-10/loans/",
    "/office/diary/2026-10/events/",
    "/office/diary/2026-10/requests/",
    "/office/targets/",
    "/office/letters/",
    "/desk/events/",
    "/desk/events/record/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_well_everywhere(page: Page, live_server: Any, client: Client, world: World, path: str) -> None:
    written(world)
    held(world)
    world.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    for _size in browsing.visit_sizes(page, path):
        browsing.assert_no_sideways_scroll(page)
    browsing.assert_accessible(page)


def test_a_number_of_the_overview_opens_its_entries(page: Page, live_server: Any, client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto("/office/indicators/?period=2026-10")
    page.get_by_role("row", name="Відвідувань усього").get_by_role("link", name="42", exact=True).click()
    assert page.locator(".office-sum b").inner_text() == "42"
    assert page.get_by_role("heading", level=1).inner_text() == "Відвідувань усього"
