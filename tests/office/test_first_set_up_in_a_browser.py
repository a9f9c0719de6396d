"""A person who never saw it opens an empty centre on a phone: the whole way by hand, every window by axe."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from oseredok.faces.office import setup_actions
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library
from oseredok.spine.journal.models import Entry
from tests import browser as browsing
from tests.world import give_second_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "лампа над книгою 26"


def looked_at(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    browsing.assert_no_sideways_scroll(page)
    browsing.assert_accessible(page)


def fill(page: Page, **fields: str) -> None:
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)


def test_from_an_empty_database_to_the_first_visit_on_a_phone(page: Page, live_server: Any, db: None) -> None:
    code = setup_actions.issue_code(now=timezone.now())
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    page.goto(f"/setup/?code={code}")
    looked_at(page, "Новий осередок")
    page.get_by_label("Назва бібліотеки").fill("Вільхівська публічна бібліотека")
    page.get_by_label("Ваше прізвище").fill("Ґедзь")
    page.get_by_label("Ваше ім’я").fill("Ірина")
    page.get_by_label("Ім’я для входу").fill("i.gedz")
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_label("Пароль ще раз").fill(PASSWORD)
    page.get_by_role("button", name="Створити осередок").click()

    following = page.get_by_role("button", name="Зберегти й далі")
    looked_at(page, "Назва і реквізити")
    page.get_by_label("Населений пункт").fill("Вільхівка")
    page.get_by_label("Код ЄДРПОУ").fill("32855962")
    following.click()
    expect(page.locator(".error-summary")).to_contain_text("контрольна цифра")
    browsing.assert_accessible(page)
    page.get_by_label("Код ЄДРПОУ").fill("32855961")
    following.click()
    looked_at(page, "Адреса і зв’язок")
    page.get_by_label("Адреса").first.fill("вул. Шкільна, 4")
    following.click()
    looked_at(page, "Години роботи")
    page.get_by_text("Деякі дні коротші або довші").click()
    browsing.assert_accessible(page)
    page.get_by_role("link", name="Години щодня різні").click()
    looked_at(page, "Години роботи")
    page.go_back()
    following.click()
    looked_at(page, "Приміщення")
    page.locator("#id_form-0-name").fill("Читальна зала")
    page.locator("#id_form-0-area").fill("42,5")
    following.click()
    looked_at(page, "Місця")
    page.get_by_label("Комп’ютерів").fill("1")
    page.get_by_label("Ноутбуків, які даєте попрацювати").fill("3")
    following.click()
    looked_at(page, "Працівники")
    page.locator("#id_form-0-surname").fill("Лимар")
    page.locator("#id_form-0-given_name").fill("Оксана")
    following.click()
    looked_at(page, "Паролі працівників")
    page.get_by_role("button", name="Паролі роздано, далі").click()
    looked_at(page, "Послуги")
    page.get_by_role("button", name="Мала сільська").click()
    following.click()
    looked_at(page, "Перші цілі")
    page.get_by_role("button", name="Пізніше").click()
    looked_at(page, "Можна починати")

    assert Library.objects.get().weekly_hours.count() == 5
    give_second_step(Account.objects.get(username="i.gedz"))  # a phone in the hand: see tests/people
    page.goto("/setup/done/")
    page.get_by_role("link", name="Записати першого читача").click()
    page.get_by_label("Прізвище").first.fill("Шевченко")
    page.get_by_label("Ім’я").first.fill("Тарас")
    page.get_by_label("Рік народження").first.fill("1988")
    page.locator("[name=consent][value=paper]").check()
    page.get_by_role("button", name="Записати читача").click()
    page.wait_for_load_state()
    assert Reader.objects.count() == 1
    page.goto("/desk/")
    before = Entry.objects.filter(kind__code="visit").count()
    # The registration itself is told as recorded there already: wait for the answer to this very tap.
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(".visit").first.click()
    page.wait_for_selector(".recorded")
    assert Entry.objects.filter(kind__code="visit").count() == before + 1
