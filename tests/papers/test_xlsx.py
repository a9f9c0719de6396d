"""Workbooks: numbers are numbers, people's text is text, the header stays in sight and on every printed page."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from oseredok.base.papers.xlsx import Column, Sheet, make_workbook, sheet_name

COLUMNS = [Column("Вид послуги", 40), Column("Кількість", format="integer"), Column("Частка", format="percent")]


def opened(sheet: Sheet) -> Worksheet:
    book = load_workbook(io.BytesIO(make_workbook(title="Щоденник", sheets=[sheet])))
    page = book.worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def column(page: Worksheet, letter: str) -> list[Any]:
    return [cell.value for cell in page[letter]]


def test_a_sheet_has_heading_header_rows_and_total() -> None:
    page = opened(
        Sheet(
            "Жовтень",
            COLUMNS,
            [["Довідка", 1234, 80.5]],
            heading=["Щоденник", "жовтень 2026"],
            total=["Разом", 1234, 100],
        )
    )
    assert column(page, "A") == ["Щоденник", "жовтень 2026", None, "Вид послуги", "Довідка", "Разом"]
    assert column(page, "B")[3:] == ["Кількість", 1234, 1234]
    assert (page["B5"].number_format, page["C5"].number_format) == ("#,##0", '0.0" %"')
    assert page["A4"].font.bold
    assert page["A6"].font.bold
    assert not page["A5"].font.bold
    assert page.column_dimensions["A"].width == 40


def test_the_header_stays_in_sight_and_on_paper() -> None:
    page = opened(Sheet("Жовтень", COLUMNS, [], heading=["Щоденник"], landscape=True))
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"
    assert int(page.page_setup.paperSize) == 9
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("text", ["=1+1", "+380", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    cell = opened(Sheet("Аркуш", [Column("Назва")], [[text]]))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_ordinary_text_has_no_hidden_prefix() -> None:
    assert not opened(Sheet("Аркуш", [Column("Назва")], [["Їжак"]]))["A2"].quotePrefix


def test_dates_moments_and_money_are_real_values() -> None:
    columns = [
        Column("День", format="date"),
        Column("Мить", format="moment"),
        Column("Час", format="time"),
        Column("Сума", format="money"),
    ]
    row = [date(2026, 10, 14), datetime(2026, 10, 13, 21, 5, tzinfo=UTC), time(9, 5), Decimal("12.50")]
    page = opened(Sheet("Аркуш", columns, [row]))
    assert [page.cell(2, number).value for number in range(1, 5)] == [
        datetime.combine(date(2026, 10, 14), time()), datetime.combine(date(2026, 10, 14), time(0, 5)), time(9, 5), 12.5,
    ]  # fmt: skip
    assert [page.cell(2, number).number_format for number in range(1, 5)] == [
        "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "hh:mm", '#,##0.00" грн"',
    ]  # fmt: skip


def test_signs_that_break_files_are_left_out_and_nothing_stays_nothing() -> None:
    page = opened(Sheet("Аркуш", [Column("Назва"), Column("Є", format="integer")], [["а\x00\x0bб", None]]))
    assert (page["A2"].value, page["B2"].value) == ("аб", None)


def test_the_file_says_its_title_and_language() -> None:
    book = load_workbook(io.BytesIO(make_workbook(title="Щоденник за жовтень", sheets=[Sheet("А", COLUMNS, [])])))
    assert (book.properties.title, book.properties.language, book.properties.creator) == (
        "Щоденник за жовтень", "uk-UA", "Осередок",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "taken"),
    [("2025/26: усе?", "2025 26  усе"), ("'Осередок'", "Осередок"), ("", "Аркуш"), ("а" * 40, "а" * 31)],
)
def test_any_name_becomes_one_that_excel_takes(name: str, taken: str) -> None:
    assert sheet_name(name) == taken


def test_a_row_that_does_not_fit_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        make_workbook(title="Т", sheets=[Sheet("А", COLUMNS, [["одна клітинка"]])])
    with pytest.raises(ValueError, match="sheet"):
        make_workbook(title="Т", sheets=[])
