"""Answering by hand on a phone, typing in by the keyboard: accessible, nothing sticks out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from oseredok.spine.surveys.models import Response
from tests import browser as browsing
from tests.surveys import questionnaires as made
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_answers_one_question_after_another_on_a_phone(page: Page, world: World) -> None:
    world.now = timezone.now()
    survey = made.opened(world, layout="by_one")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(reverse("front:surveys"))
    browsing.assert_accessible(page)
    page.get_by_role("link", name=survey.title).click()
    steps: list[tuple[str, Any]] = [
        ("По що прийшли?", lambda: page.get_by_label("Скан").check()),
        ("Коли зручно?", lambda: page.get_by_label("Увечері").check()),
        ("Як вам зала?", lambda: page.get_by_label("Добре").check()),
        ("Як володієте", lambda: [page.get_by_role("group", name=part).get_by_label("7", exact=True).check()
                                  for part in ("Було", "Стало")]),
        ("Скільки разів були?", lambda: page.get_by_label("Скільки разів були?").fill("4")),
        ("Що змінити?", lambda: page.get_by_label("Що змінити?").fill("Лавки")),
    ]  # fmt: skip
    for words, answer in steps:
        expect(page.locator("main")).to_contain_text(words)
        browsing.assert_accessible(page)
        browsing.assert_no_sideways_scroll(page)
        answer()
        page.get_by_role("button", name="Далі").or_(page.get_by_role("button", name="Надіслати відповіді")).click()
    expect(page.locator("main")).to_contain_text("Записали ваші відповіді")
    response = Response.objects.get()
    assert response.answers.count() == 5
    assert response.texts.count() == 1


def test_the_whole_form_says_what_is_wrong_and_leads_there(page: Page, world: World) -> None:
    world.now = timezone.now()
    survey = made.opened(world)
    for _size in browsing.visit_sizes(page, reverse("front:survey", args=[survey.code])):
        browsing.assert_no_sideways_scroll(page)
    browsing.assert_accessible(page)
    page.get_by_label("Скільки разів були?").fill("сто")
    page.get_by_role("button", name="Надіслати відповіді").click()
    browsing.assert_accessible(page)
    page.get_by_role("link", name="Напишіть число цифрами.").click()
    assert page.evaluate("document.activeElement.value") == "сто"


def test_the_desk_types_in_by_the_keyboard_alone(page: Page, live_server: Any, client: Client, world: World) -> None:
    world.now = timezone.now()
    survey = made.opened(world)
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto(reverse("office:surveys:batches", args=[survey.code]))
    page.get_by_role("button", name="Почати пачку").click()
    browsing.assert_accessible(page)
    for keys in ("2", "", "1 3", "5", "3 8", "12"):  # «Що саме інше» of the first question stays empty
        page.keyboard.type(keys)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Анкету 1 записано.").wait_for()
    assert Response.objects.get().answers.count() == 6
    assert page.evaluate("document.activeElement.name") == f"q{made.question(survey, 'choice').pk}"
