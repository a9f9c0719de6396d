"""From a phone to the desk: a file is chosen by hand on a narrow screen, its code typed at a wide one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from oseredok.services.printing.models import PrintFile
from oseredok.spine.journal.models import Entry
from tests import browser as browsing
from tests.printing import papers
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def printing(world: World, tmp_path: Path, settings: Any) -> World:
    """The browser lives by the real clock, so the world does too."""
    settings.PRINT_FILES_ROOT = tmp_path / "print-files"
    papers.let_print(world.central, has_duplex=True)
    return world


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    made = tmp_path / "Заява.pdf"
    made.write_bytes(papers.pdf(3))
    return made


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A cheap phone without JavaScript."""
    with browsing.opened(
        browser, live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    ) as opened:
        yield opened


def test_a_phone_without_scripts_sends_a_file_and_deletes_it(phone: Page, printing: World, paper: Path) -> None:
    phone.goto("/print/")
    phone.get_by_label("Файл", exact=True).set_input_files(paper)
    phone.get_by_role("button", name="Надіслати й отримати код").click()
    code = phone.locator(".confirmed__code").inner_text()
    assert code == PrintFile.objects.get().code
    expect(phone.get_by_role("img", name="Перша сторінка: Заява.pdf")).to_be_visible()
    browsing.assert_no_sideways_scroll(phone)
    phone.get_by_role("button", name="Видалити файл зараз").click()
    phone.get_by_text("Файл видалено").wait_for()
    assert PrintFile.objects.get().state == "withdrawn"


def test_the_pages_of_a_file_read_well_on_every_screen(page: Page, printing: World) -> None:
    file = papers.laid(printing.central)
    for path in ("/print/", f"/print/{file.public_id}/", "/en/print/"):
        for _size in browsing.visit_sizes(page, path):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)


def test_the_desk_counts_pages_with_plus_and_prints_a_file_by_its_code(
    page: Page, printing: World, live_server: Any, client: Client
) -> None:
    file = papers.laid(printing.central)
    printing.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto("/desk/print/")
    row = page.locator(".counter-row", has_text="Копія")
    row.get_by_role("button", name="На сторінку менше").click()
    for _tap in range(3):
        row.get_by_role("button", name="На сторінку більше").click()
    row.get_by_role("button", name="Записати").click()
    page.get_by_text("Записано: Копія, 4 сторінки.").wait_for()
    assert Entry.objects.get().quantity == 4
    page.get_by_label("Код із телефона").fill(file.code)
    page.get_by_role("button", name="Відкрити").click()
    page.get_by_label("Примірників").fill("2")
    page.get_by_role("button", name="Надруковано, записати").click()
    page.get_by_text("Записано: 2 сторінки. Файл стерто.").wait_for()
    assert Entry.objects.get(kind__code="printing_bw").quantity == 2
