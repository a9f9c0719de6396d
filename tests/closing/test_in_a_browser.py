"""A branch is closed by hand from the decision to the act, and every page of the way is read by axe and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader
from oseredok.management.closing.models import Closing, State
from tests import browser as browsing
from tests.closing.cases import closed
from tests.jobs.work import run_worker
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def read_well(page: Page) -> None:
    """By axe as it stands, and without sideways scroll on a phone."""
    browsing.assert_accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    browsing.assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_branch_is_closed_by_hand(page: Page, live_server: Any, client: Client, world: World) -> None:
    people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    world.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    today = timezone.localdate().isoformat()
    page.goto("/office/closings/")
    read_well(page)
    page.get_by_role("link", name="Внести рішення про закриття").click()
    read_well(page)
    page.get_by_label("Що закриваємо").select_option(label="Філія «Заріччя»")
    page.get_by_label("Номер").fill("14-р")
    page.get_by_label("Дата рішення").fill(today)
    page.get_by_label("Підстава").fill("п. 9.1 Положення")
    page.get_by_label("День закриття").fill(today)
    page.get_by_label("Голова ліквідаційної комісії").fill("Гнатюк Лідія, заступниця голови")
    page.get_by_role("button", name="Записати рішення").click()
    page.get_by_role("heading", name="Закриття: Філія «Заріччя»").wait_for()
    read_well(page)
    address = page.url
    page.get_by_role("button", name="Вивантажити дані").click()
    page.wait_for_url("**/jobs/**", wait_until="commit", timeout=60_000)
    run_worker()
    page.goto(address)
    page.get_by_role("link", name="Записати рішення").click()
    read_well(page)
    page.get_by_label("Передати правонаступникові").check()
    page.get_by_label("Якщо передаємо: кому").fill("Ліцей № 2")
    page.get_by_label("Правова підстава").fill("договір № 5")
    page.get_by_role("button", name="Записати рішення").click()
    page.get_by_role("button", name="Створити пароль").click()
    page.get_by_role("heading", name="Перепишіть зараз").wait_for()
    read_well(page)
    page.get_by_role("button", name="Переписано, запечатати дані").click()
    page.wait_for_url("**/jobs/**", wait_until="commit", timeout=60_000)
    run_worker()
    page.goto(address)
    page.get_by_text("запечатано завчасно").wait_for()
    expect(page.get_by_role("link", name="Записати, хто прийняв")).to_have_count(0)
    page.get_by_role("link", name="До останньої перевірки").click()
    read_well(page)
    page.get_by_label("Куди йти людям").select_option(label="Центральна")
    page.get_by_label("Прочитано, що станеться").check()
    page.get_by_role("button", name="Закрити назавжди").click()
    page.get_by_text("Закрито. Надрукуйте акт").wait_for()
    read_well(page)
    page.get_by_role("button", name="Запечатати знову").click()
    page.wait_for_url("**/jobs/**", wait_until="commit", timeout=60_000)
    run_worker()
    page.goto(address)
    page.get_by_role("link", name="Записати, хто прийняв").click()
    read_well(page)
    page.get_by_label("Хто прийняв").fill("Бойко Ірина")
    page.get_by_role("button", name="Записати").click()
    page.get_by_text("Записано: дані передано.").wait_for()
    page.get_by_role("link", name="Надрукувати з номером").click()
    read_well(page)
    page.goto("/visit/")
    page.get_by_text("Замість неї:").wait_for()
    read_well(page)
    assert Closing.objects.get().state == State.CLOSED


def test_the_page_of_erasing_reads_well_and_asks_before_it_erases(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    closing = closed(world, world.branch)
    world.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    page.goto(f"/office/closings/{closing.public_id}/data/erase/")
    browsing.assert_accessible(page)
    if "reauthenticate" in page.url:
        page.get_by_label("Пароль", exact=False).first.fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/erase/", wait_until="commit", timeout=60_000)
    read_well(page)
    page.get_by_role("button", name="Стерти назавжди").click()
    page.get_by_text("Позначте, що стираємо назавжди.").first.wait_for()
    assert not Reader.objects.filter(erased_on__isnull=False).exists()
    page.get_by_label("Дані цих людей більше нікому тут не потрібні").check()
    page.get_by_role("button", name="Стерти назавжди").click()
    page.wait_for_url("**/jobs/**", wait_until="commit", timeout=60_000)
    run_worker()
    assert Reader.objects.filter(erased_on__isnull=False).count() == 1
