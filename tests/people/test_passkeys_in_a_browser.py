"""A passkey made and used in a real browser, with Chromium's own virtual key; and the pages of signing in by axe."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from oseredok.library.people import actions
from oseredok.library.people.sign_in import second_step
from tests import browser as browsing
from tests.world import PASSWORD, World, give_second_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def plug_a_key_in(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def with_password(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_director_makes_a_passkey_and_comes_in_with_it(page: Page, world: World) -> None:
    plug_a_key_in(page)
    with_password(page, "director")
    page.wait_for_url("**/account/2fa/")
    expect(page.locator("main")).to_contain_text("Увімкніть другий крок")
    browsing.assert_accessible(page)

    page.get_by_role("link", name="Додати ключ доступу").click()
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/")
    browsing.assert_accessible(page)
    page.locator("#id_name").fill("Комп’ютер на стійці")
    page.get_by_role("button", name="Додати").click()
    page.wait_for_url("**/recovery-codes/")
    assert len(re.findall(r"\b\d{8}\b", page.locator("main").inner_text())) == 10
    browsing.assert_accessible(page)
    assert second_step.has_second_step(world.director)

    page.goto("/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Комп’ютер на стійці")
    page.goto("/people/me/")
    expect(page.locator("main")).to_contain_text("додано ключ доступу (ви)")
    page.get_by_role("button", name="Вийти всюди").click()
    page.wait_for_url("**/account/login/")

    with_password(page, "director")
    page.wait_for_url("**/account/2fa/authenticate/**")
    browsing.assert_accessible(page)
    page.get_by_role("button", name="Ключ доступу").click()
    page.wait_for_url(re.compile(r"/(desk|office)/"))

    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name="Вилучити").click()
    page.get_by_role("link", name="Підтвердити ключем доступу").click()
    page.get_by_role("button", name="Підтвердити ключем доступу").click()
    page.wait_for_url("**/remove/")
    page.locator("main").get_by_role("button", name="Вилучити").click()
    expect(page.locator("main")).to_contain_text("другий крок обов’язковий")
    assert second_step.has_second_step(world.director)


def test_a_passkey_opens_the_door_without_a_name_and_a_password(page: Page, world: World) -> None:
    plug_a_key_in(page)
    page.goto("/account/login/?next=/people/me/")
    with_password(page, "consultant")
    page.wait_for_url("**/desk/")
    page.goto("/account/2fa/webauthn/add/")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/")
    expect(page.get_by_label("Входити цим ключем без імені й пароля")).to_be_checked()
    page.get_by_role("button", name="Додати").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("входить без пароля")
    page.goto("/people/me/")
    page.get_by_role("button", name="Вийти всюди").click()
    page.wait_for_url("**/account/login/")

    page.goto("/account/login/?next=/people/me/")
    browsing.assert_accessible(page)
    page.get_by_role("button", name="Увійти ключем доступу").click()
    page.wait_for_url(re.compile(r"^[^?]+/people/me/$"))
    expect(page.locator("main")).to_contain_text("Коваленко")

    page.get_by_role("button", name="Вийти всюди").click()
    page.wait_for_url("**/account/login/")
    actions.deactivate_account(account=world.consultant, by=world.director, now=world.now)
    page.get_by_role("button", name="Увійти ключем доступу").click()
    page.get_by_text("Цим ключем тут увійти не можна").wait_for()
    page.goto("/people/me/")
    assert "/account/login/" in page.url


def test_a_key_for_the_second_step_alone_does_not_open_the_door(page: Page, world: World) -> None:
    plug_a_key_in(page)
    with_password(page, "consultant")
    page.wait_for_url("**/desk/")
    page.goto("/account/2fa/webauthn/add/")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/")
    page.get_by_label("Входити цим ключем без імені й пароля").uncheck()
    page.get_by_role("button", name="Додати").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/account/2fa/webauthn/")
    assert "входить без пароля" not in page.locator("main").inner_text()


def test_a_key_that_is_refused_says_so_and_sends_nothing(page: Page, world: World) -> None:
    with_password(page, "consultant")
    page.wait_for_url("**/desk/")
    page.goto("/account/2fa/webauthn/add/")
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/webauthn/add/")
    page.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Додати").click()
    page.get_by_text("Не вийшло: запит скасовано").wait_for()
    expect(page.get_by_role("button", name="Додати")).to_be_enabled()
    browsing.assert_accessible(page)
    assert not second_step.has_second_step(world.consultant)


@pytest.mark.parametrize("who", ["director"])
def test_every_page_about_signing_in_fits_and_reads_well(
    page: Page, world: World, live_server: Any, client: Client, who: str
) -> None:
    world.sign_in(client, who)
    give_second_step(world.director)
    client.post("/account/login/", {"login": "nobody", "password": "x"})
    Client().post("/account/login/", {"login": "nobody", "password": "x"})
    browsing.sign_in(page, live_server, client)
    colleague = f"/office/staff/{world.consultant.pk}/"
    paths = ["/people/me/", "/account/2fa/", "/account/2fa/webauthn/", colleague, f"{colleague}off/"]
    paths += ["/office/staff/attempts/", "/office/staff/roles/"]
    for path in paths:
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)
