"""The page of a seat's computer in a real browser: with the network and without it, after a reboot, by keyboard, as a bar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from oseredok.faces.kiosk.station.cookie import COOKIE
from oseredok.services.seats import sitting
from oseredok.services.seats.models import Hold, State, Station
from oseredok.services.seats.stations import actions
from oseredok.spine.feedback.models import Rating
from tests import browser as browsing
from tests.kiosk.conftest import HOME
from tests.seats.conftest import Hall

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUT = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "when fetching the script")
"""What the browser says of a network that is not there, also of its worker and of what that could not fetch."""


@pytest.fixture
def stage(hall: Hall) -> Iterator[Hall]:
    with time_machine.travel(hall.now, tick=True):
        yield hall


@pytest.fixture
def token(stage: Hall) -> str:
    """The token of a computer at «ПК 1»."""
    asking, token = actions.ask(now=stage.now)
    actions.confirm(code=asking.code, seat=stage.pc, now=stage.now)
    return token


@pytest.fixture
def session(stage: Hall, token: str) -> Hold:
    """An hour at «ПК 1», begun on its computer."""
    hold = stage.seat(stage.pc, minutes=60)
    return actions.begin(station=Station.objects.get(), hold=hold, now=stage.now)


@pytest.fixture
def fragile(browser: Browser, live_server: Any, token: str) -> Iterator[BrowserContext]:
    """The browser of the computer, whose network may be cut; only that may be complained of."""
    context = browser.new_context(base_url=live_server.url, locale="uk-UA", timezone_id="Europe/Kyiv")
    context.add_cookies([{"name": COOKIE, "value": token, "url": live_server.url}])
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(one in message.text for one in CUT):
            complaints.append(f"{message.text} {message.location}")

    def watch(page: Page) -> None:
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))

    context.on("page", watch)
    yield context
    context.close()
    assert complaints == []


def opened(page: Page, live_server: Any, token: str) -> None:
    page.context.add_cookies([{"name": COOKIE, "value": token, "url": live_server.url}])
    page.goto(HOME)


def wait_for(page: Page, word: str) -> None:
    page.locator(f"html[data-station='{word}']").wait_for(state="attached")
    expect(page).to_have_title(re.compile("^" + word))


def look_now(page: Page) -> None:
    """What the page does every ten seconds anyway."""
    page.evaluate("dispatchEvent(new Event('online'))")


def cut(page: Page) -> None:
    page.context.set_offline(True)
    look_now(page)


def mend(page: Page) -> None:
    page.context.set_offline(False)
    look_now(page)


def after_the_end(page: Page) -> None:
    """The server has drawn what follows a session: a rating while its end is fresh, else the next person's screen."""
    page.get_by_role("heading", name="Як усе пройшло?").or_(page.get_by_label("Код")).wait_for()


