"""The hall in a real browser: two taps, two desks at once, a lost connection, the alarm; for everybody (axe), on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import expect

from oseredok.services.seats.models import Hold, State
from tests import browser as browsing
from tests.desk_hall import stage
from tests.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HALL = "/desk/hall/"
COUNTS_TONES = """
  window.tones = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (when) { window.tones += 1; return start.call(this, when); };
"""


@pytest.fixture
def hall(world: World) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(stage.NOW, tick=True) as clock:
        stage.a_busy_hour(world)
        yield clock


@pytest.fixture
def desk(page: Page, live_server: Any, client: Client, world: World, hall: time_machine.Traveller) -> Page:
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto(HALL)
    return page


def a_tile(page: Page, name: str) -> Any:
    return page.locator("article", has=page.get_by_role("link", name=name, exact=True))


def test_two_taps_seat_somebody_and_the_board_shows_it(desk: Page) -> None:
    a_tile(desk, "ПК 1").get_by_role("link", name="Посадити").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="36–59").click()
    expect(desk.get_by_text("ПК 1: сіли, до 15:00.")).to_be_visible()
    expect(a_tile(desk, "ПК 1")).to_contain_text("без броні")
    assert Hold.objects.filter(seat__name="ПК 1", age_group="36_59", state=State.SEATED).exists()


def test_without_scripts_the_same_two_taps(
    browser: Browser, live_server: Any, client: Client, world: World, hall: Any
) -> None:
    world.sign_in(client, "consultant")
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        browsing.sign_in(page, live_server, client)
        page.goto(HALL)
        a_tile(page, "ПК 1").get_by_role("link", name="Посадити").click()
        page.get_by_role("button", name="36–59").click()
        expect(page.get_by_text("ПК 1: сіли, до 15:00.")).to_be_visible()


def test_two_desks_see_each_other_and_what_is_typed_stays(
    desk: Page, browser: Browser, live_server: Any, world: World
) -> None:
    other_client = Client()
    world.sign_in(other_client, "head")
    with browsing.opened(browser, live_server.url) as other:
        browsing.sign_in(other, live_server, other_client)
        other.goto(HALL)
        other.get_by_label("Код, ім’я або телефон").fill("Орис")
        a_tile(desk, "Стіл 1").get_by_role("button", name="Звільнити").click()
        expect(desk.get_by_text("Стіл 1: звільнено.")).to_be_visible()
        expect(a_tile(other, "Стіл 1")).to_contain_text("Вільний")
        expect(other.get_by_label("Код, ім’я або телефон")).to_have_value("Орис")
        expect(other.get_by_label("Код, ім’я або телефон")).to_be_focused()


def test_a_lost_connection_is_said_and_heals_by_itself(
    browser: Browser, live_server: Any, client: Client, world: World, hall: Any
) -> None:
    world.sign_in(client, "consultant")
    context = browser.new_context(base_url=live_server.url)
    try:
        page = context.new_page()
        browsing.sign_in(page, live_server, client)
        page.goto(HALL)
        context.set_offline(True)
        expect(page.locator("#network")).to_contain_text("Зв’язку немає: зала на екрані така, якою була")
        stage.free(world, "Стіл 1")
        context.set_offline(False)
        expect(a_tile(page, "Стіл 1")).to_contain_text("Вільний")
        expect(page.locator("#network")).to_be_hidden()
    finally:
        context.close()


def test_the_last_five_minutes_are_announced_and_sound_only_when_switched_on(
    desk: Page, hall: time_machine.Traveller
) -> None:
    desk.add_init_script(COUNTS_TONES)
    desk.reload()
    alarm = desk.locator("#hall-alarm")
    expect(alarm).to_have_attribute("role", "status")
    expect(alarm).to_contain_text("Ноутбук 2: лишилося 5")
    assert desk.evaluate("window.tones") == 0
    desk.get_by_role("button", name="Увімкнути звук").click()
    expect(desk.get_by_role("button", name="Звук увімкнено")).to_be_visible()
    assert desk.evaluate("window.tones") == 2, "so that one hears how loud it is"
    hall.move_to(stage.at(15, 3))
    expect(alarm).to_contain_text("Ноутбук 1: лишилося 4")
    assert desk.evaluate("window.tones") == 4
    hall.move_to(stage.at(15, 4))
    expect(alarm).to_contain_text("Ноутбук 1: лишилося 3")
    assert desk.evaluate("window.tones") == 4, "once for each session"


def test_the_keyboard_alone(desk: Page) -> None:
    desk.keyboard.press("g")  # the place of «П» on the keyboard
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_label("Квиток читача")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    more = a_tile(desk, "Ноутбук 1").get_by_role("button", name="+30 хв")
    more.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Ноутбук 1: тепер до 15:37.")).to_be_visible()
    expect(more).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it_on_every_screen(
    browser: Browser, live_server: Any, client: Client, world: World, hall: Any, scheme: Any
) -> None:
    world.sign_in(client, "consultant")
    hold = Hold.objects.filter(state=State.SEATED)[0]
    with browsing.opened(browser, live_server.url, color_scheme=scheme) as page:
        browsing.sign_in(page, live_server, client)
        for path in (
            "",
            "?view=table",
            "sit/",
            "book/?day=2026-10-15&minutes=60&kind=",
            f"b/{hold.public_id}/",
            "clubs/new/",
        ):
            for _size in browsing.visit_sizes(page, HALL + path):
                browsing.assert_no_sideways_scroll(page)
            browsing.assert_accessible(page)
            page.set_viewport_size({"width": 360, "height": 740})
            browsing.assert_accessible(page)
        for _size in browsing.visit_sizes(page, "/hall/central/"):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)


def test_an_alarm_and_its_end(desk: Page, hall: time_machine.Traveller) -> None:
    desk.get_by_text("Тривога, світло").click()
    desk.get_by_role("button", name="Тривога", exact=True).click()
    expect(desk.get_by_role("alert")).to_contain_text("Усі в укриття")
    expect(a_tile(desk, "ПК 1")).to_contain_text("після відбою")
    browsing.assert_accessible(desk)
    hall.move_to(stage.at(15, 2))
    desk.get_by_role("button", name="Відбій тривоги").click()
    expect(a_tile(desk, "Ноутбук 1")).to_contain_text("до 15:37")
