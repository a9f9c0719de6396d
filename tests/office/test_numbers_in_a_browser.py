"""Indicators, dashboard, targets and ratings for every eye, width and hand: axe, phone and desk, keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Page, expect

from oseredok.management.indicators import actions
from oseredok.management.indicators.models import Target
from tests import browser as browsing
from tests.feedback.said import slips
from tests.indicators.book import written
from tests.world import DAY, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONTH = "period=2026-10"
PAGES = (
    f"/office/indicators/?{MONTH}",
    "/office/indicators/all/",
    f"/office/indicators/visits.total/?{MONTH}",
    f"/office/indicators/ratings.positive_share/?{MONTH}",
    "/office/indicators/skills.change/",
    "/office/targets/",
    f"/office/opinions/ratings/?from={DAY:%Y-%m}-01&to={DAY}",
)


@pytest.fixture
def director(world: World, client: Client) -> Iterator[Client]:
    written(world)
    slips(world, {5: 8, 3: 1, 1: 2})
    actions.set_target(indicator="visits.total", place=None, value=Decimal(150), valid_from=DAY.replace(day=1))
    with time_machine.travel(world.now, tick=True):
        world.sign_in(client, "director")
        yield client


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_numbers_is_read_by_axe_and_fits_a_phone(
    page: Page, live_server: Any, director: Client, scheme: Any
) -> None:
    browsing.sign_in(page, live_server, director)
    page.emulate_media(color_scheme=scheme)
    for path in PAGES:
        for size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
            if size != "tablet":
                browsing.assert_accessible(page)


def test_a_refused_target_says_why_to_every_eye(page: Page, live_server: Any, director: Client) -> None:
    browsing.sign_in(page, live_server, director)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/office/targets/")
        page.get_by_label("Ціль", exact=True).fill("багато")
        page.get_by_label("З якого місяця").fill("колись")
        page.get_by_role("button", name="Записати ціль").click()
        page.get_by_text("Напишіть місяць так: 10.2026.").first.wait_for()
        expect(page.get_by_label("Ціль", exact=True)).to_have_value("багато")
        browsing.assert_accessible(page)
        browsing.assert_no_sideways_scroll(page)


def test_the_focus_goes_round_in_order_and_is_seen(page: Page, live_server: Any, director: Client) -> None:
    browsing.sign_in(page, live_server, director)
    for path in (PAGES[0], PAGES[2], "/office/targets/"):
        page.goto(path)
        browsing.assert_tab_order(page)


def tab_to(page: Page, label: str, most: int = 120) -> None:
    """Go on with Tab until the named field or button has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "() => { const at = document.activeElement; return [at.labels?.[0]?.innerText, at.innerText]; }"
        )
        if any(text and text.strip().splitlines()[:1] == [label] for text in named):
            return
    raise AssertionError(f"Tab does not reach «{label}»")


def choose(page: Page, words: str, most: int = 250) -> None:
    """Go down a list with the arrow until the option is chosen."""
    for _press in range(most):
        chosen = page.evaluate("() => document.activeElement.selectedOptions[0].text.trim()")
        if chosen.endswith(words):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrow does not reach «{words}»")


def test_a_target_is_set_by_the_keyboard_alone(page: Page, live_server: Any, director: Client) -> None:
    browsing.sign_in(page, live_server, director)
    page.goto("/office/targets/")
    tab_to(page, "Показник")
    choose(page, "Позитивних оцінок")
    tab_to(page, "На який час")
    choose(page, "півріччя")
    tab_to(page, "Ціль")
    page.keyboard.type("80")
    tab_to(page, "З якого місяця")
    page.keyboard.type("10.2026")
    tab_to(page, "Записати ціль")
    page.keyboard.press("Enter")
    page.get_by_role("row", name="Позитивних оцінок").wait_for()
    target = Target.objects.get(indicator="ratings.positive_share")
    assert (target.value, target.length) == (80, "half_year")


def test_from_the_dashboard_to_the_ratings_by_the_keyboard_alone(
    page: Page, live_server: Any, director: Client
) -> None:
    browsing.sign_in(page, live_server, director)
    page.goto(f"/office/indicators/ratings.positive_share/?{MONTH}")
    tab_to(page, "72,7")  # 8 of 11
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/opinions/ratings/**")
    expect(page.locator(".office-sum b")).to_have_text("72,7")
    expect(page.locator("tbody tr")).to_have_count(3)


def test_pages_of_a_section_stand_in_one_menu_on_a_small_screen(page: Page, live_server: Any, director: Client) -> None:
    browsing.sign_in(page, live_server, director)
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/office/targets/")
        menu = page.locator(".section-nav__menu > summary")
        expect(menu).to_have_text("Числа і звіти: Цілі")
        assert page.locator(".section-nav").bounding_box()["height"] < 60  # type: ignore[index]
        menu.focus()
        page.keyboard.press("Enter")
        browsing.assert_accessible(page)
        browsing.assert_no_sideways_scroll(page)
        page.locator(".section-nav__menu").get_by_role("link", name="Моніторинг").click()
        page.get_by_role("heading", name="Моніторинг", level=1).wait_for()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".section-nav__menu")).to_be_hidden()
    page.get_by_role("navigation", name="Числа і звіти").get_by_role("link", name="Цілі").click()
    page.get_by_role("heading", name="Цілі", level=1).wait_for()
