"""The public site in a real browser: sizes, colours, keyboard, no JavaScript, weight; and the editor of news."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from oseredok.faces.front.models import Barrier, NewsItem
from oseredok.library.places import actions as places
from tests import browser as browsing
from tests.front import town, weight
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = {
    "home": "/",
    "search": "/search/?q=ce,cblsz",
    "nothing": "/search/?q=абракадабра",
    "kinds": "/search/?q=бібліотека&kind=service",
    "detailed search": "/search/advanced/?words=",
    "services": "/services/",
    "service": "/services/eservice_help/",
    "topic": "/topics/pension/",
    "visit": "/visit/",
    "about": "/about/",
    "news": "/news/",
    "item": "/news/smartfon-bez-strakhu-pershi-kroky/",
    "accessibility": "/accessibility/",
    "barrier": "/accessibility/barrier/",
    "privacy": "/privacy/",
    "documents": "/documents/",
    "work": "/work/",
    "fragment": "/work/embed/",
    "join": "/join/",
    "404": "/no-such-page/",
    "english": "/en/",
    "english search": "/en/search/?q=printing",
}


@pytest.fixture
def furnished(world: World, searchable: None) -> Any:
    """The world with news, on its Wednesday morning."""
    town.furnish(world)
    with time_machine.travel(world.now, tick=True):
        town.tell_news(world)
        yield world


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with a page from 320 px to a desk screen; axe looks at the narrowest and the widest."""
    found: list[str] = []
    page.goto(path)
    for width, height in ((320, 640), *browsing.SIZES.values()):
        page.set_viewport_size({"width": width, "height": height})
        try:
            browsing.assert_no_sideways_scroll(page)
        except AssertionError as error:
            found.append(str(error))
        if width in (320, 1280):
            found += [f"{path} at {width}: {line}" for line in browsing.axe_violations(page)]
    return found


def test_every_page_fits_every_screen_and_has_no_barrier_that_a_machine_sees(page: Page, furnished: World) -> None:
    found = [fault for path in PATHS.values() for fault in faults(page, path)]

    assert not found, "\n".join(found)


def test_dark_pages_are_as_readable(browser: Browser, live_server: Any, furnished: World) -> None:
    with browsing.opened(browser, live_server.url, color_scheme="dark") as page:
        for path in ("/", "/search/?q=пенсія", "/visit/", "/accessibility/barrier/"):
            page.goto(path)
            browsing.assert_accessible(page)


def test_the_page_of_an_alert_is_readable(page: Page, furnished: World) -> None:
    places.begin_closure(library=furnished.central, kind="air_raid", staff_name="Н", now=furnished.now)
    page.goto("/")
    expect(page.get_by_role("region", name="Важливо зараз")).to_contain_text("Повітряна тривога")

    assert not faults(page, "/")


def test_the_tab_key_walks_the_page_in_order(page: Page, furnished: World) -> None:
    for path in ("/", "/services/wifi/", "/accessibility/barrier/", "/en/"):
        page.goto(path)
        assert len(browsing.assert_tab_order(page)) > 10, path