def ready_for_a_reboot(page: Page) -> None:
    """The page keeps what it needs on its own, a moment after it was opened."""
    kept = "async () => Boolean(await caches.match('/kiosk/seat/offline/'))"
    for _moment in range(300):
        if page.evaluate(kept) and page.evaluate("Boolean(navigator.serviceWorker.controller)"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was kept for a reboot")


def test_from_the_code_on_the_screen_to_the_next_person_by_keyboard(page: Page, live_server: Any, stage: Hall) -> None:
    page.goto(HOME)
    wait_for(page, "pairing")
    browsing.assert_accessible(page)
    page.context.add_cookies([{"name": "letters", "value": "large", "url": live_server.url}])
    page.set_viewport_size({"width": 320, "height": 740})
    page.reload()
    browsing.assert_no_sideways_scroll(page)
    booked = stage.book(12, seat=stage.pc)
    code = page.locator(".station__code").inner_text()
    actions.confirm(code=code, seat=stage.pc, now=stage.now)
    look_now(page)
    wait_for(page, "idle")
    page.get_by_label("Код").fill(booked.code)
    page.get_by_label("Код").press("Enter")
    page.get_by_text("Сісти можна").or_(page.get_by_role("button", name="Починаємо")).wait_for()
    page.get_by_role("button", name="Починаємо").press("Enter")
    wait_for(page, "session")
    expect(page).to_have_title(re.compile(r"^session · 01:(30|2\d) · ПК 1"))
    page.get_by_role("link", name="Я завершую").press("Enter")
    wait_for(page, "closing")
    expect(page.get_by_role("heading", name="Усе забрали?")).to_be_focused()
    browsing.assert_accessible(page)
    page.get_by_role("link", name="Повернутися до роботи").press("Enter")
    wait_for(page, "session")
    page.get_by_role("link", name="Я завершую").click()
    page.get_by_role("button", name="Так, завершити").press("Enter")
    page.get_by_role("heading", name="Як усе пройшло?").wait_for()
    browsing.assert_accessible(page)
    page.get_by_role("button", name="добре", exact=True).press("Enter")
    page.get_by_text("Оцінку записано.").wait_for()
    wait_for(page, "idle")
    assert [rating.score for rating in Rating.objects.all()] == [4]
    booked.refresh_from_db()
    assert booked.ending == "person"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_accessible_and_fits_phones_and_old_monitors(
    browser: Browser, live_server: Any, session: Hold, token: str, scheme: Any
) -> None:
    with browsing.opened(browser, live_server.url, color_scheme=scheme) as page:
        opened(page, live_server, token)
        wait_for(page, "session")
        Hold.objects.update(ends_at=timezone.now() + timedelta(minutes=3))
        look_now(page)
        wait_for(page, "warning")
        browsing.assert_accessible(page)
        for width, height in ((360, 740), (768, 1024), (1280, 900), (1024, 768)):
            page.set_viewport_size({"width": width, "height": height})
            browsing.assert_no_sideways_scroll(page)
        sitting.end(hold=session, now=timezone.now())
        actions.ready(station=Station.objects.get())
        page.goto(HOME)
        browsing.assert_tab_order(page)
        page.locator("summary").click()
        browsing.assert_accessible(page)


def test_along_the_edge_of_the_desktop_only_the_time_and_two_buttons_are_left(
    page: Page, live_server: Any, stage: Hall, session: Hold, token: str
) -> None:
    stage.book(12, 30, seat=stage.pc, minutes=30)
    page.set_viewport_size({"width": 606, "height": 96})  # the bar of `oseredok-station`
    opened(page, live_server, token)
    wait_for(page, "session")
    assert 50 < int(page.locator("[data-number]").inner_text()) <= 60
    assert page.locator(".station__do").inner_text().split() == ["+15", "хв", "Завершити"]
    for hidden in (".station__head", ".station__ring", ".station__until"):
        expect(page.locator(hidden)).to_be_hidden()
    fits = "document.documentElement.scrollHeight <= innerHeight"
    assert page.evaluate(fits)
    page.get_by_role("button", name="+15 хв").click()
    page.get_by_text("Далі це місце заброньоване або не працює. Запитайте на стійці про інше.").wait_for()
    browsing.assert_accessible(page)
    assert page.evaluate(fits)
    soon = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=4)
    Hold.objects.filter(pk=session.pk).update(ends_at=soon)
    page.goto(HOME)
    wait_for(page, "warning")
    page.get_by_text("Лишилося менше 5 хв: збережіть роботу.").wait_for()
    assert page.evaluate(fits)
    page.get_by_role("button", name="+15 хв").click()
    wait_for(page, "session")
    expect(page.locator("[data-number]")).to_have_text(re.compile("1[5-9]"))


def test_without_network_time_goes_on_and_the_end_is_told_later_once(
    fragile: BrowserContext, stage: Hall, session: Hold
) -> None:
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "session")
    look_now(page)
    cut(page)
    page.get_by_text("Немає мережі. Час іде далі, все порахується правильно.").wait_for()
    wait_for(page, "session")
    page.get_by_role("link", name="Я завершую").click()
    page.get_by_role("button", name="Так, завершити").click()
    page.get_by_role("heading", name="Дякуємо. Місце звільнено").wait_for()
    wait_for(page, "closing")
    session.refresh_from_db()
    assert session.state == State.SEATED, "nobody has heard of it yet"
    lost: list[str] = []

    def fall(route: Any) -> None:
        if not lost:
            lost.append(route.request.post_data)
            route.fetch()  # it arrives, and only the answer is lost
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/end/", fall)
    page.context.set_offline(False)
    for _again in range(2):
        look_now(page)
        page.wait_for_timeout(700)
    after_the_end(page)
    session.refresh_from_db()
    assert (session.state, session.ending) == (State.ENDED, "person")
    assert len(lost) == 1
    assert len(stage.entries("coworking_seat")) == 1
    assert page.evaluate("localStorage.getItem('station-ended')") == "[]"


def test_without_network_the_desktop_is_locked_when_time_is_over_whatever_the_clock_says(
    fragile: BrowserContext, session: Hold
) -> None:
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "session")
    look_now(page)
    cut(page)
    page.get_by_text("Немає мережі").wait_for()
    page.evaluate("{ const now = Date.now; Date.now = () => now() - 7200000; }")  # somebody moves the clock back
    page.evaluate("{ const now = performance.now.bind(performance); performance.now = () => now() + 3480000; }")
    wait_for(page, "warning")
    page.get_by_text("Лишилося менше 5 хв").wait_for()
    page.evaluate("{ const now = performance.now.bind(performance); performance.now = () => now() + 120000; }")
    page.get_by_role("heading", name="Час вийшов").wait_for()
    wait_for(page, "closing")


