"""What people and staff do by hand: the tablet with and without network, a code on a phone, slips, a comment answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from oseredok.base.core.periods import Period
from oseredok.spine.feedback import queries
from oseredok.spine.feedback.models import Comment, Rating
from tests import browser as browsing
from tests.feedback.said import comment, point, rate
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_tablet_thanks_and_is_ready_again(page: Page, live_server: Any, world: World) -> None:
    page.goto(reverse("kiosk:tile", args=[point(world).code]))
    browsing.assert_accessible(page)
    page.get_by_role("button", name="добре", exact=True).click()
    thanks = page.get_by_text("Дякуємо. Оцінку записано: добре")
    thanks.wait_for()
    page.get_by_role("button", name="погано", exact=True).click()  # the same hand once more
    browsing.assert_accessible(page)
    thanks.wait_for(state="hidden")
    assert [rating.score for rating in Rating.objects.all()] == [4]


def test_the_tablet_without_network_keeps_presses_and_sends_each_once(
    page: Page, live_server: Any, world: World
) -> None:
    address = reverse("kiosk:tile", args=[point(world).code])
    page.goto(address)
    lost: list[str] = []

    def fall(route: Any) -> None:
        if route.request.method == "POST" and len(lost) < 2:
            lost.append(route.request.post_data or "")
            if len(lost) == 2:
                route.fetch()  # it arrives, and only the answer is lost
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    page.route("**" + address, fall)
    page.get_by_role("button", name="дуже добре", exact=True).click()
    page.get_by_text("Немає мережі. Оцінки зберігаються тут і надішлються самі. Чекає: 1").wait_for()
    assert not Rating.objects.exists()
    for _ in range(2):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(600)
    page.get_by_text("Немає мережі").wait_for(state="hidden")
    assert [rating.score for rating in Rating.objects.all()] == [5], "the repeated sending counted once"
    assert page.evaluate("Object.values(localStorage)") == ["[]"]


def test_a_form_left_half_filled_on_the_tablet_is_accessible_and_has_no_way_out(
    page: Page, live_server: Any, world: World
) -> None:
    page.goto(reverse("kiosk:more", args=[point(world).code]))
    browsing.assert_accessible(page)
    page.get_by_label("Ваші слова").fill("Тепло.")
    page.get_by_role("button", name="Надіслати").click()
    page.get_by_role("heading", name="Дякуємо").wait_for()
    assert Comment.objects.get().text == "Тепло."
    assert all("/kiosk/" in link.get_attribute("href") for link in page.locator("main a").all())  # type: ignore[operator]


def test_a_code_on_a_phone_from_tap_to_words(page: Page, live_server: Any, world: World) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(reverse("opinion:code", args=[point(world, "desk").code]))
    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
    page.get_by_role("button", name="так собі").press("Enter")
    page.get_by_text("Записали: так собі").wait_for()
    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
    page.get_by_role("group", name="Дізналися щось нове?").get_by_text("Так").click()
    page.get_by_label("Ваші слова").fill("Було тісно.")
    page.get_by_role("button", name="Надіслати").click()
    page.get_by_role("heading", name="Дякуємо").wait_for()
    browsing.assert_accessible(page)
    today = Period.day(timezone.localdate())
    assert queries.scores(period=today).neutral == 1
    assert queries.outcomes(period=today).knowledge.yes == 1


def test_staff_type_slips_in_by_keyboard_and_take_them_back(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto(reverse("desk:slips"))
    browsing.assert_accessible(page)
    page.get_by_label("Дуже добре").fill("6")
    page.get_by_label("Дуже добре").press("Enter")
    page.get_by_role("heading", name="Усе правильно?").wait_for()
    browsing.assert_accessible(page)
    page.get_by_role("button", name="Так, записати").press("Enter")
    page.get_by_text("Записано. Якщо щось не так").wait_for()
    page.locator("details", has_text="Скасувати").locator("summary").last.click()
    page.get_by_label("Чому").select_option("twice")
    browsing.assert_accessible(page)
    page.get_by_role("button", name="Скасувати пачку").click()
    page.get_by_text("Пачку скасовано").wait_for()
    assert queries.scores(period=Period.day(timezone.localdate())).n == 0


def test_a_head_reads_answers_and_shows_a_comment(page: Page, live_server: Any, client: Client, world: World) -> None:
    now = timezone.now()
    for score in (5, 4, 2):
        rate(world, score, now=now)
    comment(world, "У залі холодно.", may_publish=True, now=now)
    world.sign_in(client, "head")
    browsing.sign_in(page, live_server, client)
    page.goto(reverse("office:opinions"))
    browsing.assert_accessible(page)
    page.get_by_role("link", name="У залі холодно.").click()
    browsing.assert_accessible(page)
    page.get_by_label("зауваження").check()
    page.get_by_label("Про що").select_option(label="Тепло, світло, чистота, шум")
    page.get_by_label("Відповідь бібліотеки").fill("Поставили обігрівач.")
    page.get_by_label("Показати на сайті").check()
    page.get_by_role("button", name="Записати").click()
    page.get_by_text("Усе прочитано").wait_for()
    page.goto(reverse("opinion:index"))
    expect(page.get_by_text("Поставили обігрівач.")).to_be_visible()
    browsing.assert_accessible(page)
