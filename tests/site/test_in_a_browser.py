"""A page from the first word to the restored version, in a real browser: with the editor, without a script, by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from oseredok.library.site.models import Page as Written
from oseredok.library.site.models import Picture
from tests import browser as browsing
from tests.front import town, weight
from tests.site import written
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def furnished(world: World) -> World:
    return town.furnish(world)


@pytest.fixture
def office(page: Page, live_server: Any, furnished: World) -> Page:
    client = Client()
    furnished.sign_in(client, "head")
    browsing.sign_in(page, live_server, client)
    return page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "двір.jpg"
    path.write_bytes(written.photo(size=(900, 600)))
    return path


def looked_at(page: Page) -> None:
    """Nobody meets a barrier that a machine sees, on a phone and at a desk, and nothing sticks out."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)


def test_a_page_is_written_previewed_published_changed_and_restored(office: Page, photo: Path) -> None:
    office.goto("/office/pages/new/")
    office.get_by_label("Заголовок", exact=True).fill("Доступність будівлі")
    office.get_by_role("textbox", name="Текст", exact=True).click()
    office.keyboard.type("Пандус із двору.")
    tools = office.get_by_role("toolbar", name="Оформлення тексту").first
    tools.get_by_role("button", name="Зображення").click()
    panel = office.locator('[data-panel="picture"]').first
    panel.get_by_role("button", name="Вставити").click()
    expect(panel.get_by_role("alert")).to_contain_text("Виберіть файл.")
    panel.get_by_label("Файл").set_input_files(photo)
    panel.get_by_label("Що на зображенні").fill("Пандус і дзвінок")
    looked_at(office)
    panel.get_by_role("button", name="Вставити").click()
    expect(office.locator(".editor__text img").first).to_have_attribute("alt", "Пандус і дзвінок")
    office.get_by_role("button", name="Зберегти й переглянути").click()
    expect(office.get_by_role("heading", name="Доступність будівлі", level=1)).to_be_visible()
    expect(office.locator("article img")).to_have_attribute("alt", "Пандус і дзвінок")
    looked_at(office)

    office.get_by_role("button", name="Опублікувати").click()
    expect(office.get_by_text("Опубліковано. Сторінка вже на сайті.")).to_be_visible()
    office.get_by_role("link", name="Змінити").click()
    area = office.get_by_role("textbox", name="Текст", exact=True)
    expect(area.locator("img")).to_have_count(1)
    area.locator("p").first.click()
    office.keyboard.press("Control+Home")
    office.keyboard.type("Новий ")
    office.get_by_role("button", name="Зберегти й переглянути").click()
    office.get_by_role("button", name="Опублікувати зміни").click()
    expect(office.locator("article")).to_contain_text("Новий Пандус")

    office.get_by_role("link", name="Версії").click()
    looked_at(office)
    office.get_by_role("link", name="Версія 2").click()
    expect(office.locator("ins").first).to_contain_text("Новий")
    looked_at(office)
    office.get_by_role("link", name="Версії").click()
    office.get_by_role("link", name="Версія 1").click()
    office.get_by_role("button", name="Повернути цей текст").click()
    office.get_by_role("button", name="Опублікувати зміни").click()
    office.get_by_role("link", name="Відкрити на сайті").click()
    expect(office.locator("article")).to_contain_text("Пандус із двору.")
    expect(office.locator("article")).not_to_contain_text("Новий")
    looked_at(office)
    page = Written.objects.get()
    assert page.latest
    assert (page.latest.number, page.published_id) == (3, page.latest_id)
    assert Picture.objects.count() == 1


def test_a_table_outlives_the_editor(office: Page, furnished: World) -> None:
    body = "Місця.\n\n| Де | Скільки |\n| --- | --- |\n| Зала | 6 |"
    page = written.draft(furnished, place=furnished.central, body=body)
    office.goto(f"/office/pages/{page.pk}/edit/")
    area = office.get_by_role("textbox", name="Текст", exact=True)
    expect(area.locator("td")).to_have_text(["Зала", "6"])
    area.locator("p").first.click()
    office.keyboard.press("End")
    office.keyboard.type(" Усі вільні.")
    office.get_by_role("button", name="Зберегти й переглянути").click()
    expect(office.locator("article td")).to_have_text(["Зала", "6"])
    looked_at(office)


def test_without_a_script_a_page_is_written_placed_and_read(
    browser: Browser, live_server: Any, furnished: World, photo: Path
) -> None:
    client = Client()
    furnished.sign_in(client, "head")
    with browsing.opened(browser, live_server.url, java_script_enabled=False) as page:
        browsing.sign_in(page, live_server, client)
        page.goto("/office/pages/new/")
        page.get_by_label("Заголовок", exact=True).fill("Правила коворкінгу")
        page.get_by_label("Текст", exact=True).fill("## Для всіх\n\n- тихо")
        page.get_by_text("Додати зображення").click()
        page.get_by_label("Зображення", exact=True).set_input_files(photo)
        page.get_by_label("Що на ньому").fill("Читальна зала")
        page.get_by_role("button", name="Додати в кінець тексту").click()
        expect(page.get_by_label("Текст", exact=True)).to_have_value(
            f"## Для всіх\n\n- тихо\n\n![Читальна зала](/pictures/{Picture.objects.get().public_id}/)"
        )
        page.get_by_label("Заголовок", exact=True).press("Enter")
        page.get_by_role("button", name="Опублікувати").click()
        page.get_by_role("link", name="Адреса й меню").click()
        page.get_by_label("у меню вгорі").check()
        page.get_by_role("button", name="Зберегти").click()
        page.goto("/")
        page.get_by_text("Ще", exact=True).click()
        page.get_by_role("link", name="Правила коворкінгу").click()
        expect(page.locator("article h2")).to_have_text("Для всіх")
        expect(page.locator("article img")).to_have_attribute("alt", "Читальна зала")


def test_the_second_editor_reads_both_texts_beside_each_other(office: Page, furnished: World) -> None:
    page = written.draft(furnished, place=furnished.central)
    office.goto(f"/office/pages/{page.pk}/edit/")
    written.edit(furnished, page, title="Її заголовок")
    office.get_by_label("Заголовок", exact=True).fill("Мій заголовок")
    office.get_by_role("button", name="Зберегти й переглянути").click()
    expect(office.get_by_role("alert")).to_contain_text("змінив хтось інший")
    expect(office.locator("del")).to_contain_text("Її")
    expect(office.locator("ins")).to_contain_text("Мій")
    looked_at(office)
    office.get_by_role("button", name="Зберегти й переглянути").click()
    expect(office.get_by_role("heading", name="Мій заголовок", level=1)).to_be_visible()


def test_a_page_is_light_and_walked_by_keyboard(browser: Browser, live_server: Any, furnished: World) -> None:
    made = written.published(furnished, body="Слова.\n\n" * 40)
    written.stand(furnished, made, placement="menu")
    with browsing.opened(browser, live_server.url) as page:
        page.goto(f"/{made.slug}/")
        stops = browsing.assert_tab_order(page)
        assert "Ще" in stops
        page.get_by_text("Ще", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Правила коворкінгу")).to_be_visible()
        browsing.assert_accessible(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("link", name="Правила коворкінгу")).to_be_hidden()
    with browsing.opened(browser, live_server.url) as page:
        parts = weight.first_visit(page, f"/{made.slug}/")
        assert sum(parts.values()) < 120 * 1024, parts
    with browsing.opened(browser, live_server.url, color_scheme="dark") as page:
        page.goto(f"/{made.slug}/")
        browsing.assert_accessible(page)
