"""«Якість каталогу»: each check finds what it is for and nothing else; the report, its lists and files; counted by the worker."""

from __future__ import annotations

import csv
import html
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from oseredok.base.core.errors import NotAllowed
from oseredok.base.jobs import progress
from oseredok.base.jobs.models import Job
from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.models import Copy, Location, Record
from oseredok.collections.catalogue.quality import actions, counting, letters
from oseredok.collections.catalogue.quality.checks import CHECKS, Group
from oseredok.collections.catalogue.quality.models import Count, Flaw
from oseredok.library.people.models import Role
from tests.catalogue import records
from tests.catalogue.checking import REPORT, counted, notes, run_worker
from tests.catalogue.importing import carry
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import copy, duty, origin
from tests.world import World

CLASSED = [{"scheme": "udc", "index": "821.161.2"}]
ISBN = "9786177171132"


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "cataloguer")
    return client


def put(world: World, title: str, author: str = "Гайова, Лідія", year: int | None = 2020, **told: Any) -> Record:
    """A record with which nothing is wrong, but for what is told."""
    told = {"classes": CLASSED, "topics": ["Млини"], "copies": [copy()], **told}
    return shelves.put(world, title, author, year, **{name: value for name, value in told.items() if value is not None})


def read(client: Client, path: str = REPORT) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


# --- What is found --------------------------------------------------------------------------------------------
def test_a_sound_record_is_found_by_no_check(desk: Client, world: World) -> None:
    put(world, "Млини над Тихою", isbn=[ISBN])
    put(world, "Наш край", "", kind="serial", year=None, bodies=[{"name": "Тихогірська рада", "role": "aut"}])
    put(world, "Як мололи борошно", kind="article", host={"title": "Наш край"}, copies=None)
    put(world, "ІТ-технології: HTML5 і «Кобзар», ХІХ ст.", keywords=["e-mail", "Wi-Fi", "3D-друк"])
    assert {code: found for code, (found, _of) in counted(desk).items() if found} == {}
    page = read(desk)
    assert all((str(one.good) in page) == (one.group != Group.LINKS) for one in CHECKS.values())
    assert not any(f">{one.title}<" in page for one in CHECKS.values())
    assert "Посилань зараз не перевіряємо" in page


MISSING: dict[str, dict[str, Any]] = {
    "title": {"title": "[Без назви]"},
    "author": {"author": ""},
    "year": {"year": None},
    "class": {"classes": None},
    "udc": {"classes": [{"scheme": "bbk", "index": "84(4УКР)"}]},
    "topic": {"topics": None},
    "host": {"kind": "article", "copies": None},
    "copies": {"copies": None},
    "all-gone": {"copies": [copy(status="off"), copy(status="lost")]},
    "homeless": {"copies": [copy("склад")]},
    "isbn-wrong": {"wrong_isbn": ["978-617-7171-13-3"]},
    "letters": {"title": "Бiблiотека"},
    "broken": {"abstract": "РџСЂРёРІС–С‚ із минулого"},
    "shouted": {"title": "ІСТОРІЯ НАШОГО МІСТЕЧКА"},
    "date-unclear": {"year": None, "date": "19985"},
    "year-odd": {"year": 2082},
}


@pytest.mark.parametrize("code", MISSING)
def test_each_check_finds_what_it_is_for(desk: Client, world: World, code: str) -> None:
    put(world, "Млини над Тихою")
    told = {"title": "Хата край села", **MISSING[code]}
    put(world, **told)
    tallies = counted(desk)
    both = {"date-unclear": {"year"}}.get(code, set())
    assert {one for one, (found, _of) in tallies.items() if found} == {code} | both
    assert tallies[code][0] == 1
    page = read(desk, f"{REPORT}{code}/")
    assert told["title"] in page
    assert str(CHECKS[code].advice) in page
    assert "Млини над Тихою" not in page


def test_a_language_that_nobody_told(desk: Client, world: World) -> None:
    record = put(world, "Хата край села")
    Record.objects.filter(pk=record.pk).update(language="")
    assert counted(desk)["language"] == (1, 1)


def test_one_number_at_several_records(desk: Client, world: World) -> None:
    put(world, "Перша", isbn=[ISBN])
    put(world, "Друга", isbn=[ISBN])
    put(world, "Том третій", isbn=[ISBN], part="Т. 3")
    gone = put(world, "Вилучена", isbn=["9789660375017"])
    put(world, "Єдина", isbn=["9789660375017"])
    Record.objects.filter(pk=gone.pk).update(deleted_at=world.now)
    assert counted(desk)["isbn-shared"] == (2, 4)
    assert notes("isbn-shared") == {"Перша": [ISBN], "Друга": [ISBN]}


