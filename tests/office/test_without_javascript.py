"""Numbers and reports with JavaScript off: the same links and forms do everything, from a rating to a published monitoring."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from oseredok.management.reports.monitoring.models import Monitoring, State
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.feedback.letters import rating_token
from oseredok.spine.feedback.models import Point
from oseredok.spine.surveys.models import Response, Survey
from tests import browser as browsing
from tests.feedback.said import OCTOBER, point, slips
from tests.indicators.book import written
from tests.jobs.work import run_worker
from tests.monitoring import cases
from tests.statistics_form.forms import AFTER, YEAR, a_report, a_version, cell_of, put, signed
from tests.surveys import questionnaires as made
from tests.world import NOW, PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def plain(browser: Browser, live_server: Any, client: Client | None = None) -> Iterator[Page]:
    """A browser that runs no script, signed in as the client is."""
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        if client is not None:
            browsing.sign_in(page, live_server, client)
        yield page


@pytest.fixture
def director(world: World, client: Client) -> Client:
    world.sign_in(client, "director")
    return client


def test_indicators_from_the_dashboard_to_entries_ratings_and_a_target(
    browser: Browser, live_server: Any, world: World, client: Client
) -> None:
    written(world)
    slips(world, {5: 8, 1: 2})
    with time_machine.travel(NOW, tick=True):
        world.sign_in(client, "director")
        with plain(browser, live_server, client) as page:
            page.goto("/office/indicators/?period=2026-10")
            page.get_by_role("row", name="Відвідувань усього").get_by_role("link", name="46", exact=True).click()
            expect(page.locator(".office-sum b")).to_have_text("46")
            page.goto("/office/indicators/ratings.n/?period=2026-10")
            page.locator(".stat__value").first.click()
            expect(page.get_by_text("10 оцінок, з них позитивних 8")).to_be_visible()
            page.goto("/office/targets/")
            page.get_by_label("Ціль", exact=True).fill("150")
            page.get_by_label("З якого місяця").fill("10.2026")
            page.get_by_role("button", name="Записати ціль").click()
            expect(page.get_by_role("row", name="Відвідувань усього")).to_be_visible()


def test_a_monitoring_from_the_choice_of_a_period_to_the_site(
    browser: Browser, live_server: Any, world: World, director: Client
) -> None:
    cases.written(world)
    with plain(browser, live_server, director) as page:
        page.goto("/office/monitoring/new/")
        page.get_by_label("перше півріччя 2026 року").check()
        page.get_by_role("button", name="Заморозити числа").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Моніторинг за перше півріччя 2026 року")
        address = page.url
        page.goto(f"{address}words/")
        page.get_by_label("Причина, примітка").first.fill("Додалися суботні заняття")
        page.get_by_role("button", name="Зберегти").first.click()
        page.goto(f"{address}conclusions/")
        page.get_by_role("textbox", name="Висновки").fill("Людей більшає.")
        page.get_by_role("button", name="Зберегти висновки").click()
        page.goto(f"{address}conclusions/")
        page.get_by_label("Що вирішили").fill("Додати розетки в залі")
        page.get_by_label("Хто відповідає").fill("Завідувач")
        page.get_by_label("До якого дня").fill("2026-12-30")
        page.get_by_role("button", name="Додати рішення").click()
        page.goto(f"{address}approve/")
        if "reauthenticate" in page.url:
            page.get_by_label("Пароль").first.fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/approve/", wait_until="commit")
        page.get_by_label("Номер наказу").fill("41-о")
        page.get_by_role("button", name="Затвердити").click()
        page.wait_for_url("**/jobs/**", wait_until="commit")
        run_worker()
        page.goto(f"{address}publish/")
        page.get_by_role("button", name="Оприлюднити").click()
        page.get_by_role("link", name="Сторінка на сайті").click()
        expect(page.get_by_text("Додалися суботні заняття")).to_be_visible()
    assert Monitoring.objects.get().state == State.PUBLISHED


def test_the_annual_form_is_filled_signed_and_corrected(
    browser: Browser, live_server: Any, world: World, client: Client
) -> None:
    a_version(world)
    report = a_report(world, place=world.central)
    seats = cell_of(report, "seats")
    put(world, report, books__start="10", books__added="2", books__end="12")
    sheet = f"/office/six-nk/{YEAR}/{world.central.pk}/"
    with time_machine.travel(AFTER, tick=True):
        world.sign_in(client, "director")
        with plain(browser, live_server, client) as page:
            page.goto(sheet)
            page.locator(f"#n-{seats}").fill("сім")
            page.get_by_role("button", name="Записати все").click()
            expect(page.get_by_text("Напишіть число цифрами").first).to_be_visible()
            expect(page.locator(f"#n-{seats}")).to_have_value("сім")
            page.locator(f"#n-{seats}").fill("24")
            page.get_by_role("button", name="Записати все").click()
            expect(page.get_by_text("Записано чисел: 1.")).to_be_visible()
        signed(world, report)
        with plain(browser, live_server, client) as page:
            page.goto(sheet)
            page.get_by_role("link", name="Уточнити дані").first.click()
            page.get_by_label("Що й чому уточнюєте").fill("Два стільці поламалися ще в грудні")
            page.get_by_role("button", name="Почати уточнення").click()
            page.locator(f"#n-{seats}").fill("22")
            page.get_by_role("button", name="Записати все").click()
            expect(page.locator("#six-differences")).to_contain_text("Місць")
            page.get_by_role("link", name="Перші дані").click()
            expect(page.get_by_text("Це попередні дані")).to_be_visible()


def test_people_rate_by_a_code_and_by_a_letter_and_tell_more(browser: Browser, live_server: Any, world: World) -> None:
    desk = point(world, Point.Way.DESK)
    letter = rating_token(key="barrier-handled:7", place=world.central)
    with time_machine.travel(NOW, tick=True), plain(browser, live_server) as page:
        page.goto(reverse("opinion:code", args=[desk.code]))
        page.get_by_role("button", name="дуже добре").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Оцінку записано")
        page.goto(reverse("opinion:letter", args=[letter]))
        page.get_by_role("button", name="погано", exact=True).click()
        page.get_by_role("textbox").first.fill("Довго чекали")
        page.get_by_role("button", name="Надіслати").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Дякуємо")
    assert feedback.scores(period=OCTOBER).counts == (0, 1, 0, 0, 1)


def test_a_survey_is_built_opened_and_answered(
    browser: Browser, live_server: Any, world: World, client: Client
) -> None:
    survey = made.drafted(world)
    with time_machine.travel(NOW, tick=True):
        world.sign_in(client, "director")
        with plain(browser, live_server, client) as page:
            page.goto(reverse("office:surveys:new_question", args=[survey.code, "text"]))
            page.get_by_label("Запитання").fill("Чого ще бракує?")
            page.get_by_role("button", name="Додати", exact=True).click()
            page.goto(reverse("office:surveys:open", args=[survey.code]))
            page.get_by_role("button", name="Відкрити", exact=True).click()
        assert Survey.objects.get().opened_at is not None
        with plain(browser, live_server) as page:
            page.goto(reverse("front:survey", args=[survey.code]))
            page.get_by_label("Скан").check()
            page.get_by_label("Добре", exact=True).check()
            page.get_by_label("Чого ще бракує?").fill("Лавки надворі")
            page.get_by_role("button", name="Надіслати відповіді").click()
            expect(page.locator("main")).to_contain_text("Записали ваші відповіді")
    assert Response.objects.get().texts.get().text == "Лавки надворі"
