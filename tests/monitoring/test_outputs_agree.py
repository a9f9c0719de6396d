"""The same numbers, to the unit, in the paper, the document, the workbook, the open data and on the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import docx
import docx.shared
import openpyxl
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from oseredok.base.core.text import number
from oseredok.management.reports.monitoring import outputs
from oseredok.management.reports.monitoring.report import Report, report
from tests.monitoring import cases
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(world: World) -> Report:
    cases.written(world)
    return report(cases.approved(world))


def made(told: Report, kind: str) -> bytes:
    return outputs.make(told, kind=kind, now=cases.NOW)


def pdf_text(content: bytes) -> str:
    paper = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in paper)
    return " ".join(text.replace("\u00a0", " ").split())


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_the_open_table_holds_every_frozen_number(told: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(made(told, "csv").decode("utf-8-sig"))))
    found = {(row["indicator"], row["series"], row["key"]): row["value"] for row in rows}
    for row in told.content.rows:
        total = found[row.code, "total", ""]
        assert (Decimal(total) if total else None) == row.number
        for point in row.months:
            value = found[row.code, "month", point.key]
            assert (Decimal(value) if value else None) == point.number
    expected = sum(
        1 + sum(n is not None for n in (row.before, row.year_ago, row.target)) + len(row.months) + len(row.places)
        for row in told.content.rows
    ) + sum(len(one.points) for one in told.content.pictures)
    assert len(rows) == expected


def test_the_json_is_the_table_with_its_dictionary(told: Report) -> None:
    whole = json.loads(made(told, "json"))
    rows = list(csv.DictReader(io.StringIO(made(told, "csv").decode("utf-8-sig"))))
    as_text = [{name: "" if value is None else str(value) for name, value in row.items()} for row in whole["records"]]
    assert as_text == rows
    assert set(whole["dictionary"]) == set(rows[0])
    assert whole["sha256_of_frozen_numbers"] == told.monitoring.snapshot.digest
    dictionary = made(told, "dictionary").decode("utf-8-sig")
    assert all(name in dictionary for name in rows[0])


def test_the_workbook_holds_formulas_and_their_values(told: Report) -> None:
    content = made(told, "xlsx")
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    page, computed = values["Показники"], formulas["Показники"]
    for at, row in enumerate(told.content.rows, 5):
        assert page.cell(at, 1).value == row.code
        for column, expected in ((4, row.number), (5, row.before), (8, row.year_ago), (11, row.target)):
            value = page.cell(at, column).value
            assert (None if value is None else Decimal(str(value))) == expected, (row.code, column)
    assert str(computed.cell(5 + _place(told, "visits.total"), 4).value).startswith("='Місяці'!")
    assert page.cell(5 + _place(told, "visits.total"), 12).value == 112
    months = values["Місяці"]
    for at in range(5, months.max_row + 1):
        code = months.cell(at, 1).value
        row = told.content.row(str(code))
        assert row is not None
        cells = [months.cell(at, 3 + place).value for place in range(len(row.months))]
        assert [None if one is None else Decimal(str(one)) for one in cells] == [point.number for point in row.months]


def _place(told: Report, code: str) -> int:
    return [row.code for row in told.content.rows].index(code)


def test_every_formula_of_the_workbook_gives_the_value_that_stands_beside_it(told: Report) -> None:
    """Sums are recomputed here; a spreadsheet would show the same."""
    content = made(told, "xlsx")
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    checked = 0
    for page in openpyxl.load_workbook(io.BytesIO(content)):
        for line in page.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                    summed = [one.value or 0 for row in _rows(values[page.title][cell.value[5:-1]]) for one in row]
                    assert sum(summed) == values[page.title][cell.coordinate].value
                    checked += 1
    assert checked > 10


def _rows(cells: Any) -> Any:
    """A range of one cell is the cell; of a row or a column, tuples of cells."""
    return cells if isinstance(cells, tuple) else ((cells,),)


def test_the_document_shows_each_number_in_its_tables(told: Report) -> None:
    paper = docx.Document(io.BytesIO(made(told, "docx")))
    rows = {
        plain(row.cells[0].text): [plain(cell.text) for cell in row.cells]
        for table in paper.tables
        for row in table.rows
    }
    for line in told.lines:
        assert plain(line.now) in rows[plain(line.row.name)]
    headings = [
        one.text
        for one in paper.paragraphs
        if one.style is not None and one.style.name.startswith(("Heading", "Title"))
    ]  # type: ignore[union-attr]
    assert headings[0] == "Моніторинг за перше півріччя 2026 року"
    assert {"План і факт", "Усі показники", "Висновки", "Рішення"} <= set(headings)
    assert all(shape._inline.docPr.get("descr") for shape in paper.inline_shapes)
    assert len(paper.inline_shapes) == sum(one.kind != "heat" for one in told.figures)
    assert all(table.rows[0]._tr.trPr.find("{*}tblHeader") is not None for table in paper.tables)


INK = (0x1D, 0x24, 0x33)
"""The colour of words in charts; no bar has it."""


def test_the_pictures_of_the_document_have_their_words(told: Report) -> None:
    """A font that the picture did not find once left bars without names and numbers, and nothing complained."""
    paper = docx.Document(io.BytesIO(made(told, "docx")))
    pictures = [part.blob for part in paper.part.package.iter_parts() if part.partname.endswith(".png")]
    assert pictures
    for blob in pictures:
        with Image.open(io.BytesIO(blob)) as picture:
            colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
        words = sum(times for times, one in colours if all(abs(a - b) < 24 for a, b in zip(one, INK, strict=True)))
        assert words > 200


def test_rows_of_the_document_are_not_torn_and_names_have_more_room_than_numbers(told: Report) -> None:
    paper = docx.Document(io.BytesIO(made(told, "docx")))
    table = next(one for one in paper.tables if one.rows[0].cells[1].text == "Одиниця")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows[1:])
    widths = [column.width or 0 for column in table.columns]
    assert widths[0] > 2 * widths[2]
    assert sum(widths) <= docx.shared.Mm(171)


@pytest.mark.parametrize("kind", ["pdf", "slides"])
def test_the_paper_and_the_slides_are_tagged_and_speak_ukrainian(told: Report, kind: str) -> None:
    with pikepdf.open(io.BytesIO(made(told, kind))) as paper:
        assert bool(paper.Root.MarkInfo.Marked)
        assert str(paper.Root.Lang).startswith("uk")
        assert bool(paper.Root.ViewerPreferences.DisplayDocTitle)
        with paper.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == told.title
        tags = list(_tags(paper.Root.StructTreeRoot))
    pictures = [tag for tag in tags if tag.get("/S") == "/Figure"]
    assert len(pictures) == sum(one.kind != "heat" for one in told.figures)
    assert all(str(tag.Alt) for tag in pictures)
    kinds = {str(tag.get("/S")) for tag in tags}
    assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD"} <= kinds


def _tags(node: Any) -> Iterator[Any]:
    """Every element of the tree of tags."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield child
            yield from _tags(child)


def test_the_paper_says_the_numbers_the_requisites_and_the_digest(told: Report) -> None:
    text = pdf_text(made(told, "pdf"))
    for line in told.lines:
        assert plain(line.now) in text
    for words in ("ЗАТВЕРДЖЕНО", "Наказ від 03.07.2026 № 41-о", "Ольга ТКАЧЕНКО", "Тихогірська міська рада"):
        assert words in text
    assert told.digest[:8] in text
    assert plain(number(1008)) in text


def test_the_slides_are_wide_and_one_thought_each(told: Report) -> None:
    slides = pypdfium2.PdfDocument(made(told, "slides"))
    width, height = slides[0].get_size()
    assert round(width / height, 2) == 1.78
    assert len(slides) >= 3 + len(told.figures)


def test_a_file_made_again_is_the_same_to_the_byte(told: Report) -> None:
    for kind in ("pdf", "csv", "json"):
        assert made(told, kind) == made(told, kind)


def test_the_page_shows_the_same_numbers(told: Report, client: Any, world: World) -> None:
    world.sign_in(client, "director")
    page = plain(client.get(f"/office/monitoring/{told.monitoring.public_id}/").content.decode())
    for line in told.lines:
        assert plain(line.now) in page
