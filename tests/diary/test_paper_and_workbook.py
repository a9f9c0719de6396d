"""The diary as PDF and XLSX."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from oseredok.base.core.periods import Period
from oseredok.management.reports import diary
from oseredok.management.reports.diary import pdf, workbook
from tests.diary.test_four_parts import ON, held
from tests.indicators.book import written
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("period", [Period.day(date(2026, 10, 6)), Period.month(2026, 10), Period.year(2026)], ids=str)
def test_the_diary_prints(world: World, period: Period) -> None:
    written(world)
    held(world)
    made = pdf.render(diary.diary(period=period, places=[world.central], on=ON), now=world.now)
    assert made.startswith(b"%PDF-")
    assert len(made) > 10_000


def test_an_empty_diary_prints_too(world: World) -> None:
    made = pdf.render(diary.diary(period=Period.month(2026, 10), places=[world.central], on=ON), now=world.now)
    assert made.startswith(b"%PDF-")


def test_sums_of_the_workbook_are_formulas_over_its_days(world: World) -> None:
    written(world)
    held(world)
    book = load_workbook(
        io.BytesIO(workbook.render(diary.diary(period=Period.month(2026, 10), places=[world.central], on=ON)))
    )
    assert book.sheetnames == [
        "I. Користувачі й відвідування",
        "II. Видача документів",
        "III. Масова робота",
        "III, підсумки",
        "IV. Довідкова й інформаційна",
        "IV, підсумки",
    ]
    page = book.worksheets[0]
    lines = {str(row[0]): number for number, row in enumerate(page.iter_rows(values_only=True), 1)}
    titles = [str(cell.value) for cell in page[lines["Період"]]]
    visits = titles.index("Відвідувань: усього") + 1
    first, last, letter = lines["01.10"], lines["14.10"], get_column_letter(visits)

    def value(title: str) -> object:
        return page.cell(lines[title], visits).value

    assert value("Усього за місяць") == f"=SUM({letter}{first}:{letter}{last})"
    assert value("З початку року") == f"=SUM({letter}{first}:{letter}{last})+{letter}{first - 1}"
    assert value("Перенесено з початку року") == 9
    assert sum(int(str(page.cell(row, visits).value)) for row in range(first, last + 1)) == 42 + 12


def test_text_of_people_never_becomes_a_formula(world: World) -> None:
    held(world, partners="=HYPERLINK(1)")
    book = load_workbook(
        io.BytesIO(workbook.render(diary.diary(period=Period.month(2026, 10), places=[world.central], on=ON)))
    )
    cells = [cell for row in book["III. Масова робота"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]