def test_a_clock_moved_ahead_takes_nobodys_time(fragile: BrowserContext, session: Hold) -> None:
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "session")
    look_now(page)
    cut(page)
    page.get_by_text("Немає мережі").wait_for()
    page.evaluate("{ const now = Date.now; Date.now = () => now() + 7200000; }")
    page.wait_for_timeout(1500)
    wait_for(page, "session")


def test_a_free_computer_without_network_says_so_and_comes_back(fragile: BrowserContext, stage: Hall) -> None:
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "idle")
    cut(page)
    wait_for(page, "offline-idle")
    expect(page.get_by_text("Підійдіть на стійку: вам допоможуть сісти.")).to_be_visible()
    mend(page)
    wait_for(page, "idle")
    expect(page.get_by_label("Код")).to_be_visible()


def test_a_code_typed_when_the_network_goes_stays_in_its_field(fragile: BrowserContext, stage: Hall) -> None:
    booked = stage.book(12, seat=stage.pc)
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "idle")
    field = page.get_by_label("Код")
    field.fill(booked.code)
    fragile.set_offline(True)
    field.press("Enter")
    wait_for(page, "offline-idle")
    expect(page.locator("[data-network]")).to_have_text("Немає мережі")
    expect(field).to_have_value(booked.code)
    mend(page)
    wait_for(page, "idle")
    field.press("Enter")
    page.get_by_role("button", name="Починаємо").wait_for()


def test_after_a_reboot_without_network_the_session_goes_on_and_over_ones_do_not(
    fragile: BrowserContext, stage: Hall, token: str
) -> None:
    session = stage.seat(stage.pc, now=stage.at(11), minutes=90)
    actions.begin(station=Station.objects.get(), hold=session, now=stage.now)
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "session")
    ready_for_a_reboot(page)
    page.close()
    fragile.set_offline(True)
    fragile.add_init_script("Date.now = () => 946684800000")  # the clock was lost with the power: it is the year 2000
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "session")
    assert 50 < int(page.locator("[data-number]").inner_text()) <= 60
    page.get_by_role("link", name="Я завершую").click()
    page.get_by_role("button", name="Так, завершити").click()
    wait_for(page, "closing")
    page.close()
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "offline-idle")
    fragile.set_offline(False)
    look_now(page)
    after_the_end(page)
    session.refresh_from_db()
    assert (session.state, session.ending) == (State.ENDED, "person")
    assert session.ended_at is not None
    assert stage.at(11, 30) <= session.ended_at <= timezone.now()
    assert len(stage.entries("coworking_seat")) == 1


def test_when_the_network_is_back_the_staffs_word_is_the_last(
    fragile: BrowserContext, stage: Hall, session: Hold
) -> None:
    page = fragile.new_page()
    page.goto(HOME)
    wait_for(page, "session")
    look_now(page)
    cut(page)
    page.get_by_text("Немає мережі").wait_for()
    sitting.end(hold=session, now=timezone.now(), staff=stage.world.consultant)
    mend(page)
    page.get_by_role("heading", name="Бібліотекар завершив сеанс").wait_for()
    wait_for(page, "closing")


def test_without_scripts_everything_is_a_form_and_the_page_looks_again_by_itself(
    browser: Browser, live_server: Any, stage: Hall, token: str
) -> None:
    hold = stage.seat(stage.pc, minutes=15)
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        opened(page, live_server, token)
        page.get_by_role("button", name="Починаємо").click()
        expect(page).to_have_title(re.compile("^session"))
        expect(page.locator("meta[http-equiv=refresh]")).to_have_attribute("content", f"30; url={HOME}")
        page.get_by_role("button", name="Ще 15 хвилин").click()
        page.get_by_role("link", name="Я завершую").click()
        expect(page).to_have_title(re.compile("^closing"))
        page.get_by_role("button", name="Так, завершити").click()
        page.get_by_role("button", name="дуже добре", exact=True).click()
        expect(page.get_by_text("Оцінку записано.")).to_be_visible()
        page.get_by_role("link", name="Готово").click()
        expect(page).to_have_title(re.compile("^idle"))
    hold.refresh_from_db()
    assert (hold.state, hold.extended, hold.ending) == (State.ENDED, 15, "person")