def test_copies_with_the_same_numbers_and_with_days_that_cannot_be(desk: Client, world: World) -> None:
    first, second, third, fourth = (put(world, f"Книга {name}") for name in ("перша", "друга", "третя", "четверта"))
    other = put(world, "У філії", copies=[copy("Ф1")])
    told: dict[Record, dict[str, Any]] = {
        first: {"inventory_number": "100", "barcode": "Т1"},
        second: {"inventory_number": "100", "accession_date": date(2019, 3, 12)},  # out in 2020
        third: {"inventory_number": "101", "barcode": "Т1", "accession_date": date(2090, 1, 1)},
        fourth: {"inventory_number": "102", "accession_date": date(2020, 1, 5)},
        other: {"inventory_number": "100"},  # another library, another inventory
    }
    for record, changes in told.items():
        Copy.objects.filter(record=record).update(**changes)
    tallies = counted(desk)
    assert set(notes("inventory")) == {"Книга перша", "Книга друга"}
    assert set(notes("barcode")) == {"Книга перша", "Книга третя"}
    assert notes("arrival") == {"Книга друга": ["100 · 2019-03-12"], "Книга третя": ["101 · 2090-01-01"]}
    assert (tallies["inventory"], tallies["barcode"], tallies["arrival"]) == ((2, 5), (2, 5), (2, 5))


def test_places_tied_to_no_branch_are_named(desk: Client, world: World) -> None:
    put(world, "Хата край села", copies=[copy("склад"), copy("склад"), copy("Ф1")])
    assert Location.objects.get(origin=origin(), code="склад").library is None
    assert counted(desk)["homeless"] == (1, 1)
    assert notes("homeless") == {"Хата край села": ["склад"]}


def test_where_letters_of_two_alphabets_are_is_told(desk: Client, world: World) -> None:
    put(world, "Бiблiотека", persons=[{"name": "Шeвченко, Тарас", "role": "aut"}], topics=["Hаука"])
    counted(desk)
    [told] = notes("letters")["Бiблiотека"]
    assert told == "назва: «Бiблiотека» (латинські i); особа: «Шeвченко» (латинські e); тема: «Hаука» (латинські H)"
    assert Record.objects.get().title == "Бiблiотека", "what a record says stays as its source has it"


@pytest.mark.parametrize(
    ("word", "odd"), [("Windоws", "о"), ("XХ", "X"), ("книга", None), ("HTML", None), ("ІТ", None)]
)
def test_the_letters_that_are_strangers(word: str, odd: str | None) -> None:
    assert [one for _word, one in letters.mixed_words(f"про {word} тут")] == ([odd] if odd else [])


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [("978-617-7171-13-3", True), ("978-617-7171-13-2", False), ("966-03-7501-6", True), ("0306406152", False),
     ("в опр.", False), ("1234-5678", False), ("9786177171133 (в опр.)", True)],
)  # fmt: skip
def test_numbers_with_a_wrong_digit_are_known_from_other_texts(text: str, is_wrong: bool) -> None:
    assert bool(values.wrong_isbn(text)) == is_wrong


def test_a_wrong_number_of_a_file_is_kept_to_be_told(desk: Client) -> None:
    carry(desk, records.IRBIS.replace("13-2", "13-3").encode())
    assert Record.objects.get().data["wrong_isbn"] == ["978-617-7171-13-3"]
    assert counted(desk)["isbn-wrong"] == (1, 1)
    assert notes("isbn-wrong") == {"Кобзар": ["978-617-7171-13-3"]}


# --- The report -------------------------------------------------------------------------------------------------
def test_the_first_visit_offers_to_count_and_the_next_shows_shares(desk: Client, world: World) -> None:
    assert "Каталог ще не перевіряли" in read(desk)
    for number in range(200):
        put(world, f"Книга {number}", year=2020 if number else None)
    counted(desk)
    page = read(desk)
    assert "1 з 200" in page.replace("\u00a0", " ")
    assert "< 1 %" in page.replace("\u00a0", " ")
    assert "Каталог ще не перевіряли" not in page


