"""Booking in a real browser: a cheap phone and a wide screen, by keyboard, without a script, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from oseredok.services.seats import booking, queue
from oseredok.services.seats.models import Hold, Seat
from oseredok.services.seats.queue import Want
from oseredok.services.seats.who import Who
from tests import browser as browsing
from tests.front import town
from tests.front_seats.conftest import DAY
from tests.seats.conftest import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def furnished(hall: Hall) -> Iterator[Hall]:
    town.furnish(hall.world)
    with time_machine.travel(hall.now, tick=True):
        yield hall


def book_by_hand(page: Page) -> None:
    """The four screens as a person goes through them."""
    page.goto(f"/seats/?day={DAY}")
    page.get_by_label("16:00").check()
    page.get_by_role("button", name="Далі: яке місце").click()
    page.get_by_label("ПК 1").check()
    page.get_by_role("button", name="Далі: ваше ім’я").click()
    page.get_by_label("Ім’я або прізвисько").fill("Орися")
    page.get_by_label("Телефон").fill("067 123 45 67")
    page.get_by_label("Для чого місце?").select_option(label="навчання")
    page.get_by_role("button", name="Далі: перевірити").click()
    expect(page.get_by_text("четвер, 15 жовтня, 16:00–17:00")).to_be_visible()


def pages(hall: Hall) -> list[str]:
    """Every kind of page of the room, with something on it."""
    day = (hall.now + timedelta(days=1)).date()
    ahead = hall.book(14, day=day, seat=hall.pc)
    sitting = hall.seat(hall.laptops[0])
    gone = booking.cancel(hold=hall.book(17, day=day), now=hall.now)
    want = Want(hall.at(14, day=day), hall.at(15, day=day), 60, "pc")
    waits = queue.join(place=hall.place, want=want, who=Who(nickname="Зоя", phone="067 765 43 21"), now=hall.now)
    offered = queue.join(
        place=hall.place, want=Want(hall.at(16), hall.at(18), 60), who=Who(phone="067 000 11 22"), now=hall.now
    )
    holds = [f"/seats/b/{one.public_id}/" for one in (ahead, sitting, gone)]
    chosen = f"?day={DAY}&start=16:00"
    return [
        f"/seats/{chosen}",
        "/seats/?day=2026-10-11",
        f"/seats/place/{chosen}",
        f"/seats/you/{chosen}&seat={Seat.objects.get(name='Кімната').public_id}",
        f"/seats/b/{ahead.public_id}/change/",
        *holds,
        "/seats/mine/",
        f"/seats/queue/?day={DAY}&kind=pc",
        f"/seats/q/{waits.public_id}/",
        f"/seats/q/{offered.public_id}/",
        f"/seats/s/{hall.pc.public_id}/",
        "/",
    ]


def test_every_page_fits_a_phone_and_a_wide_screen_and_has_no_barrier_that_a_machine_sees(
    page: Page, furnished: Hall
) -> None:
    found: list[str] = []
    for path in pages(furnished):
        page.goto(path)
        for width, height in ((320, 640), (360, 740), (1280, 900)):
            page.set_viewport_size({"width": width, "height": height})
            browsing.assert_no_sideways_scroll(page)
            if width != 320:
                found += [f"{path} at {width}: {line}" for line in browsing.axe_violations(page)]
    assert not found, "\n".join(found)


OVERLAPS = """() => {
  const bar = document.querySelector(".stick").getBoundingClientRect();
  return [...document.querySelectorAll(".chip, .days a")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.bottom > bar.top && box.top < bar.bottom;
  }).map(one => one.textContent.trim());
}"""


def test_the_bar_stands_below_the_choices_of_the_day_and_the_length(page: Page, furnished: Hall) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/seats/?day={DAY}")
    for down in range(0, 900, 30):
        page.evaluate("y => scrollTo(0, y)", down)
        assert page.evaluate(OVERLAPS) == [], f"scrolled by {down}"
    page.get_by_label("10:00").focus()
    expect(page.get_by_role("button", name="Далі: яке місце")).to_be_visible()


def test_months_stand_whole_in_the_boxes_of_days(page: Page, furnished: Hall) -> None:
    with time_machine.travel(furnished.now + timedelta(days=30), tick=True):  # листопада: the longest name
        for width in (320, 360, 390):
            page.set_viewport_size({"width": width, "height": 740})
            page.goto("/seats/")
            lines = page.locator(".days a > span:last-child").evaluate_all(
                "all => all.map(one => one.getClientRects().length)"
            )
            heights = page.locator(".days a > span:last-child").evaluate_all("all => all.map(one => one.offsetHeight)")
            assert set(lines) == {1}
            assert max(heights) < 30, f"{width}: {heights}"


def test_dark_screens_are_as_readable(browser: Browser, live_server: Any, furnished: Hall) -> None:
    with browsing.opened(browser, live_server.url, color_scheme="dark") as page:
        page.set_viewport_size({"width": 360, "height": 740})
        for path in (f"/seats/?day={DAY}", f"/seats/place/?day={DAY}&start=16:00"):
            page.goto(path)
            browsing.assert_accessible(page)


def test_without_a_script_the_four_screens_book_a_seat_and_the_way_back_loses_nothing(
    browser: Browser, live_server: Any, furnished: Hall
) -> None:
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        page.set_viewport_size({"width": 360, "height": 740})
        book_by_hand(page)
        page.locator("button[formaction='/seats/']").click()
        page.get_by_role("button", name="16 жовтня").click()
        page.get_by_label("10:00").check()
        page.get_by_role("button", name="Далі: яке місце").click()
        page.get_by_role("button", name="Далі: ваше ім’я").click()
        expect(page.get_by_label("Ім’я або прізвисько")).to_have_value("Орися")
        page.get_by_role("button", name="Далі: перевірити").click()
        page.get_by_role("button", name="Забронювати").click()
        expect(page.get_by_role("heading", name="Місце за вами")).to_be_visible()
        page.get_by_text("Скасувати бронь").click()
        page.get_by_role("button", name="Так, скасувати").click()
        expect(page.get_by_role("heading", name="Цю бронь скасовано.")).to_be_visible()


def test_the_keyboard_alone_books_a_seat_and_the_bar_repeats_the_choice(page: Page, furnished: Hall) -> None:
    page.goto(f"/seats/?day={DAY}")
    page.get_by_label("16:00").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-choice]")).to_have_text("четвер, 15 жовтня, 16:00–17:00")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-choice]")).to_have_text("четвер, 15 жовтня, 16:30–17:30")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Яке місце?").wait_for()
    page.get_by_label("Будь-яке вільне").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Ім’я або прізвисько").focus()
    page.keyboard.type("Орися")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Перевірте").wait_for()
    page.get_by_role("button", name="Забронювати").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Місце за вами")).to_be_visible()
    assert Hold.objects.get().starts_at == furnished.at(16, 30, day=Hold.objects.get().starts_at.date())


def test_a_mistake_takes_the_focus_and_leads_to_its_field(page: Page, furnished: Hall) -> None:
    page.goto(f"/seats/you/?day={DAY}&start=16:00")
    page.get_by_role("button", name="Далі: перевірити").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").click()
    expect(page.get_by_label("Ім’я або прізвисько")).to_be_focused()
