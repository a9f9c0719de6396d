"""A code from the desk to the phone and a setting by the keyboard: accessible, nothing sticks out, dark and light."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from oseredok.services.wifi.models import WifiCode, WifiSettings
from oseredok.spine.journal.models import Entry
from tests import browser as browsing
from tests.wifi.network import Router, turn_on
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page: Page, path: str) -> None:
    for _size in browsing.visit_sizes(page, path):
        browsing.assert_no_sideways_scroll(page)
    for colours in ("dark", "light"):
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        page.goto(path)  # colours fade into each other on an open page
        browsing.assert_accessible(page)


def test_a_code_goes_from_the_desk_to_the_phone(page: Page, live_server: Any, client: Client, world: World) -> None:
    turn_on(world.central, minutes=90)
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto("/desk/wifi/")
    page.get_by_role("button", name="Видати код").press("Enter")
    page.wait_for_url("**/desk/wifi/codes/**")
    look(page, page.url)
    code = WifiCode.objects.get()
    expect(page.locator("main")).to_contain_text(f"{code.code[:4]}\u00a0{code.code[4:]}")
    page.get_by_role("link", name="Сторінка для телефона").click()
    page.wait_for_url("**/wifi/**")
    look(page, page.url)
    router = Router(world.central, now=timezone.now())
    assert router.lets_in(code.code)
    router.tells("Start", code.code)
    page.goto("/desk/wifi/")
    expect(page.locator("main")).to_contain_text("у мережі")
    page.get_by_role("button", name="Зробити талони").click()
    page.get_by_text("загубився").click()
    look(page, "/desk/wifi/")
    look(page, "/wifi/")


def test_a_connection_is_counted_and_taken_back_by_keys(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    look(page, "/desk/wifi/")
    page.get_by_role("button", name="+1 підключення").press("Enter")
    page.get_by_text("Записано підключення до Wi-Fi.").wait_for()
    browsing.assert_accessible(page)
    page.get_by_role("button", name="Скасувати").press("Enter")
    page.get_by_text("Сьогодні ще нікого не записано.").wait_for()
    assert Entry.objects.filter(kind__code="wifi").count() == 2


def test_the_office_sets_it_up_and_gets_the_files(page: Page, live_server: Any, client: Client, world: World) -> None:
    world.sign_in(client, "head")
    browsing.sign_in(page, live_server, client)
    page.goto("/office/wifi/")
    page.get_by_label("За кодом із талона").check()
    page.get_by_role("button", name="Зберегти").click()
    page.get_by_role("link", name="Напишіть назву мережі: її друкуємо на талоні.").click()
    page.keyboard.type("Biblioteka")
    browsing.assert_accessible(page)
    page.get_by_role("button", name="Зберегти").click()
    page.get_by_text("Збережено.").wait_for()
    look(page, "/office/wifi/")
    page.get_by_label("Адреса роутера у вашій мережі").fill("192.168.88.1")
    page.get_by_role("button", name="Зробити ключ і файли для сервера").click()
    page.get_by_role("heading", name="Файли для RADIUS-сервера").wait_for()
    browsing.assert_accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    browsing.assert_no_sideways_scroll(page)
    assert WifiSettings.objects.get().key_hash
