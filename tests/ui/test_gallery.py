"""Every component in every state: axe finds nothing, nothing sticks out, Tab walks in order."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from oseredok.base.ui.gallery import FAMILIES
from tests.browser import assert_accessible, assert_no_sideways_scroll, assert_tab_order, axe_violations

LOOKS = {
    "light": {},
    "dark": {"theme": "dark"},
    "large letters": {"letters": "large"},
    "high contrast": {"contrast": "high"},
    "dark high contrast": {"theme": "dark", "contrast": "high"},
}


def choose(page: Page, address: str, **cookies: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_opens_for_everyone(client: Client, db: None, family: str) -> None:
    answer = client.get(f"/look/{family}/")
    assert answer.status_code == 200
    html = answer.content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html


def test_an_unknown_family_is_not_found(client: Client, db: None) -> None:
    assert client.get("/look/carousels/").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS)
def test_every_family_is_accessible(page: Page, live_server: object, look: str) -> None:
    address = live_server.url  # type: ignore[attr-defined]
    choose(page, address, **LOOKS[look])
    for family in ["", *(f"{name}/" for name in FAMILIES)]:
        page.goto(f"/look/{family}")
        for summary in page.locator("details.more > summary").all():
            if summary.is_visible():
                summary.click()
        assert_accessible(page)


@pytest.mark.browser
def test_axe_catches_a_planted_violation(page: Page) -> None:
    """The canary: were axe not really running, this page would pass."""
    page.goto("/look/buttons/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input><img src=\"data:,\">')")
    rules = {line.split(":")[0] for line in axe_violations(page)}
    assert {"label", "image-alt"} <= rules


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "letters"), [(320, "normal"), (320, "large"), (360, "normal"), (768, "large"), (1280, "normal")]
)
def test_nothing_scrolls_sideways(page: Page, live_server: object, width: int, letters: str) -> None:
    """320 px is also what a window of 1280 px shows at 400 % zoom."""
    choose(page, live_server.url, letters=letters)  # type: ignore[attr-defined]
    page.set_viewport_size({"width": width, "height": 800})
    for family in FAMILIES:
        page.goto(f"/look/{family}/")
        assert_no_sideways_scroll(page)


@pytest.mark.browser
@pytest.mark.parametrize("family", ["buttons", "fields", "lists", "home", "desk"])
def test_tab_walks_in_order_and_every_stop_is_seen(page: Page, family: str) -> None:
    page.goto(f"/look/{family}/")
    names = assert_tab_order(page, most=90)
    assert len(names) > 8


@pytest.mark.browser
def test_the_skip_link_leads_past_the_menu(page: Page) -> None:
    page.goto("/look/home/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.browser
def test_targets_of_residents_are_large_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    small = []
    for family in ("buttons", "fields", "lists", "home", "desk"):
        page.goto(f"/look/{family}/")
        small += page.evaluate(
            """(family) => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
              .filter((at) => at.checkVisibility() && !at.closest('p, dialog, .skip, td, svg, .waiting, h3, .summary, .lantern__rows') && !at.closest('label') && !at.matches('.skip'))
              .map((at) => [family, at.textContent.trim().slice(0, 30) || at.name, Math.round(at.getBoundingClientRect().height)])
              .filter(([, , height]) => height < 40)""",
            family,
        )
    assert not small


@pytest.mark.browser
def test_nothing_moves_for_those_who_asked_for_stillness(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/look/buttons/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')]
          .filter((at) => getComputedStyle(at).transitionDuration !== '0s' || getComputedStyle(at).animationName !== 'none').length"""
    )
    assert moving == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate("getComputedStyle(document.querySelector('.button')).transitionDuration") != "0s"


@pytest.mark.browser
def test_forced_colours_keep_the_focus_ring(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/look/buttons/")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "double"


@pytest.mark.browser
def test_a_link_opens_its_dialog_and_escape_gives_focus_back(page: Page) -> None:
    page.goto("/look/buttons/")
    link = page.get_by_role("link", name="Скасувати запис")
    link.click()
    page.get_by_role("dialog", name="Скасувати запис?").wait_for()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert link.evaluate("at => at === document.activeElement")


@pytest.mark.browser
def test_print_is_ink_on_white_even_in_the_dark_theme(page: Page, live_server: object) -> None:
    choose(page, live_server.url, theme="dark")  # type: ignore[attr-defined]
    page.emulate_media(media="print")
    page.goto("/look/lists/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.look')).display") == "none"
