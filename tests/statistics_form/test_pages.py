"""«Дані для 6-НК» through HTTP: who sees and writes what; what is typed is kept, what is not a number comes back."""

from __future__ import annotations

import io
from datetime import date, time

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from oseredok.base.core import clock
from oseredok.faces.office.statistics_form.reminders import six_nk_due
from oseredok.management.reports.statistics_form import editing, queries
from tests.documents.papers import duty as duty_of
from tests.statistics_form.forms import (
    YEAR,
    a_report,
    a_version,
    cell_of,
    number_of,
    put,
    signed,
    visits,
)
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _form(world: World) -> None:
    a_version(world)


def address(world: World, rest: str = "") -> str:
    return f"/office/six-nk/{YEAR}/{world.central.pk}/{rest}"


def test_a_librarian_begins_fills_in_and_sees_who_has_not(client: Client, world: World) -> None:
    visits(world, 40)
    world.sign_in(client, "head")
    assert "Почати" in client.get(f"/office/six-nk/{YEAR}/").content.decode()
    client.post(address(world, "do/start/"))
    report = queries.find(year=YEAR, place=world.central)
    assert report is not None
    cell = cell_of(report, "seats")
    answer = client.post(address(world, "save/"), {f"n-{cell}": "1 024", f"was-{cell}": ""})
    assert answer.status_code == 302
    assert number_of(report, "seats") == 1024
    page = client.get(address(world)).content.decode()
    assert "Дані для заповнення форми № 6-НК" in page
    assert 'value="1\u00a0024"' in page
    assert "Заповнено 3 з 6." in page


