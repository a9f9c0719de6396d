"""The director goes from a new monitoring to its page on the site by hand; every page is read by axe, at three widths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from oseredok.management.reports.monitoring.models import Monitoring, State
from tests import browser as browsing
from tests.jobs.work import run_worker
from tests.monitoring import cases
from tests.world import PASSWORD, World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def read_well(page: Page) -> None:
    """By axe as it stands, and without sideways scroll at the widths of a phone and of a tablet."""
    browsing.assert_accessible(page)
    for width in (360, 768):
        page.set_viewport_size({"width": width, "height": 800})
        browsing.assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_monitoring_is_made_approved_and_published_by_hand(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    cases.written(world)
    world.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    page.goto("/office/monitoring/new/")
    read_well(page)
    page.get_by_label("перше півріччя 2026 року").check()
    page.get_by_role("button", name="Заморозити числа").click()
    page.get_by_role("heading", name="Моніторинг за перше півріччя 2026 року").wait_for()
    read_well(page)
    address = page.url
    page.get_by_role("link", name="Речення").first.click()
    read_well(page)
    page.get_by_label("Причина, примітка").first.fill("Додалися суботні заняття")
    page.get_by_label("Причина, примітка").first.press("Tab")
    page.get_by_text("Збережено о").wait_for()
    page.goto(f"{address}conclusions/")
    page.get_by_role("textbox", name="Висновки").fill("Людей більшає.")
    page.get_by_role("button", name="Зберегти висновки").click()
    page.get_by_label("Що вирішили").fill("Додати розетки в залі")
    page.get_by_label("Хто відповідає").fill("Завідувач")
    page.get_by_label("До якого дня").fill("2026-12-30")
    page.get_by_role("button", name="Додати рішення").click()
    page.get_by_text("Рішення записано.").wait_for()
    read_well(page)
    page.goto(f"{address}approve/")
    if "reauthenticate" in page.url:
        page.get_by_label("Пароль", exact=False).first.fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/approve/", wait_until="commit", timeout=60_000)
    page.get_by_label("Номер наказу").fill("41-о")
    read_well(page)
    page.get_by_role("button", name="Затвердити").click()
    page.wait_for_url("**/jobs/**", wait_until="commit", timeout=60_000)
    run_worker()
    page.goto(f"{address}publish/")
    read_well(page)
    page.get_by_role("button", name="Оприлюднити").click()
    page.get_by_text("Моніторинг оприлюднено").wait_for()
    read_well(page)
    page.get_by_role("link", name="Сторінка на сайті").click()
    page.get_by_text("Додалися суботні заняття").wait_for()
    read_well(page)
    one = Monitoring.objects.get()
    assert one.state == State.PUBLISHED
    assert one.outputs.count() == 7
