"""What scripts add: keys, the autocomplete, one press one record. Everything works without them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible

pytestmark = pytest.mark.browser


def test_an_autocomplete_finds_by_any_part_and_keeps_the_select_as_the_field(page: Page) -> None:
    page.goto("/look/fields/")
    box = page.get_by_role("combobox", name="Тема")
    box.fill("переСЕЛ")
    page.get_by_role("option", name="Переселенцям").wait_for()
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Переселенцям")
    expect(page.locator("select[name=theme]")).to_have_value("idp")
    box.fill("такого немає")
    expect(page.locator("select[name=theme]")).to_have_value("")


def test_without_scripts_the_autocomplete_is_a_select(browser: object, live_server: object) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/look/fields/")
    expect(page.locator("select[name=theme]")).to_be_visible()
    page.goto("/look/numbers/")
    page.get_by_text("Ті самі дані таблицею").first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    context.close()


def test_a_slash_leads_to_the_search_but_not_while_writing(page: Page) -> None:
    page.goto("/look/desk/")
    page.get_by_label("Що зроблено").focus()
    page.keyboard.type("12/5")
    assert "12/5" in page.get_by_label("Що зроблено").input_value()
    page.get_by_label("Що зроблено").blur()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "all"


def test_letter_keys_press_their_buttons_and_can_be_switched_off(page: Page) -> None:
    page.goto("/look/desk/")
    page.evaluate(
        """() => { window.pressed = []; document.querySelectorAll('.favourite').forEach((at) => at.addEventListener('click', () => window.pressed.push(at.dataset.key))); }"""
    )
    press = (
        "(letter) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: letter, bubbles: true}))"
    )
    page.evaluate(press, "д")
    page.get_by_label("Що зроблено").focus()
    page.evaluate(press, "е")
    page.get_by_label("Що зроблено").blur()
    page.evaluate("document.body.dataset.keys = 'off'")
    page.evaluate(press, "л")
    assert page.evaluate("window.pressed") == ["Д"]


def test_the_error_summary_takes_focus(page: Page) -> None:
    page.goto("/look/errors/")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Бракує однієї цифри").click()
    assert page.evaluate("document.activeElement.id") == "id_phone"


def test_the_phone_menu_folds_on_escape_and_when_focus_leaves_it(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/look/home/")
    menu = page.locator("details.site-menu")
    menu.locator("summary").click()
    assert_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", re.compile(""))
    assert menu.locator("summary").evaluate("at => at === document.activeElement")
    menu.locator("summary").click()
    page.locator("#q").focus()
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    menu.locator("a").last.focus()
    page.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", re.compile(""))
