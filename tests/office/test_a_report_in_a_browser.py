"""A report in a real browser: written with autosave, moved, signed; readable by everybody, also without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from oseredok.management.reports.narrative.models import Block, Report
from tests import browser as browsing
from tests.indicators.book import written
from tests.narrative import papers
from tests.narrative.papers import LATER
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def director(world: World) -> Iterator[Client]:
    written(world)
    with time_machine.travel(LATER, tick=True):
        client = Client()
        world.sign_in(client, "director")
        yield client


def fits(page: Page) -> None:
    page.wait_for_load_state()  # a page without its styles fits nothing
    for width, height in ((320, 640), *browsing.SIZES.values()):
        page.set_viewport_size({"width": width, "height": height})
        browsing.assert_no_sideways_scroll(page)
    browsing.assert_accessible(page)


def test_from_a_draft_to_a_signature(page: Page, live_server: Any, world: World, director: Client) -> None:
    browsing.sign_in(page, live_server, director)
    page.goto("/office/reports/new/")
    fits(page)
    page.get_by_label("За який період").select_option("2026-10")
    page.get_by_role("button", name="Скласти чернетку").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Звіт про роботу за жовтень 2026 року")
    fits(page)
    page.get_by_role("link", name="Змінити : Висновки й завдання").click()
    fits(page)
    text = page.get_by_role("textbox", name="Текст")
    text.click()
    page.keyboard.type("Потрібен генератор")
    expect(page.locator("[data-autosave-said]")).to_have_text("Збережено.")
    assert Block.objects.get(title="Висновки й завдання").text == "<p>Потрібен генератор</p>"
    page.get_by_role("link", name="До звіту").click()
    expect(page.get_by_text("Потрібен генератор")).to_be_visible()
    page.get_by_role("button", name="Вище : Висновки й завдання").press("Enter")
    titles = page.locator("article section h3")
    expect(titles.last).not_to_have_text("Висновки й завдання")
    page.get_by_role("link", name="Підписати").click()
    fits(page)
    page.get_by_role("button", name="Підписати").click()
    expect(page.get_by_text("Підписано. Числа, сторінка й файли лишаться такими назавжди.")).to_be_visible()
    fits(page)
    page.goto("/office/reports/")
    fits(page)


def test_a_closed_window_loses_nothing(page: Page, live_server: Any, world: World, director: Client) -> None:
    part = papers.block(papers.draft(world), "conclusions")
    browsing.sign_in(page, live_server, director)
    page.goto(f"/office/reports/{part.report.public_id}/blocks/{part.pk}/")
    page.get_by_role("textbox", name="Текст").click()
    page.keyboard.type("Недописане")
    page.goto("/office/reports/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for _turn in range(40):  # the page that goes away does not wait for the answer
        part.refresh_from_db()
        if "Недописане" in part.text:
            break
        page.wait_for_timeout(250)
    assert "Недописане" in part.text


def test_without_javascript_everything_works(
    browser: Browser, live_server: Any, world: World, director: Client
) -> None:
    report = papers.draft(world)
    part = papers.block(report, "conclusions")
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        browsing.sign_in(page, live_server, director)
        page.goto(f"/office/reports/{report.public_id}/blocks/{part.pk}/")
        page.get_by_label("Текст").fill("- раз\n- два")
        page.get_by_role("button", name="Зберегти").click()
        expect(page.locator("article li").first).to_have_text("раз")
        page.get_by_role("button", name="фото", exact=True).click()
        page.set_input_files(
            "input[name=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": papers.photo().read()}
        )
        page.get_by_label("Що на фото").fill("Зала")
        page.get_by_role("button", name="Поставити фото").click()
        page.get_by_role("link", name="Згода людей на фото").click()
        browsing.assert_no_sideways_scroll(page)
    assert Report.objects.get().blocks.get(kind="photo").photo_alt == "Зала"
