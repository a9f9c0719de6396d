"""The librarian's day in a real browser: keyboard only, on a phone, with two librarians, and for everybody (axe)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from oseredok.spine.journal.models import Entry
from tests import browser as browsing
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, who: str = "consultant") -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    expect(page.locator("#visits-panel")).to_be_visible()
    page.wait_for_load_state()  # keys work when the deferred scripts have run


def test_the_whole_day_by_keyboard(page: Page, world: World) -> None:
    sign_in(page)
    recorded = page.locator("#recorded")
    for key in "5122":
        page.keyboard.press(key)
    expect(page.locator("#count-15_17")).to_have_text("2")
    expect(page.locator("#visit-15_17")).to_have_class(re.compile("visit--lit"))
    page.keyboard.press("z")
    expect(page.locator("#count-15_17")).to_have_text("1")
    expect(recorded).to_contain_text("Скасовано")
    page.keyboard.press("/")
    page.keyboard.type("пенсія 10")
    expect(page.locator("#part-theme")).to_have_value("pension")
    page.keyboard.press("Enter")
    expect(recorded).to_contain_text("консультація, пенсія")
    expect(page.locator("#phrase")).to_be_focused()
    expect(page.locator("#phrase")).to_have_value("")
    page.keyboard.type("довідка")
    page.keyboard.press("Enter")
    expect(page.locator(".quick__error")).to_have_text("Уточніть тему.")
    page.locator("#part-theme").select_option("health")
    page.locator("#phrase").focus()
    page.keyboard.press("Enter")
    expect(recorded).to_contain_text("довідка тематична")
    assert Entry.objects.count() == 7, "four taps, one reversal, two services"


def test_letter_keys_work_in_both_layouts_and_stop_when_switched_off(page: Page, world: World) -> None:
    sign_in(page)
    for key, code in (("у", "KeyE"), ("t", "KeyT")):  # «Е» lies on the Latin T
        page.evaluate(
            "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))",
            [key, code],
        )
    expect(page.locator("#part-kind")).to_have_value("eservice_help")
    page.get_by_role("button", name="Вимкнути клавіші-літери").click()
    page.keyboard.press("5")
    page.wait_for_timeout(600)
    assert not Entry.objects.exists()


def test_a_colleague_sees_the_count_within_five_seconds(
    page: Page, browser: Browser, live_server: Any, world: World
) -> None:
    sign_in(page)
    with browsing.opened(browser, live_server.url) as colleague:
        sign_in(colleague, "head")
        page.keyboard.press("6")
        expect(colleague.locator("#count-60p")).to_have_text("1")
        colleague.fill("#phrase", "друк 3")  # news must not eat what is being typed
        page.keyboard.press("6")
        expect(colleague.locator("#count-60p")).to_have_text("2")
        expect(colleague.locator("#phrase")).to_have_value("друк 3")


def test_a_lost_network_is_said_and_the_same_tap_is_not_counted_twice(
    browser: Browser, live_server: Any, world: World
) -> None:
    # A context of its own: here the console complains on purpose.
    context = browser.new_context(base_url=live_server.url, locale="uk-UA")
    page = context.new_page()
    sign_in(page)
    # The look for colleagues' news, every four seconds, would take the sentence away before a slow machine has read it.
    page.locator("[hx-trigger='every 4s']").evaluate("element => htmx.remove(element)")
    lose = {"on": True}

    def handle(route: Any) -> None:
        if lose["on"]:
            route.fetch()  # the server records, the answer is lost
            lose["on"] = False
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/desk/visit/", handle)
    page.keyboard.press("4")
    expect(page.locator("#network")).to_contain_text("Немає мережі")
    page.keyboard.press("4")
    expect(page.locator("#recorded")).to_contain_text("22–35")
    context.close()
    assert Entry.objects.count() == 1


def test_the_desk_on_a_phone(page: Page, world: World) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    browsing.assert_no_sideways_scroll(page)
    page.locator("#visit-60p").click()
    expect(page.locator("#recorded")).to_contain_text("60+")
    page.fill("#phrase", "друк 6")
    page.get_by_role("button", name=re.compile("^Записати")).click()
    expect(page.locator("#recorded")).to_contain_text("6 сторінок")
    small = page.evaluate(
        "() => [...document.querySelectorAll('main button, main a, main select, main summary')].filter(e => e.checkVisibility() && "
        "e.getBoundingClientRect().height < 43.5 && !e.closest('p, .hidden-name, h2, td')).map(e => e.textContent.trim().slice(0, 40))"
    )
    assert not small, small


def test_a_scanned_card_is_told_in_the_one_line_and_a_name_not_found_stays_to_be_mended(
    page: Page, world: World
) -> None:
    sign_in(page)
    field = page.locator("#reader-text")
    field.fill("нетакої")
    field.press("Enter")
    expect(page.locator("#readers")).to_contain_text("Нікого не знайдено")
    expect(field).to_have_value("нетакої")
    page.keyboard.type(world.taras.card_number)  # a scanner types over what is selected
    page.keyboard.press("Enter")
    expect(page.locator("#recorded")).to_contain_text("Записано: відвідування")
    expect(page.locator("#visits-panel #recorded")).to_have_count(1)
    expect(page.locator("#readers")).to_be_empty()
    expect(field).to_have_value("")
    expect(field).to_be_focused()


PAGES = ("/desk/", "/desk/group/", "/desk/past/", "/desk/past/service/", "/desk/loans/", "/desk/reader/new/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_the_desk_is_for_everybody(page: Page, world: World, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    sign_in(page)
    page.keyboard.press("5")
    expect(page.locator("#recorded")).to_contain_text("36–59")
    for path in PAGES:
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/desk/")
    browsing.assert_no_sideways_scroll(page)


def test_tab_goes_through_the_desk_in_order(page: Page, world: World) -> None:
    sign_in(page)
    stops = browsing.assert_tab_order(page, most=90)
    assert len(stops) > 30
