"""Pages of numbers: what is shown, where each number leads, who may look."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.diary.test_four_parts import held
from tests.indicators.book import record, take_back, written
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
SPACE = re.compile(r"\s+")


@pytest.fixture(autouse=True)
def _on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text(content: bytes) -> str:
    return SPACE.sub(" ", unescape(re.sub(r"<[^>]+>", " ", content.decode())))


def links_with_numbers(content: bytes) -> list[tuple[str, str]]:
    """Address and number of every link into the entries."""
    found = re.findall(r'<a[^>]*href="(/office/entries/\?[^"]+)"[^>]*>([^<]+)<', content.decode())
    return [(unescape(address), number.strip()) for address, number in found if number.strip()]


PAGES = [
    "/office/indicators/",
    "/office/indicators/?period=2026",
    "/office/indicators/?period=2026-q4",
    "/office/indicators/visits.total/",
    "/office/indicators/consult.total/?period=2026-10",
    "/office/diary/2026-10/users/",
    "/office/diary/2026-10/loans/",
    "/office/diary/2026-10/events/",
    "/office/diary/2026-10/requests/",
    "/office/diary/2026/users/",
    "/office/diary/2026/requests/",
    "/office/diary/2026-10-06/users/",
    "/office/diary/2026-10-06/requests/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["consultant", "director"])
def test_every_number_on_a_page_leads_to_entries_that_add_up_to_it(
    client: Client, world: World, address: str, who: str
) -> None:
    written(world)
    held(world)
    world.sign_in(client, who)
    answer = client.get(address)
    assert answer.status_code == 200
    links = links_with_numbers(answer.content)
    assert links
    for link, number in dict(links).items():
        opened = client.get(link)
        assert opened.status_code == 200, link
        shown = re.search(r'class="office-sum"><b>([^<]*)</b>', opened.content.decode())
        assert shown is not None
        assert shown[1] == number, link


def test_the_overview_says_how_it_goes(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "consultant")
    page = text(client.get("/office/indicators/").content)
    assert "Показники: жовтень 2026" in page
    assert "Відвідувань 42: на 110 % більше, ніж торік за той самий час." in page.replace("\u00a0", " ")
    assert "1–14 жовтня 2025" in page


def test_visits_per_user_are_told_of_a_year_only(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    assert "Відвідуваність" not in text(client.get("/office/indicators/").content)
    assert "Відвідуваність" in text(client.get("/office/indicators/?period=2026").content)


def test_without_entries_the_overview_invites(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    assert "За цей період записів немає" in text(client.get("/office/indicators/").content)


def test_a_director_sees_all_libraries_and_a_consultant_her_own(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    assert "Відвідувань 46" in text(client.get("/office/indicators/").content)
    assert "Відвідувань: 4." in text(client.get(f"/office/indicators/?place={world.branch.pk}").content)
    client.logout()
    world.sign_in(client, "consultant")
    assert "Відвідувань 42" in text(client.get(f"/office/indicators/?place={world.branch.pk}").content)


def test_entries_of_another_library_are_not_opened(client: Client, world: World) -> None:
    world.sign_in(client, "branch_consultant")
    answer = client.get(f"/office/entries/?kinds=visit&place={world.central.pk}")
    assert answer.status_code == 400
    assert "Записи цієї бібліотеки вам не відкриті" in answer.content.decode()


@pytest.mark.parametrize("query", ["from=yesterday", "from=2026-10-14&to=2026-10-01", "place=x"])
def test_an_address_that_makes_no_sense_is_told_so(client: Client, world: World, query: str) -> None:
    world.sign_in(client, "consultant")
    assert client.get(f"/office/entries/?{query}").status_code == 400


def test_what_was_taken_back_stays_struck_with_its_time(client: Client, world: World) -> None:
    take_back(world, record(world, "visit", day=date(2026, 10, 6), quantity=7))
    world.sign_in(client, "consultant")
    answer = client.get("/office/entries/?kinds=visit&from=2026-10-06&to=2026-10-06")
    page = text(answer.content)
    assert answer.content.decode().count('class="is-taken-back"') == 2
    assert "скасовано 06.10.2026, 12:00: натиснули помилково" in page
    assert '<p class="office-sum"><b>0</b>' in answer.content.decode()


def test_entries_are_given_away_as_files(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "consultant")
    query = "kinds=loan_book&from=2026-10-01&to=2026-10-31"
    lines = client.get(f"/office/entries/entries.csv?{query}").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Дата;Час;Бібліотека;Що;Кількість")
    assert lines[1].startswith("06.10.2026;12:00;Центральна;Видача книг;6;")
    book = load_workbook(io.BytesIO(client.get(f"/office/entries/entries.xlsx?{query}").content))
    assert 6 in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert client.get(f"/office/entries/entries.exe?{query}").status_code == 404


def test_the_diary_is_printed_and_exported(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "consultant")
    assert client.get(reverse("office:diary_now"))["Location"] == "/office/diary/2026-10/users/"
    paper = client.get("/office/diary/2026-10/diary.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    assert client.get("/office/diary/2026-10/diary.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize(
    "address",
    [
        "/office/diary/2026-11/users/",
        "/office/diary/2026-q4/users/",
        "/office/diary/2026-10/other/",
        "/office/indicators/no.such/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, world: World, address: str) -> None:
    world.sign_in(client, "consultant")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["cataloguer", "stranger"])
def test_others_do_not_see_numbers(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    for address in ("/office/indicators/", "/office/entries/", "/office/diary/2026-10/users/"):
        assert client.get(address).status_code == 403
