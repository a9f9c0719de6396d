"""Files as they come: locked, old, with macros, in any letters, huge, hostile. A sentence beside each, nothing half-taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from oseredok.base.core import workbooks
from oseredok.base.core.errors import Invalid
from oseredok.library.people.imports import actions, reading
from oseredok.library.people.imports.models import Batch
from oseredok.library.people.models import Reader
from tests.people.importing import HEADER, NONE, book, carry, check, run_worker, take
from tests.world import World

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CHILDREN = ["ПІБ", "Дата народження", "Батьки", "Телефон батьків"]


@pytest.fixture
def day(world: World) -> Iterator[World]:
    with time_machine.travel(world.now, tick=False):
        yield world


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one part more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one, old.read(one))
        new.writestr(name, part)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("пароль.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "Файл захищено паролем."),
        ("давній.xls", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "Це давній формат Excel (.xls)."),
        ("порожній.csv", b"\xef\xbb\xbf\r\n\r\n", "У файлі немає жодного заповненого рядка."),
        ("картинка.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "Такий файл не підходить. Підійде: XLSX, CSV."),
        ("обрізаний.xlsx", book(HEADER, ["Бойко Ніна", 1990, "", ""])[:2000], "Файл пошкоджено: не відкривається."),
        ("лапки.csv", b'a;b\n"' + b"x" * 30_000 + b";1\n", "мабуть, не закрито лапки"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field(
    day: World, client: Client, name: str, content: bytes, sentence: str
) -> None:
    day.sign_in(client, "head")
    sent = client.post("/people/import/", {"file": SimpleUploadedFile(name, content)})
    assert sent.status_code == 422
    page = sent.content.decode()
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert not Batch.objects.exists()


@pytest.mark.django_db
def test_a_workbook_of_nested_zeros_is_not_unpacked(day: World) -> None:
    bomb = with_part(book(HEADER, ["Бойко Ніна", 1990, "", ""]), "xl/media/a.bin", b"\0" * (301 * 1024 * 1024))
    assert len(bomb) < 2 * 1024 * 1024
    with pytest.raises(Invalid) as refused:
        take(day, bomb)
    assert refused.value.code == "table_bomb"


@pytest.mark.django_db
def test_macros_are_never_run_and_told(day: World) -> None:
    batch = take(
        day, with_part(book(HEADER, ["Бойко Ніна", 1990, "", ""]), "xl/vbaProject.bin", b"Auto_Open"), "м.xlsm"
    )
    assert "У файлі є макроси: ми їх не виконуємо." in batch.notes


@pytest.mark.django_db
@pytest.mark.parametrize("sign", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig", "koi8-u"])
def test_a_text_table_is_carried_over_whole_in_any_letters(day: World, encoding: str, sign: str) -> None:
    lines = ["Прізвище|Ім'я|Рік народження|Телефон", "Їжакевич|Ґалина|1990|0501112233", "Щур|Ніна|1985|"]
    content = "\r\n".join(lines).replace("|", sign).encode(encoding)
    carry(day, content)
    found = Reader.objects.get(given_name="Ґалина")
    assert (found.surname, found.birth_year, found.phone) == ("Їжакевич", 1990, "+380501112233")
    assert Reader.objects.filter(surname="Щур").count() == 1


@pytest.mark.django_db
def test_numbers_and_dates_are_read_however_excel_keeps_them(day: World) -> None:
    content = book(
        HEADER,
        ["Бойко Ніна", 32207, 501112233.0, None],
        ["Лимар Оксана", "5.3.88", "380671112233", 125.0],
        ["Дяченко Галина", datetime(1988, 3, 5), "067 111-22-44 мама", None],  # noqa: DTZ001 - as Excel gives it
    )
    carry(day, content)
    assert list(
        Reader.objects.filter(birth_year=1988, birth_date=None).exclude(pk=day.taras.pk).order_by("pk").values_list("phone", flat=True)
    ) == ["+380501112233", "+380671112233", "+380671112244"]  # fmt: skip
    assert Reader.objects.get(surname="Лимар").old_numbers.get().number == "125"


@pytest.mark.django_db
def test_a_formula_gives_what_excel_computed_last_and_is_told(day: World) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEADER, ["Бойко Ніна", 1990, "", ""], ["=A2", "=1+1", "", ""]):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    batch = check(day, out.getvalue())
    assert "У таблиці є формули" in batch.notes
    # A workbook that no Excel has opened has computed nothing: the row is empty, not invented.
    assert list(batch.rows.values_list("number", "outcome")) == [(2, "new")]


@pytest.mark.django_db
def test_a_row_that_says_impossible_things_has_a_sentence_of_its_own(day: World) -> None:
    batch = check(
        day,
        book(
            [*HEADER, "Пошта", "Дата запису"],
            ["Бойко Ніна", "31.02.1990", "", "", "", ""],
            ["Бойко Ада", 1800, "", "", "", ""],
            ["Бойко Ліна", "15.12.2026", "", "", "", ""],
            ["Бойко Віра", 1990, "12", "", "not-an-address", "01.01.2040"],
            ["12345", 1990, "", "", "", ""],
            ["Ж" * 130 + " Ніна", 1990, "", "", "", ""],
        ),
    )
    told = dict(batch.rows.values_list("number", "reason"))
    assert "дату не зрозуміли: «31.02.1990»" in told[2]
    assert "дату не зрозуміли: «1800»" in told[3]
    assert "«15.12.2026» ще не настав" in told[4]
    assert "телефон не зрозуміли: «12»" in told[5]
    assert "пошту не зрозуміли" in told[5]
    assert "день «01.01.2040»" in told[5]
    assert "лише «12345»" in told[6]
    assert "ім’я задовге" in told[7]


@pytest.mark.django_db
def test_more_rows_than_are_taken_at_once_end_in_a_sentence(day: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    batch = take(day, book(HEADER, *[[f"Бойко {name}", 1990, "", ""] for name in ("Ада", "Ева", "Іда", "Ута")]))
    actions.set_up(batch=batch, targets=actions.targets_of(batch), options=NONE, staff=day.head, now=day.now)
    with pytest.raises(Invalid, match="У файлі понад 3 рядків"):
        run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.UPLOADED, "the file can be looked at again"
    assert Reader.objects.count() == 2


def test_merges_that_cover_a_whole_sheet_do_not_fill_the_memory() -> None:
    scan = workbooks.Scan(merged=["A1:A1048576", "B2:B5", "C1:F1"])
    assert set(scan.down()) == {(3, 2), (4, 2), (5, 2)}


# --- Children and those who have grown up ------------------------------------------------------------


@pytest.mark.django_db
def test_parents_of_a_grown_up_are_not_kept(day: World) -> None:
    batch = check(
        day,
        book(
            CHILDREN,
            ["Бойко Ніна", "05.03.1990", "Бойко Ада", "0501112233"],
            ["Бойко Марта", "05.03.2018", "Бойко Ніна", "0501112233"],
            ["Бойко Олег", "20.12.2012", "Бойко Ніна", "0501112233"],
            ["Бойко Леся", "20.01.2012", "Бойко Ніна", "0501112233"],
            ["Бойко Ївга", None, "Бойко Ніна", "0501112233"],
        ),
    )
    told = dict(batch.rows.values_list("number", "reason"))
    actions.start(batch=batch, staff=day.head, now=day.now)
    run_worker()
    kept = dict(Reader.objects.filter(surname="Бойко").values_list("given_name", "guardian_phone"))
    assert kept == {"Ніна": "", "Марта": "+380501112233", "Олег": "+380501112233", "Леся": "", "Ївга": ""}
    assert told[2] == "батьків не переносимо: читач дорослий"
    assert told[3] == ""
    assert "не видно, що це дитина" in told[6]
    days = dict(Reader.objects.filter(surname="Бойко").values_list("given_name", "birth_date"))
    assert days == {
        "Ніна": None, "Марта": None, "Олег": date(2012, 12, 20), "Леся": date(2012, 1, 20), "Ївга": None,
    }, "the day is kept only in the year in which it decides"  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_known_grown_up_does_not_get_parents_back(day: World, overwrite: bool) -> None:
    content = book([*CHILDREN, "Квиток"], ["Шевченко Тарас", None, "Шевченко Ада", "0501112233", day.taras.card_number])
    carry(day, content, overwrite=overwrite)
    day.taras.refresh_from_db()
    assert (day.taras.guardian_name, day.taras.guardian_phone) == ("", "")


@pytest.mark.django_db
def test_a_child_who_turns_out_to_be_grown_up_has_no_parents_in_the_record(day: World) -> None:
    Reader.objects.filter(pk=day.daryna.pk).update(guardian_name="Левицька Ада", guardian_phone="+380501112233")
    row: list[Any] = [day.daryna.full_name, 1995, "", "", day.daryna.card_number]
    carry(day, book([*CHILDREN, "Квиток"], row), overwrite=True)
    day.daryna.refresh_from_db()
    assert (day.daryna.birth_year, day.daryna.guardian_name, day.daryna.guardian_phone) == (1995, "", "")