def test_what_is_no_number_comes_back_with_a_sentence_and_the_rest_is_kept(client: Client, world: World) -> None:
    report = a_report(world, place=world.central)
    world.sign_in(client, "director")
    seats, books = cell_of(report, "seats"), cell_of(report, "books:end")
    answer = client.post(address(world, "save/"), {f"n-{seats}": "двадцять<script>", f"n-{books}": "90"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "двадцять&lt;script&gt;" in page
    assert "Напишіть число цифрами" in page
    assert (number_of(report, "seats"), number_of(report, "books:end")) == (None, 90)


def test_with_scripts_one_number_is_written_and_what_follows_is_renewed(client: Client, world: World) -> None:
    visits(world, 40)
    report = a_report(world, place=world.central)
    world.sign_in(client, "director")
    cell, follows = cell_of(report, "seats"), cell_of(report, "per_seat")
    htmx = {"HX-Request": "true"}
    fine = client.post(address(world, "save/"), {f"n-{cell}": "16", f"was-{cell}": ""}, headers=htmx).content.decode()
    assert "записано" in fine
    assert f'id="v-{follows}" hx-swap-oob="true">2,5<' in fine
    wrong = client.post(address(world, "save/"), {f"n-{cell}": "шість"}, headers=htmx)
    assert wrong.status_code == 422
    assert "Напишіть число цифрами" in wrong.content.decode()
    assert number_of(report, "seats") == 16


def test_another_number_is_written_on_its_page_with_a_reason(client: Client, world: World) -> None:
    visits(world, 40)
    report = a_report(world, place=world.central)
    world.sign_in(client, "director")
    page = address(world, f"number/{cell_of(report, 'visits')}/")
    refused = client.post(page, {"number": "45", "reason": ""})
    assert refused.status_code == 422
    assert "напишіть підставу" in refused.content.decode()
    client.post(page, {"number": "45", "reason": "зошит обліку"})
    assert number_of(report, "visits") == 45
    assert "зошит обліку" in client.get(page).content.decode()
    client.post(page, {"number": "45", "reason": "", "do": "back"})
    assert number_of(report, "visits") == 40


@pytest.mark.parametrize("who", ["consultant", "cataloguer", "administrator"])
def test_who_does_not_fill_in_reads_at_most(client: Client, world: World, who: str) -> None:
    report = a_report(world, place=world.central)
    world.sign_in(client, who)
    cell = cell_of(report, "seats")
    assert client.post(address(world, "save/"), {f"n-{cell}": "5"}).status_code == 403
    assert client.post(address(world, "do/read/")).status_code == 403
    assert number_of(report, "seats") is None


def test_another_library_s_sheet_is_not_found_and_the_consolidated_is_read_only(client: Client, world: World) -> None:
    a_report(world, place=world.central)
    whole = a_report(world, place=None)
    world.sign_in(client, "branch_librarian")
    assert client.get(address(world)).status_code == 404
    assert client.post(address(world, "save/"), {}).status_code == 404
    assert client.get(address(world, "6-nk.xlsx")).status_code == 404
    assert "six-number" not in client.get(f"/office/six-nk/{YEAR}/all/").content.decode()
    cell = cell_of(whole, "per_seat")
    client.post(f"/office/six-nk/{YEAR}/all/save/", {f"n-{cell}": "5"})
    client.post(f"/office/six-nk/{YEAR}/all/number/{cell}/", {"number": "5", "reason": "так"})
    assert number_of(whole, "per_seat") is None


@pytest.mark.parametrize("place", ["0", "99999999", "٣", "all-of-them", "12345678901234567890"])
def test_an_impossible_library_is_not_found(client: Client, world: World, place: str) -> None:
    world.sign_in(client, "director")
    assert client.get(f"/office/six-nk/{YEAR}/{place}/").status_code == 404


def test_a_year_before_memory_and_a_year_ahead_are_not_found(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    for year in (1812, 2999):
        assert client.get(f"/office/six-nk/{year}/").status_code == 404
        assert client.get(f"/office/six-nk/{year}/all/").status_code == 404


def test_checked_signed_and_sent_by_hand(client: Client, world: World) -> None:
    report = a_report(world, place=world.central)
    world.sign_in(client, "head")
    for what in ("check", "sign"):
        client.post(address(world, f"do/{what}/"))
    report.refresh_from_db()
    assert report.state == "signed"
    today = clock.local_date(report.signed_at)  # type: ignore[arg-type]
    client.post(address(world, "sent/"), {"sent_on": f"{today:%d.%m.%Y}", "sent_to": "обласна бібліотека"})
    report.refresh_from_db()
    assert (report.state, report.sent_to) == ("sent", "обласна бібліотека")


# --- Files ----------------------------------------------------------------------------------------------


def test_the_same_numbers_stand_in_every_file_and_nothing_typed_becomes_a_formula(client: Client, world: World) -> None:
    visits(world, 1234)
    report = a_report(world, place=world.central)
    put(world, report, seats="16", books__start="10", books__added="5", books__end="15", reason="=HYPERLINK(1)")
    world.sign_in(client, "director")
    table = client.get(address(world, "6-nk.csv")).content.decode("utf-8-sig")
    assert ";visits;Відвідувань;відвід.;1234;;" in table
    assert ";per_seat;На місце;;77,1;;" in table
    book = load_workbook(io.BytesIO(client.get(address(world, "6-nk.xlsx")).content))
    cells = {row[2].value: row[5].value for row in book["Дані"].iter_rows(min_row=6) if row[2].value}
    assert (cells["visits"], cells["seats"]) == (1234, 16)
    assert cells["per_seat"] == "=ROUND(('Дані'!F7/'Дані'!F8),1)"
    kept = load_workbook(io.BytesIO(client.get(address(world, "6-nk.xlsx")).content), data_only=True)
    assert kept["Дані"]["F9"].value == 77.1
    typed = [cell for row in book["Дані"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert {cell.data_type for cell in typed} == {"s"}
    # A sheet counts in binary fractions: equal means nearer than any number of the form is exact.
    verdicts = [row[4].value for row in book["Контроль"].iter_rows(min_row=6, max_row=6)]
    assert verdicts == ['=IF(ABS(B6-D6)<=0.0000005,"так","ні")']
    assert client.get(address(world, "6-nk.pdf")).content.startswith(b"%PDF")
    assert client.get(address(world, "6-nk.exe")).status_code == 404


def test_the_consolidated_workbook_adds_the_libraries_by_formulas(client: Client, world: World) -> None:
    put(world, a_report(world, place=world.central), seats="10")
    put(world, a_report(world, place=world.branch), seats="3")
    a_report(world, place=None)
    world.sign_in(client, "director")
    content = client.get(f"/office/six-nk/{YEAR}/all/6-nk.xlsx").content
    row = next(
        row for row in load_workbook(io.BytesIO(content))["За бібліотеками"].iter_rows() if row[0].value == "seats"
    )
    assert [cell.value for cell in row[2:]] == [10, 3, f"=SUM(C{row[0].row}:D{row[0].row})"]


# --- Title, reminders -----------------------------------------------------------------------------------


def test_the_form_s_own_name_stands_on_the_sheet_only_after_a_person_confirmed_it(client: Client, world: World) -> None:
    report = a_report(world, place=world.central)
    director = duty_of(world, "director")
    before = signed(world, a_report(world, place=world.branch))
    editing.confirm_mapping(version=report.version, duty=director, now=world.now)
    world.sign_in(client, "director")
    page = client.get(address(world)).content.decode()
    assert f"Форма № 6-НК (річна). Звіт бібліотеки за {YEAR} рік" in page
    assert "розділ і рядки не підтверджено" in page  # the lines stay marked
    assert queries.title_of(before) == "Дані для заповнення форми № 6-НК"


def test_reminders_come_before_the_term_and_go_with_the_signature(world: World) -> None:
    def told(who: str, day: date) -> list[str]:
        return [one.sentence for one in six_nk_due(duty_of(world, who), clock.moment_at(day, time(9)))]

    assert told("director", date(YEAR, 11, 1)) == []
    assert told("branch_librarian", date(YEAR, 12, 20))[0].startswith("Дані для 6-НК, Філія «Заріччя», за 2025 рік до")
    late = told("director", date(YEAR + 1, 1, 6))[0]
    assert "строк минув" in late
    assert "3\u00a0бібліотеки" in late
    assert told("consultant", date(YEAR + 1, 1, 6)) == []
    for place in (world.central, *world.branches):
        signed(world, a_report(world, place=place))
    assert told("director", date(YEAR + 1, 1, 6)) == []


def test_the_menu_leads_to_the_year_that_is_being_filled_in(client: Client, world: World) -> None:
    for day, year in ((date(2026, 2, 1), 2025), (date(2026, 11, 1), 2026)):
        with time_machine.travel(clock.moment_at(day, time(9)), tick=False):
            world.sign_in(client, "director")
            assert client.get("/office/six-nk/").headers["Location"].endswith(f"/{year}/")
