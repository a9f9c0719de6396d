"""Signed data are corrected by an edition of its own: it names what it corrects, lists every difference, both are read."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pypdfium2
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.management.reports.statistics_form import actions, correcting, editing, queries, standing
from oseredok.management.reports.statistics_form.models import Line, Report
from tests.documents.papers import duty as duty_of
from tests.statistics_form.forms import AFTER, YEAR, a_report, a_version, number_of, put, signed, visits
from tests.world import World

pytestmark = pytest.mark.django_db
WHY = "Знайшли акт на дванадцять книжок"
LATER = AFTER + timedelta(days=9)


@pytest.fixture(autouse=True)
def _form(world: World) -> None:
    a_version(world)


def correction(world: World, report: Report, *, who: str = "director", why: str = WHY) -> Report:
    return correcting.correct(report=report, why=why, duty=duty_of(world, who), now=LATER)


def sign(world: World, report: Report) -> Report:
    duty = duty_of(world, "director")
    actions.check(report=report, duty=duty, now=LATER)
    return actions.sign(report=report, duty=duty, now=LATER)


def a_signed(world: World, *, place: Any = None, seats: str = "24") -> Report:
    report = a_report(world, place=place or world.central)
    put(world, report, seats=seats, books__start="1000", books__added="30", books__end="1030")
    return signed(world, report)


def changed(report: Report) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(one.key, one.then, one.now) for one in standing.differences(report)]


# --- One library ----------------------------------------------------------------------------------------


def test_a_correction_begins_with_the_signed_numbers_and_the_words_of_people(world: World) -> None:
    visits(world, 40)
    first = a_signed(world)
    visits(world, 5)  # written down after the signature: it does not come in by itself
    second = correction(world, first)
    assert (second.number, second.corrects, second.state) == (2, first, "draft")
    assert changed(second) == []
    hand = queries.sheet(second).entries["seats"].hand
    assert hand is not None
    assert (hand.number, hand.by, hand.at) == (24, world.director, AFTER)


def test_every_difference_is_listed_and_the_signed_edition_stays(world: World) -> None:
    visits(world, 40)
    first = a_signed(world)
    second = correction(world, first)
    visits(world, 5)
    actions.read_again(report=second, duty=duty_of(world, "director"), now=LATER)
    put(world, second, books__added="42", books__end="1042", seats="")
    assert changed(second) == [
        ("visits", 40, 45), ("seats", 24, None), ("per_seat", Decimal("1.7"), None), ("books:added", 30, 42),
        ("books:end", 1030, 1042),
    ]  # fmt: skip
    sign(world, second)
    first.refresh_from_db()
    assert number_of(first, "visits") == 40
    assert queries.is_as_signed(first)
    assert queries.is_as_signed(second)
    assert queries.title_of(second) == "Дані для заповнення форми № 6-НК, уточнення 1"


def test_a_correction_is_corrected_in_its_turn_and_never_two_at_once(world: World) -> None:
    first = a_signed(world)
    second = correction(world, first)
    for report, code in ((first, "corrected"), (second, "not_signed")):
        with pytest.raises(Conflict) as refusal:
            correction(world, report)
        assert refusal.value.code == code
    third = correction(world, sign(world, second), why="Ще одна помилка в рядку")
    assert (third.number, third.corrects) == (3, second)
    assert queries.title_of(third).endswith("уточнення 2")


@pytest.mark.parametrize("why", ["", "  ", "так"])
def test_a_correction_needs_a_reason(world: World, why: str) -> None:
    first = a_signed(world)
    with pytest.raises(Invalid) as refusal:
        correction(world, first, why=why)
    assert (refusal.value.code, refusal.value.field) == ("no_why", "why")


def test_what_is_not_signed_is_changed_not_corrected(world: World) -> None:
    with pytest.raises(Conflict) as refusal:
        correction(world, a_report(world, place=world.central))
    assert refusal.value.code == "not_signed"


def test_who_holds_nothing_there_corrects_nothing(world: World) -> None:
    first = a_signed(world, place=world.branch)
    with pytest.raises(NotAllowed):
        correction(world, first, who="head")
    assert correction(world, first, who="branch_librarian").number == 2


def test_a_correction_is_given_up_before_it_is_signed_and_not_after(world: World) -> None:
    first = a_signed(world)
    director = duty_of(world, "director")
    with pytest.raises(Conflict):
        correcting.drop(report=first, duty=director)
    assert correcting.drop(report=correction(world, first), duty=director) == first
    assert standing.latest(year=YEAR, place=world.central) == first
    second = sign(world, correction(world, first))
    with pytest.raises(Conflict):
        correcting.drop(report=second, duty=director)


def test_an_edition_by_another_version_of_the_form_is_compared_by_codes(world: World) -> None:
    first = a_signed(world)
    director = duty_of(world, "director")
    copy = editing.copy_version(version=first.version, name="Нова", duty=director, now=LATER)
    for control in copy.controls.all():
        editing.delete_control(control=control, duty=director)
    editing.delete_line(line=Line.objects.get(section__version=copy, code="per_seat"), duty=director)
    editing.delete_line(line=Line.objects.get(section__version=copy, code="seats"), duty=director)
    copy = editing.put_in_force(version=copy, duty=director, now=LATER)
    second = correction(world, first)
    actions.change_version(report=second, version=copy, duty=director, now=LATER)
    assert changed(latest(world)) == [("seats", 24, None)]


def test_the_database_keeps_corrections_in_order(world: World) -> None:
    first = a_signed(world)
    plain = {
        "version": first.version,
        "year": YEAR,
        "place": world.central,
        "made_at": LATER,
        "made_by": world.director,
    }
    for wrong in (
        {"number": 1},
        {"number": 2},  # it names nothing
        {"number": 2, "corrects": first},  # without a reason
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.create(**plain, **wrong)


def test_begun_again_a_year_leads_to_its_last_edition(world: World) -> None:
    second = correction(world, a_signed(world))
    assert a_report(world, place=world.central) == second


# --- What reads them --------------------------------------------------------------------------------------


def test_the_next_year_is_compared_with_the_signed_edition_and_then_with_the_correction(world: World) -> None:
    first = a_signed(world)
    second = correction(world, first)
    put(world, second, books__end="1042", books__added="42")
    following = a_report(world, place=world.central, year=YEAR + 1, now=LATER)
    assert queries.sheet(following).entries["books:end"].change.before == 1030
    sign(world, second)
    assert queries.sheet(following).entries["books:end"].change.before == 1042


def test_the_consolidated_draft_takes_the_newest_signed_edition(world: World) -> None:
    first, other = a_signed(world), a_signed(world, place=world.branch, seats="10")
    a_signed(world, place=world.second_branch, seats="6")
    whole = a_report(world, place=None)
    assert number_of(whole, "seats") == 40
    second = correction(world, first)
    put(world, second, seats="30")
    assert number_of(whole, "seats") == 40  # a draft changes nothing yet
    sign(world, second)
    assert number_of(whole, "seats") == 46
    correcting.drop(report=correction(world, other), duty=duty_of(world, "director"))
    assert number_of(whole, "seats") == 46


def test_a_correction_that_is_not_ready_holds_the_consolidated_data_up_for_nobody(world: World) -> None:
    for place in (world.central, world.branch, world.second_branch):
        first = a_signed(world, place=place)
    correction(world, first)
    assert all(row.is_signed for row in queries.libraries_rows(YEAR))
    assert signed(world, a_report(world, place=None)).is_signed


def test_signed_consolidated_data_stay_and_tell_which_library_has_corrected(client: Client, world: World) -> None:
    first = a_signed(world)
    for place in world.branches:
        a_signed(world, place=place, seats="0")
    whole = signed(world, a_report(world, place=None))
    second = correction(world, first)
    put(world, second, seats="30")
    sign(world, second)
    assert number_of(whole, "seats") == 24
    assert standing.corrected_since(whole) == [second]
    world.sign_in(client, "director")
    page = client.get(f"/office/six-nk/{YEAR}/all/").content.decode()
    assert "бібліотеки уточнили свої" in page
    libraries = sheet_of(client.get(f"/office/six-nk/{YEAR}/all/6-nk.xlsx").content, "За бібліотеками")
    seats = next(row for row in libraries if row[0] == "seats")
    assert sum(number for number in seats[2:5] if number) == 24  # as they were when it was signed
    again = correction(world, whole, why="Центральна уточнила місця")
    assert changed(again)[0] == ("seats", 24, 30)


def sheet_of(content: bytes, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return list(book[name].iter_rows(values_only=True))


# --- Pages and files --------------------------------------------------------------------------------------


def base() -> str:
    """The address of the sheet of the central library is told by its id."""
    return f"/office/six-nk/{YEAR}/"


def test_from_the_signed_sheet_to_the_signed_correction_on_pages(client: Client, world: World) -> None:
    a_signed(world)
    sheet = f"{base()}{world.central.pk}/"
    world.sign_in(client, "director")
    with time_machine.travel(LATER, tick=False):
        assert "Уточнити дані" in client.get(sheet).content.decode()
        refused = client.post(f"{sheet}correct/", {"why": ""})
        assert (refused.status_code, "Напишіть, що й чому уточнюєте." in refused.content.decode()) == (422, True)
        client.post(f"{sheet}correct/", {"why": WHY})
        page = client.get(sheet).content.decode()
        assert "Поки нічого: числа ті самі, що підписані." in page
        cell = queries.sheet(latest(world)).form.by_key["seats"].cell.pk
        client.post(f"{sheet}save/", {f"n-{cell}": "31", f"was-{cell}": "24"})
        for what in ("check", "sign"):
            client.post(f"{sheet}do/{what}/")
        page = client.get(sheet).content.decode()
        assert f"Причина: {WHY}" in page
        row = page[page.index('id="six-differences"') :]
        assert row.index(">24<") < row.index(">31<") < row.index(">+7<")
        assert "Перші дані" in page
        former = client.get(f"{sheet}edition/1/").content.decode()
        assert "Це попередні дані" in former
        assert "Записати все" not in former
        assert f"{sheet}edition/1/number/{cell}/" in former
        assert "<b>24</b>" in client.get(f"{sheet}edition/1/number/{cell}/").content.decode()
        assert client.post(f"{sheet}edition/1/number/{cell}/").status_code == 405
        assert client.get(f"{sheet}edition/2/").headers["Location"] == sheet
        assert client.get(f"{sheet}edition/3/").status_code == 404


def latest(world: World) -> Report:
    found = standing.latest(year=YEAR, place=world.central)
    assert found is not None
    return found


def test_a_correction_is_given_up_on_its_page(client: Client, world: World) -> None:
    correction(world, a_signed(world))
    sheet = f"{base()}{world.central.pk}/"
    world.sign_in(client, "director")
    assert "Скасувати уточнення" in client.get(sheet).content.decode()
    client.post(f"{sheet}do/drop/")
    page = client.get(sheet).content.decode()
    assert "Скасувати уточнення" not in page
    assert "підписано" in page


def test_files_of_both_editions_tell_their_own_numbers_and_the_correction_lists_the_differences(
    client: Client, world: World
) -> None:
    second = correction(world, a_signed(world))
    put(world, second, seats="31")
    sign(world, second)
    sheet = f"{base()}{world.central.pk}/"
    world.sign_in(client, "director")
    told = {}
    for address, seats in ((f"{sheet}edition/1/", "24"), (sheet, "31")):
        rows = csv.reader(io.StringIO(client.get(f"{address}6-nk.csv").content.decode("utf-8-sig")), delimiter=";")
        told[address] = next(row[7] for row in rows if row[4] == "seats")
        assert told[address] == seats
    rows = sheet_of(client.get(f"{sheet}6-nk.xlsx").content, "Уточнення")
    assert ("seats", "Місць", 24, 31, 7) in [row[:5] for row in rows]
    paper = pypdfium2.PdfDocument(client.get(f"{sheet}6-nk.pdf").content)
    text = " ".join(paper[0].get_textpage().get_text_range().split())
    paper.close()
    assert "уточнення 1" in text
    assert f"Причина: {WHY}" in text
    assert "Місць 24 31" in text


def test_the_year_s_table_shows_the_signature_that_counts_beside_the_correction(client: Client, world: World) -> None:
    correction(world, a_signed(world))
    world.sign_in(client, "director")
    with time_machine.travel(LATER, tick=False):
        page = client.get(base()).content.decode()
    row = page[page.index(f'href="{base()}{world.central.pk}/"') :]
    row = row[: row.index("</tr>")]
    assert "чернетка" in row
    assert "уточнення 1" in row
    assert f"{date(2026, 1, 3):%d.%m.%Y}" in row