def test_what_was_mended_leaves_the_list_with_the_next_counting(desk: Client, world: World) -> None:
    record = put(world, "Хата край села", year=None)
    counted(desk)
    Record.objects.filter(pk=record.pk).update(year=1990)
    assert "Хата край села" in read(desk, f"{REPORT}year/")
    assert counted(desk)["year"] == (0, 1)
    assert not Flaw.objects.exists()
    assert "Таких записів немає" in read(desk, f"{REPORT}year/")


def test_what_has_gone_since_leaves_the_list_at_once(desk: Client, world: World) -> None:
    one, two = put(world, "Перша", year=None), put(world, "Друга", year=None)
    counted(desk)
    Record.objects.filter(pk=one.pk).update(deleted_at=world.now)
    page = read(desk, f"{REPORT}year/")
    assert "Перша" not in page
    assert "Друга" in page
    for part in (two.copies, two.numbers, two.mentions, two.classed):
        part.all().delete()
    Record.objects.filter(pk=two.pk)._raw_delete("default")  # as an undone import does
    assert "Друга" not in read(desk, f"{REPORT}year/")


def test_a_hidden_record_is_still_mended(desk: Client, world: World) -> None:
    record = put(world, "Хата край села", year=None)
    Record.objects.filter(pk=record.pk).update(hidden_at=world.now, hidden_why="чекає")
    assert counted(desk)["year"] == (1, 1)
    assert "приховано" in read(desk, f"{REPORT}year/")


def test_a_long_list_is_turned_over_by_pages(desk: Client, world: World) -> None:
    for number in range(51):
        put(world, f"Книга {number:02}", year=None)
    counted(desk)
    assert "Книга 49" in read(desk, f"{REPORT}year/")
    assert "Книга 50" not in read(desk, f"{REPORT}year/")
    assert "Книга 50" in read(desk, f"{REPORT}year/?page=2")


def test_files_hold_every_record_and_no_formula(desk: Client, world: World) -> None:
    put(world, "=1+1", year=None)
    put(world, "Хата край села", year=None)
    counted(desk)
    answer = desk.get(f"{REPORT}year/records.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [row[1].value for row in sheet.iter_rows() if row[1].value]
    assert cells == ["Назва", "=1+1", "Хата край села"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    text = desk.get(f"{REPORT}year/records.csv").getvalue().decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(text), delimiter=";")] == ["Назва", "'=1+1", "Хата край села"]


# --- The worker ---------------------------------------------------------------------------------------------------
def test_pressed_twice_it_is_ordered_once_and_the_former_stays_until_the_next_is_done(
    desk: Client, world: World
) -> None:
    put(world, "Хата край села", year=None)
    counted(desk)
    desk.post(REPORT)
    desk.post(REPORT)
    assert DBTaskResult.objects.ready().count() == 1
    assert "Завдання в черзі" in read(desk)
    assert "1 з 1" in read(desk)
    assert "Завдання в черзі" in desk.get(REPORT, headers={"HX-Request": "true"}).content.decode()
    run_worker()
    assert Count.objects.count() == 1
    assert desk.get(REPORT, headers={"HX-Request": "true"}).status_code == 200


def test_a_counting_that_was_killed_begins_anew(desk: Client, world: World) -> None:
    put(world, "Хата край села", year=None)
    desk.post(REPORT)
    count = Count.objects.get()
    for _step in counting.run(count, today=date(2026, 10, 14)):
        break  # the power went out
    run_worker()
    assert Flaw.objects.filter(code="year").count() == 1


def test_a_stopped_counting_leaves_the_former_and_may_be_ordered_again(desk: Client, world: World) -> None:
    put(world, "Хата край села", year=None)
    counted(desk)
    desk.post(REPORT)
    progress.ask_to_stop(Job.objects.latest("pk"), by="Ірина")
    run_worker()
    assert "скасовано" in read(desk)
    assert "1 з 1" in read(desk)
    assert counted(desk)["year"] == (1, 1)


# --- Who ------------------------------------------------------------------------------------------------------------
def test_refusals(client: Client, world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.order_count(duty=duty(world, Role.CONSULTANT), now=world.now)
    world.sign_in(client, "consultant")
    for path in (REPORT, f"{REPORT}year/", f"{REPORT}year/records.csv"):
        assert client.get(path).status_code == 403
    world.sign_in(client, "cataloguer")
    assert client.get(f"{REPORT}year/").status_code == 404, "nothing is counted yet"
    counted(client)
    assert client.get(f"{REPORT}nothing/").status_code == 404
    assert client.get(f"{REPORT}nothing/records.csv").status_code == 404
