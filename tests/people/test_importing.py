"""Readers from a file: read however it was written, tried dry, carried over once, taken back when nobody came between."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from oseredok.base.core import text_tables
from oseredok.base.core.cells import Cell
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.people import rules
from oseredok.library.people.imports import actions, carrying, columns, queries, values
from oseredok.library.people.imports.models import Batch, KnownTitle, Row
from oseredok.library.people.models import Reader
from oseredok.library.people.queries import find_readers, reader_by_card
from oseredok.library.privacy.erasing import erase_reader
from oseredok.library.privacy.models import Consent, Erasure
from oseredok.spine.journal.models import Entry
from tests.people.importing import HEADER, TODAY, book, carry, check, outcomes, run_worker, take
from tests.world import World

# --- What people write ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-u", "utf-16"])
def test_letters_are_told_by_the_text_itself(encoding: str) -> None:
    text = "Прізвище;Ім’я;Рід занять\nШевченко;Тарас;вчитель\nЇжакевич;Ґалаґан;пенсіонер\n"
    encoded = text.replace("’", "'").encode(encoding)
    assert text_tables.guess_encoding(encoded) == encoding
    assert text_tables.guess_encoding("Бойко;Ніна".encode(encoding)) == encoding


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    rows = [["Прізвище", "Ім’я", "Адреса"], ["Бойко", "Ніна", '"Садова, 7; кв. 2"'], ["Лимар", "Оксана", "-"]]
    assert text_tables.guess_delimiter("\n".join(sign.join(row) for row in rows)) == sign


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Шевченко Тарас Григорович", ("Шевченко", "Тарас", "Григорович")),
        ("Тарас Григорович Шевченко", ("Шевченко", "Тарас", "Григорович")),
        ("ШЕВЧЕНКО  ТАРАС", ("Шевченко", "Тарас", "")),
        ("Шевченко Т.Г.", ("Шевченко", "Т.", "Г.")),
        ("Нечуй-Левицька, Дарина Іванівна", ("Нечуй-Левицька", "Дарина", "Іванівна")),
        ("Мамедов Алі Гасан огли", ("Мамедов", "Алі", "Гасан огли")),
        ("Шевченко", ("Шевченко", "", "")),
    ],
)
def test_a_whole_name_is_taken_apart(line: str, name: tuple[str, str, str]) -> None:
    found = values.split_name(line)
    assert (found.surname, found.given_name, found.patronymic) == name


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("1988", 1988),
        (1988, 1988),
        (1988.0, 1988),
        ("1988 р.н.", 1988),
        ("05.03.1988", 1988),
        ("5/3/88", 1988),
        ("5.3.45", 1945),
        ("1988-03-05", 1988),
        ("5 березня 1988 р.", 1988),
        (datetime(1988, 3, 5), 1988),  # noqa: DTZ001 - as Excel gives it
        (32207, 1988),  # Excel's number of 5 March 1988
        ("32207", 1988),
        ("1988-03-05 00:00:00", 1988),
        ("", None),
        (None, None),
    ],
)
def test_a_birth_is_understood_however_it_is_written(cell: Cell, year: int | None) -> None:
    assert values.birth_of(cell, today=TODAY)[0] == year


def test_what_is_no_date_is_refused() -> None:
    for cell in ("31.02.1988", "весна", "99999999"):
        with pytest.raises(Invalid):
            values.birth_of(cell, today=TODAY)


@pytest.mark.parametrize(
    "cell",
    ["0671234567", 671234567, 671234567.0, "380671234567", "+38 (067) 123-45-67", "80671234567",
     "067-123-45-67, 050-111-22-33", "067 123 45 67 мама"],
)  # fmt: skip
def test_a_phone_is_found_in_its_cell(cell: Cell) -> None:
    assert values.phone_of(cell) == "+380671234567"


@pytest.mark.parametrize(
    ("words", "status"),
    [("вчителька", "teacher"), ("пенсіонерка", "pensioner"), ("учень 5-А", "pupil"), ("студент", "student"),
     ("ФОП", "entrepreneur"), ("безробітний", "unemployed"), ("військовослужбовець", "military"), ("", "")],
)  # fmt: skip
def test_a_status_is_told_by_words(words: str, status: str) -> None:
    assert values.status_of(words) == status


@pytest.mark.django_db
def test_columns_are_guessed_and_the_librarians_word_is_remembered(world: World) -> None:
    titles = [
        "№ з/п",
        "Прізвище",
        "Ім'я",
        "По батькові",
        "Рік народж.",
        "Моб. телефон",
        "E-mail",
        "Паспорт",
        "№ формуляра",
    ]
    wanted = ["", "surname", "given_name", "patronymic", "birth", "phone", "email", "", "card"]
    here, there = world.central, world.branch
    assert columns.guess_all(titles, library=here) == wanted
    assert columns.guess_all(["ПІБ", "Дата народження"], library=here) == ["full_name", "birth"]
    columns.remember(["Хто"], ["full_name"], library=here)
    assert columns.guess_all(["хто"], library=here) == ["full_name"]
    assert columns.guess_all(["хто"], library=there) == [""], "another branch may call other things so"
    columns.remember(["Хто"], ["responsible_person"], library=there)
    assert columns.guess_all(["хто"], library=here) == ["full_name"]
    columns.remember(["Паспорт"], ["card"], library=here)
    assert columns.guess_all(["Паспорт"], library=here) == [""], "what a library must not keep is never carried over"


@pytest.mark.django_db
def test_a_word_said_before_libraries_were_told_apart_counts_for_all(world: World) -> None:
    KnownTitle.objects.create(key="хто", target="full_name")
    assert columns.guess_all(["Хто"], library=world.branch) == ["full_name"]
    columns.remember(["Хто"], ["surname"], library=world.central)
    assert columns.guess_all(["Хто"], library=world.central) == ["surname"]
    assert columns.guess_all(["Хто"], library=world.branch) == ["full_name"]


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        (["студент", "пенсіонер", ""], "social_status"),
        (["гість", "", "читач"], "kind"),
        (["колективний читач", "-"], "kind"),
        (["службовець установи", "учень"], "social_status"),
        (["", ""], "social_status"),
    ],
)
def test_cells_tell_what_a_title_leaves_open(world: World, told: list[str], meaning: str) -> None:
    rows: list[list[Any]] = [["Бойко Ніна", one] for one in told] + [["Лимар Оксана"]]
    assert columns.guess_all(["ПІБ", "Категорія"], library=world.central, cells=rows) == ["full_name", meaning]


# --- Files ------------------------------------------------------------------------------------------


@pytest.fixture
def day(world: World) -> Iterator[World]:
    with time_machine.travel(world.now, tick=False):
        yield world


@pytest.mark.django_db
def test_a_header_under_a_title_and_merged_cells_are_told_in_a_sentence(day: World) -> None:
    content = book(
        ["Список читачів на 2026 рік", None, None, None],
        HEADER,
        ["Бойко Ніна Іванівна", 1990, "0501112233", None],
        ["Бойко Іван Іванович", 2018, None, None],
        merged=("A1:D1", "C3:C4"),
    )
    batch = take(day, content)
    assert batch.header_row == 2
    assert "об’єднані клітинки: A1:D1, C3:C4" in batch.notes
    assert {len(row) for row in queries.sample(batch)} == {
        len(HEADER)
    }  # the rows that are shown stand under the titles
    assert actions.targets_of(batch) == ["full_name", "birth", "phone", "card"]
    carry(day, content)
    assert Reader.objects.get(given_name="Іван").phone == "+380501112233", (
        "what is merged downwards counts for each row"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"   \n  ", "file_kind"),
        (b"%PDF-1.7 ...", "file_kind"),
        (b"PK\x03\x04 not a zip", "table_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "table_old"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "table_locked"),
        (b"a;b\x00\x01\x02", "file_kind"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_nothing(day: World, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        take(day, content)
    assert refused.value.code == code
    assert not Batch.objects.exists()


@pytest.mark.django_db
def test_a_zip_bomb_is_not_opened(day: World) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/workbook.xml", "<workbook/>")
        pack.writestr("xl/sharedStrings.xml", b"0" * (81 * 1024 * 1024))
    with pytest.raises(Invalid) as refused:
        take(day, out.getvalue())
    assert refused.value.code == "table_bomb"


@pytest.mark.django_db
def test_a_hostile_name_is_only_shown(day: World) -> None:
    batch = take(day, book(HEADER, ["Бойко Ніна", 1990, "", ""]), "..\\..\\etc/<script>\x00\u202egpj.xlsx")
    assert "/" not in batch.name
    assert "\x00" not in batch.name
    assert "\u202e" not in batch.name
    assert actions.path_of(batch).name == f"{batch.public_id.hex}.xlsx"


# --- Dry run and real run ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_dry_run_tells_what_becomes_of_each_row_and_changes_nothing(day: World) -> None:
    ours = rules.card_number(7_000_001)
    content = book(
        [*HEADER, "Пошта"],
        ["Бойко Ніна Іванівна", "05.03.1990", "050 111 22 33", ours, ""],
        ["Шевченко Тарас Григорович", 1988, "0671234567", "", "taras@example.com"],
        ["Нечуй-Левицька Дарина Петрівна", 2015, "", "", "mama@example.com"],
        ["Шевченко", 1988, "", "", ""],
        ["Лимар Оксана", "31.02.1990", "", "", ""],
        ["Лимар Оксана", 1990, "2-17-35", "", ""],
        ["Бойко Ніна Іванівна", 1990, "0501112233", "", ""],
        ["Інший Пан", 1950, "", day.taras.card_number, ""],
    )
    before = Reader.objects.count()
    batch = check(day, content)
    assert outcomes(batch) == [
        (2, "new"),
        (3, "same"),
        (4, "suspected"),
        (5, "refused"),
        (6, "refused"),
        (7, "new"),
        (8, "same"),
        (9, "refused"),
    ]
    reasons = dict(batch.rows.values_list("number", "reason"))
    assert "лише «Шевченко»" in reasons[5]
    assert "телефон не зрозуміли: «2-17-35»" in reasons[7]
    assert reasons[8] == "той самий, що в рядку 2"
    assert "має інший читач" in reasons[9]
    assert Reader.objects.count() == before
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_rows_are_carried_over_once_and_a_second_file_brings_nobody_new(
    day: World, django_capture_on_commit_callbacks: Any
) -> None:
    ours = rules.card_number(7_000_001)
    content = book(HEADER, ["Бойко Ніна Іванівна", 1990, "0501112233", ours], ["Лимар Оксана", 1991, "", "Ч-125/7"])
    with django_capture_on_commit_callbacks(execute=True):
        batch = carry(day, content)
    nina, oksana = Reader.objects.order_by("-pk")[:2][::-1]
    assert (nina.card_number, nina.full_name, nina.birth_year) == (ours, "Бойко Ніна Іванівна", 1990)
    assert oksana.card_number == rules.card_number(1_000_003)
    assert reader_by_card("ч-125 / 7") == oksana
    assert find_readers("Бойко") == [nina]
    assert not nina.registrations.exists()
    assert not Entry.objects.exists()
    assert batch.file_deleted_on == TODAY, "without refusals the file is not needed any more"
    assert not actions.path_of(batch).exists()
    again = carry(day, content)
    assert outcomes(again) == [(2, "same"), (3, "same")]
    with pytest.raises(Conflict):
        actions.start(batch=again, staff=day.head, now=day.now)


@pytest.mark.django_db
@pytest.mark.parametrize(("overwrite", "phone"), [(False, "+380671234567"), (True, "+380501112233")])
def test_a_known_reader_is_filled_and_only_by_choice_overwritten(day: World, overwrite: bool, phone: str) -> None:
    row = ["Шевченко Тарас", 1988, "0501112233", day.taras.card_number, "інженер"]
    content = book([*HEADER, "Статус"], row)
    Reader.objects.filter(pk=day.taras.pk).update(social_status="")
    carry(day, content, overwrite=overwrite)
    day.taras.refresh_from_db()
    assert (day.taras.phone, day.taras.social_status) == (phone, "employee")
    assert day.taras.patronymic == "Григорович"


@pytest.mark.django_db
def test_a_reader_erased_between_the_decision_and_the_carrying_stays_erased(
    day: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ["Шевченко Тарас", 1988, "0501112233", day.taras.card_number]
    batch = check(day, book(HEADER, row, ["Бойко Ада", 1990, "", ""]), overwrite=True)
    actions.start(batch=batch, staff=day.head, now=day.now)
    real = carrying.carry_chunk

    def late(*args: Any, **kwargs: Any) -> None:
        erase_reader(reader=day.taras, why=Erasure.Why.REQUEST, staff=day.head, now=day.now)
        real(*args, **kwargs)

    monkeypatch.setattr(carrying, "carry_chunk", late)
    run_worker()
    day.taras.refresh_from_db()
    assert (day.taras.surname, day.taras.phone) == ("", "")
    first, second = batch.rows.order_by("number")
    assert (first.outcome, second.outcome) == (Row.Outcome.REFUSED, Row.Outcome.NEW)
    assert "запису вже немає" in first.reason
    assert Reader.objects.filter(surname="Бойко").exists()


@pytest.mark.django_db
def test_registrations_are_counted_only_when_said_and_consents_kept(day: World) -> None:
    header = [*HEADER, "Дата запису", "Дата перереєстрації"]
    content = book(
        header,
        ["Бойко Ніна", 1990, "", "", "03.02.2026", ""],
        ["Лимар Оксана", 1991, "", "", "03.02.2019", "04.02.2026"],
        ["Дяченко Галина", 1992, "", "", "03.02.2019", "04.02.2025"],
    )
    carry(day, content, counting="column", consent_on=date(2026, 2, 3))
    entries = Entry.objects.order_by("local_date").values_list("kind__code", "local_date", "backfilled")
    assert list(entries) == [
        ("user_new", date(2026, 2, 3), True),
        ("user_reregistered", date(2026, 2, 4), True),
    ]
    assert Consent.objects.filter(channel="paper").count() == 3
    assert Reader.objects.get(surname="Дяченко").created_on == date(2019, 2, 3)


@pytest.mark.django_db
def test_a_card_that_the_file_brings_is_not_given_to_an_earlier_row(day: World) -> None:
    ours = rules.card_number(1_000_003)
    carry(day, book(HEADER, ["Лимар Оксана", 1991, "", ""], ["Бойко Ніна", 1990, "", ours]))
    assert Reader.objects.get(surname="Бойко").card_number == ours
    assert Reader.objects.get(surname="Лимар").card_number == rules.card_number(1_000_004)


@pytest.mark.django_db
def test_organisations_guests_and_remote_readers_are_told_by_their_column(day: World) -> None:
    header = [*HEADER, "Тип", "Відповідальна особа", "E-mail"]
    content = book(
        header,
        ["Ліцей № 3", 1990, "", "", "організація", "Гончар Раїса Петрівна", "Licej3@Example.COM"],
        ["Бойко Ніна", 1990, "", "", "гість міста", "", ""],
        ["Лимар Оксана", 1991, "", "", "лише віддалено", "зайве", ""],
        ["Дяченко Галина", 1992, "", "", "", "", ""],
    )
    carry(day, content)
    lyceum = Reader.objects.get(surname="Ліцей № 3")
    assert (lyceum.kind, lyceum.responsible_person, lyceum.birth_year) == (
        "organisation",
        "Гончар Раїса Петрівна",
        None,
    )
    assert lyceum.email == "licej3@example.com"
    assert find_readers("Гончар") == [lyceum], "the index of names knows the responsible person"
    nina, oksana = Reader.objects.get(surname="Бойко"), Reader.objects.get(surname="Лимар")
    assert (nina.category, nina.valid_until is not None) == ("guest", True)
    assert (oksana.category, oksana.valid_until, oksana.responsible_person) == ("remote", None, "")
    assert Reader.objects.get(surname="Дяченко").category == "local"


# --- Killed, taken up, taken back -------------------------------------------------------------------


@pytest.mark.django_db
def test_a_run_that_was_killed_goes_on_where_it_was(day: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    names = ["Ада", "Богдана", "Віра", "Ганна", "Дана"]
    batch = check(day, book(HEADER, *[[f"Бойко {name}", 1990, "", ""] for name in names]))
    actions.start(batch=batch, staff=day.head, now=day.now)
    real, calls = carrying.carry_chunk, []

    def killed(*args: Any, **kwargs: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args, **kwargs)

    monkeypatch.setattr(carrying, "carry_chunk", killed)
    with pytest.raises(KeyboardInterrupt):
        run_worker()
    assert batch.rows.filter(applied=True).count() == 2
    batch.refresh_from_db()
    assert batch.state == Batch.State.RUNNING
    monkeypatch.setattr(carrying, "carry_chunk", real)
    run_worker()
    assert list(Reader.objects.filter(surname="Бойко").order_by("pk").values_list("given_name", flat=True)) == names


# --- Pages and terms --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_librarian_goes_through_the_pages(day: World, client: Client) -> None:
    day.sign_in(client, "head")
    content = book(
        [*HEADER, "Примітка"], ["=1+1 Ніна", "весна", "", "", "=cmd|' /C calc'!A0"], ["Лимар Оксана", 1991, "", "", ""]
    )
    sent = client.post("/people/import/", {"file": SimpleUploadedFile("читачі.xlsx", content)})
    batch = Batch.objects.get()
    where = f"/people/import/{batch.public_id}/"
    assert sent.headers["Location"] == f"{where}columns/"
    page = client.get(f"{where}columns/").content.decode()
    assert "Лимар Оксана" in page
    form = {"overwrite": "no", "take_suspected": "no", "counting": "none"}
    twice = {f"column_{place}": "phone" for place in range(5)}
    assert "для двох стовпців" in client.post(f"{where}columns/", form | twice).content.decode()
    chosen = {"column_0": "full_name", "column_1": "birth", "column_2": "phone", "column_3": "card", "column_4": ""}
    client.post(f"{where}columns/", form | chosen)
    assert "Завдання в черзі" in client.get(where).content.decode()
    run_worker()
    page = client.get(where).content.decode()
    assert "дату не зрозуміли: «весна»" in page
    report = load_workbook(io.BytesIO(client.get(f"{where}report/").content)).active
    assert report is not None
    assert [cell.value for cell in report[1]][:3] == ["Рядок", "Що вийшло", "Чому"]
    hostile = report[2][7]
    assert (hostile.value, hostile.data_type) == ("=cmd|' /C calc'!A0", "s")
    client.post(f"{where}start/")
    client.post(f"{where}start/")
    run_worker()
    assert Reader.objects.filter(surname="Лимар").count() == 1
    day.sign_in(client, "branch_librarian")
    assert client.get(where).status_code == 404
    assert client.post(f"{where}undo/").status_code == 404


@pytest.mark.django_db
def test_a_file_lives_for_its_term_only(day: World, django_capture_on_commit_callbacks: Any) -> None:
    batch = carry(day, book(HEADER, ["Бойко Ніна", 1990, "2-17", ""], ["Шевченко", 1988, "", ""]))
    assert actions.path_of(batch).exists()
    assert actions.forget_files(now=day.now + timedelta(days=6)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_files(now=day.now + timedelta(days=8)) == 1
    assert not actions.path_of(batch).exists()
    assert set(Row.objects.values_list("reason", flat=True)) == {""}
    stray = Path(actions.path_of(batch)).with_name("stray.csv")
    stray.write_text("x")
    assert actions.forget_files(now=datetime.now(tz=day.now.tzinfo) + timedelta(days=400)) >= 1
    assert queries.counts_of(batch) == {"new": 1, "refused": 1}
