"""A reader alone with a cheap phone: comes in by the code, sees, takes a copy, erases. By axe, at 360 px, also without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from oseredok.library.people.models import Reader
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy.models import Channel, Look, Purpose
from oseredok.spine.journal.models import Entry
from tests import browser as browsing
from tests.cabinet.letters import last_code
from tests.world import World, come_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
TARAS = "taras@example.com"
PAGES = [
    "/my/",
    "/my/card/",
    "/my/data/",
    "/my/data/phone/",
    "/my/data/email/",
    "/my/data/looks/",
    "/my/consents/",
    "/my/groups/",
    "/my/requests/",
    "/my/devices/",
    "/my/erase/",
    "/en/my/data/",
]
DOORS = ["/my/sign-in/", "/my/sign-in/card/", "/my/goodbye/"]


@pytest.fixture
def taras(world: World) -> Reader:
    """Taras with something of each kind to be shown."""
    now = timezone.now()
    privacy.give_consent(reader=world.taras, purpose=Purpose.CARD, channel=Channel.DESK, staff=world.head, now=now)
    privacy.set_flags(reader=world.taras, flags=["veteran"], channel=Channel.WEB, staff=None, now=now)
    privacy.note_look(reader=world.taras, account=world.head, what=Look.What.PAGE, now=now)
    return world.taras


@pytest.fixture
def signed_in(page: Page, live_server: Any, client: Client, taras: Reader) -> Page:
    come_in(client, taras, now=timezone.now())
    cookie = client.cookies["reader"].value
    page.context.add_cookies([{"name": "reader", "value": cookie, "url": live_server.url}])
    return page


def test_every_page_of_the_corner_reads_well_everywhere(signed_in: Page) -> None:
    for path in PAGES:
        for _size in browsing.visit_sizes(signed_in, path):
            assert signed_in.url.endswith(path)
            browsing.assert_no_sideways_scroll(signed_in)
        browsing.assert_accessible(signed_in)


def test_every_door_reads_well_everywhere(page: Page, world: World) -> None:
    for path in DOORS:
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)
        browsing.assert_tab_order(page)


def test_a_reader_sees_copies_and_erases_alone_on_a_phone(browser: Browser, live_server: Any, taras: Reader) -> None:
    entries = list(Entry.objects.values_list("pk", "quantity", "visitor_key"))
    # Without scripts: what works here works on any phone.
    with browsing.opened(browser, live_server.url, viewport=PHONE, java_script_enabled=False) as page:
        page.goto("/")
        page.locator("details.site-menu summary").click()
        page.locator("details.site-menu").get_by_role("link", name="Мої дані").click()
        page.get_by_label("Ваша електронна пошта").fill(TARAS)
        page.get_by_role("button", name="Надіслати код").click()
        page.get_by_label("Код із листа").fill(last_code(TARAS))
        page.get_by_role("button", name="Увійти").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Шевченко Тарас")
        page.get_by_role("link", name="Мої дані: що бібліотека про мене знає").click()
        expect(page.locator("#card")).to_contain_text("+380")
        with page.expect_download() as got:
            page.get_by_role("link", name="Копія для програм").click()
        assert got.value.suggested_filename.startswith("my-data-")
        page.get_by_role("link", name="Стерти мої дані").click()
        page.get_by_role("button", name="Далі").click()
        page.get_by_label("Код із листа").fill(last_code(TARAS))
        page.get_by_role("button", name="Стерти мої дані").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ваші дані стерто")
        page.goto("/my/data/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Увійти до своєї сторінки")
        page.go_back()
        assert "Шевченко" not in page.content()
    taras.refresh_from_db()
    assert taras.erased_on is not None
    assert list(Entry.objects.values_list("pk", "quantity", "visitor_key")) == entries


def test_a_wrong_code_is_told_at_the_top(page: Page, world: World) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/my/sign-in/")
    page.get_by_label("Ваша електронна пошта").fill(TARAS)
    page.keyboard.press("Enter")
    page.get_by_label("Код із листа").fill("12")
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