def test_without_a_script_a_visitor_searches_and_reports(browser: Browser, live_server: Any, furnished: World) -> None:
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_label("Що шукаєте?").fill("пенсія")
        page.get_by_role("button", name="Знайти").click()
        page.get_by_role("link", name="Пенсія", exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Пенсія")
        page.get_by_role("link", name="Повідомити про перешкоду").click()
        page.get_by_label("Що вам завадило").fill("Не видно номера будинку")
        page.get_by_role("button", name="Надіслати").click()
        expect(page.get_by_role("status")).to_contain_text("Записали")
    assert Barrier.objects.get().where == "/topics/pension/"


def test_the_menu_of_a_phone_opens_and_leads_on(page: Page, furnished: World) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    page.get_by_text("Меню").click()
    browsing.assert_no_sideways_scroll(page)
    page.get_by_role("navigation", name="Розділи сайту").get_by_role("link", name="Послуги").click()

    expect(page).to_have_url(re.compile(r"/services/$"))


def test_the_language_link_keeps_the_page(page: Page, furnished: World) -> None:
    page.goto("/services/wifi/")
    page.get_by_role("navigation", name="Розділи сайту").get_by_role("link", name="English").click()

    expect(page).to_have_url(re.compile(r"/en/services/wifi/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_first_visit_of_the_home_page_weighs_under_120_kilobytes(
    browser: Browser, live_server: Any, furnished: World
) -> None:
    for path in ("/", "/en/"):
        with browsing.opened(browser, live_server.url) as page:
            parts = weight.first_visit(page, path)
        assert any("source-sans" in address for address in parts), parts
        assert sum(parts.values()) < 120 * 1024, parts


# --- The editor of news -------------------------------------------------------------------------------


@pytest.fixture
def desk(page: Page, live_server: Any, furnished: World) -> Page:
    client = Client()
    furnished.sign_in(client, "head")
    browsing.sign_in(page, live_server, client)
    return page


STAFF = ["/desk/news/", "/desk/news/new/", "/desk/barriers/"]


def test_staff_pages_fit_and_are_readable(desk: Page) -> None:
    found = [fault for path in STAFF for fault in faults(desk, path)]

    assert not found, "\n".join(found)


def write(desk: Page, *lines: str) -> None:
    desk.get_by_label("Заголовок").fill("Клуб читачів")
    desk.get_by_label("Коротко").fill("У суботу об 11:00.")
    desk.get_by_role("textbox", name="Текст").click()
    for number, line in enumerate(lines):
        if number:
            desk.keyboard.press("Enter")
        desk.keyboard.type(line)


def test_news_are_formatted_with_the_buttons(desk: Page) -> None:
    desk.goto("/desk/news/new/")
    write(desk, "Читаємо разом.", "Що взяти")
    tools = desk.get_by_role("toolbar", name="Оформлення тексту")
    tools.get_by_role("button", name="Підзаголовок").click()
    expect(tools.get_by_role("button", name="Підзаголовок")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Enter")
    tools.get_by_role("button", name="Список").click()
    desk.keyboard.type("книгу")
    desk.keyboard.press("Enter")
    tools.get_by_role("button", name="Важливо").click()
    desk.keyboard.type("друга")
    browsing.assert_accessible(desk)
    desk.get_by_role("button", name="Зберегти й переглянути").click()
    expect(desk.get_by_role("heading", name="Клуб читачів", level=1)).to_be_visible()
    item = NewsItem.objects.get(title="Клуб читачів")

    assert "<p>Читаємо разом.</p>" in item.body
    assert "<h2>Що взяти</h2>" in item.body
    assert "<li><p>книгу</p></li>" in item.body or "<li>книгу</li>" in item.body
    assert "<strong>друга</strong>" in item.body


def test_a_link_is_made_from_chosen_words(desk: Page) -> None:
    desk.goto("/desk/news/new/")
    write(desk, "розклад")
    desk.keyboard.press("Control+a")
    desk.get_by_role("button", name="Посилання").click()
    desk.get_by_label("Адреса посилання").fill("example.com/a")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Зберегти й переглянути").click()

    expect(desk.get_by_role("link", name="розклад")).to_have_attribute("href", "https://example.com/a")


def test_pasted_markup_is_reduced_before_it_is_seen(desk: Page) -> None:
    desk.goto("/desk/news/new/")
    write(desk, "")
    desk.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData('text/html', '<h1 style="color:red">Тема</h1><p onclick="x()">Слова<img src="/x.png"></p><script>alert(1)</' + 'script>');
          document.querySelector('.editor__text').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    area = desk.locator(".editor__text")
    expect(area).to_contain_text("Слова")

    expect(area.locator("img, script, [style], [onclick]")).to_have_count(0)
    expect(area.locator("h2")).to_have_text("Тема")


def test_an_error_brings_back_what_was_written(desk: Page) -> None:
    desk.goto("/desk/news/new/")
    write(desk, "Довгий текст")
    desk.get_by_label("Заголовок").fill("")
    desk.get_by_role("button", name="Зберегти й переглянути").click()

    expect(desk.get_by_role("alert")).to_contain_text("Напишіть заголовок.")
    expect(desk.get_by_role("textbox", name="Текст")).to_contain_text("Довгий текст")
    browsing.assert_accessible(desk)


def test_editing_starts_from_what_is_published(desk: Page) -> None:
    item = NewsItem.objects.order_by("-published_at").first()
    assert item
    desk.goto(f"/desk/news/{item.pk}/edit/")
    area = desk.locator(".editor__text")
    expect(area.locator("h2")).to_have_text("Що взяти")
    area.locator("p").first.click()
    desk.keyboard.press("End")
    desk.keyboard.type(" Чекаємо.")
    desk.get_by_role("button", name="Зберегти й переглянути").click()
    expect(desk.locator("article")).to_contain_text("Чекаємо.")
    item.refresh_from_db()

    assert "<h2>Що взяти</h2>" in item.body
    assert item.body.count("<li>") == 2


def test_the_toolbar_is_one_stop_and_arrows_walk_it(desk: Page) -> None:
    desk.goto("/desk/news/new/")
    desk.get_by_label("Коротко").focus()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Важливо")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Виділити")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("textbox", name="Текст")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_label("Про яку бібліотеку")).to_be_focused()
