"""«Записи каталогу»: staff find a record by whatever stands on the book, see it as it came, print its card and labels."""

from __future__ import annotations

import html
import io
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.models import Record, Source
from tests.catalogue import records
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import put
from tests.world import PASSWORD, World

OFFICE = "/office/catalogue/records/"
HOW = Format("iso2709", "marc21", "utf-8")


@pytest.fixture
def book(world: World, client: Client) -> Record:
    world.sign_in(client, "cataloguer")
    origin = shelves.origin()
    [made] = storing.make(
        [prepare(records.iso(records.marc21()), HOW)], storing.Shelves(origin), HOW, now=timezone.now()
    )
    return made


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def found(client: Client, told: str) -> list[str]:
    return re.findall(rf'<a href="{OFFICE}\d+/">([^<]+)</a>', read(client, f"{OFFICE}?q={told}"))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("told", ["978-617-7171-13-2", "9786177171132", "12345", "T000123", "k-1", "коб", "КОБЗАР"])
def test_a_record_is_found_by_what_stands_on_the_book(client: Client, book: Record, told: str) -> None:
    assert found(client, told) == ["Кобзар"]
    assert found(client, str(book.pk)) == ["Кобзар"]


@pytest.mark.parametrize("told", ["обзар", "99999", "", "   ", "9" * 200, "%E2%80%8B"])
def test_what_is_not_there_is_not_found(client: Client, book: Record, told: str) -> None:
    assert found(client, told) == []


def test_titles_that_begin_so_stand_in_ukrainian_order(client: Client, world: World, book: Record) -> None:
    for title in ("Їжак", "Їзда", "Її"):
        put(world, title)
    assert found(client, "ї") == ["Їжак", "Їзда", "Її"]


def test_a_record_is_shown_as_it_came(client: Client, book: Record) -> None:
    page = read(client, f"{OFFICE}{book.pk}/")
    for told in ("MARC21", "ІРБІС", "<strong>$a</strong> Шевченко, Тарас Григорович,", "12345", "nam a22"):
        assert told in page
    Source.objects.update(raw=b"\x00 no record")
    assert client.get(f"{OFFICE}{book.pk}/").status_code == 200, "a broken source is told, not thrown"


def test_one_written_by_hand_and_a_removed_one_are_told(client: Client, world: World, book: Record) -> None:
    made = put(world, "Місто над рікою")
    assert "Запис створено тут" in read(client, f"{OFFICE}{made.pk}/")
    Record.objects.filter(pk=made.pk).update(deleted_at=timezone.now())
    assert "вилучено" in read(client, f"{OFFICE}{made.pk}/")
    assert client.get(f"{OFFICE}{made.pk}/labels.pdf").status_code == 404, "no copies, no labels"


def test_the_card_and_the_labels_are_printed(client: Client, world: World) -> None:
    record = shelves.mills(world)
    world.sign_in(client, "branch_librarian")
    with time_machine.travel(world.now):
        card = client.get(f"{OFFICE}{record.pk}/card.pdf")
        labels = client.get(f"{OFFICE}{record.pk}/labels.pdf")
    assert card.headers["Content-Type"] == "application/pdf"
    told = words(card.content)
    for part in (
        "Гайова Л. П.",
        "Млини над Тихою [Текст] : історія одного містечка",
        "94(477.53)",
        "ISBN 978-617-7171-13-2",
    ):
        assert part in told
    assert len(PdfReader(io.BytesIO(card.content)).pages) == 1
    assert "94(477) Г14" in words(labels.content)


def test_the_office_of_records_is_not_for_everybody(client: Client, world: World) -> None:
    world.sign_in(client, "methodist")
    assert client.get(OFFICE).status_code == 403


def test_a_cataloguer_begins_where_the_catalogue_is_one_step_away(client: Client, world: World) -> None:
    answer = client.post("/account/login/", {"login": world.accounts["cataloguer"].username, "password": PASSWORD})
    page = read(client, answer.headers["Location"])
    for path in (OFFICE, "/office/exhibitions/", "/office/catalogue/import/"):
        assert f'href="{path}"' in page
