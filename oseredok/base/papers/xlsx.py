"""Workbooks that open well: a real header, numbers as numbers, widths, printing, and no formula from people's text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from oseredok.base.core import clock
from oseredok.base.core.text import without_controls

Format = Literal["text", "integer", "decimal", "money", "percent", "date", "moment", "time"]
AnyCell = Cell | MergedCell
_FORMATS: dict[str, str] = {
    "text": "General",
    "integer": "#,##0",
    "decimal": "#,##0.0",
    "money": '#,##0.00" грн"',
    "percent": '0.0" %"',
    "date": "dd.mm.yyyy",
    "moment": "dd.mm.yyyy hh:mm",
    "time": "hh:mm",
}
_HEADER_FILL = PatternFill("solid", fgColor="F3EEE4")
_RULE = Side(style="thin", color="6F7684")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column. `percent` takes 80 for 80 %. Width is in characters."""

    title: str
    width: float = 14
    format: Format = "text"


@dataclass(frozen=True)
class Formula:
    """A formula that our own code made (`=SUM(B5:B30)`); text of people never becomes one."""

    text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines above the table, the table, and an optional bold total under it."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    heading: Sequence[str] = ()
    total: Sequence[Any] | None = None
    landscape: bool = False


def make_workbook(*, title: str, sheets: Sequence[Sheet], author: str = "Осередок") -> bytes:
    """Return an .xlsx file. Raises ValueError without sheets, or when a row is wider than its header."""
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title
    book.properties.creator = author
    book.properties.language = "uk-UA"
    for sheet in sheets:
        _fill(book.create_sheet(sheet_name(sheet.name)), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first_row(sheet: Sheet) -> int:
    """The number of the first line under the header of the table, for formulas."""
    return len(sheet.heading) + (1 if sheet.heading else 0) + 2


def sheet_name(name: str) -> str:
    """Return a name that Excel takes: 31 characters, none of `[]:*?/\\`, no apostrophe at an end."""
    name = re.sub(r"[\[\]:*?/\\]", " ", name).strip()
    if len(name) > 31:  # the most that Excel takes; cut between words
        name = name[:32].rpartition(" ")[0] or name[:31]
    return name.strip().strip("'") or "Аркуш"


def put(cell: AnyCell, value: Any, shape: Format = "text") -> None:
    """Write a value as what it is. Text is always text: `=1+1` typed by a person is shown, never computed."""
    if isinstance(value, Formula):
        cell.value, cell.number_format = value.text, _FORMATS[shape]
        return
    if isinstance(value, datetime):
        value = clock.local(value).replace(tzinfo=None)
    elif value is not None and not isinstance(value, bool | int | float | Decimal | date | time):
        value = without_controls(ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        # The prefix keeps it text when somebody edits the cell or saves the sheet as CSV and opens it again.
        cell.quotePrefix = value.startswith(_RISKY)
    else:
        cell.number_format = _FORMATS[shape]


def _fill(page: Worksheet, sheet: Sheet) -> None:
    line = 1
    for place, text in enumerate(sheet.heading):
        put(page.cell(line, 1), text)
        page.cell(line, 1).font = Font(bold=place == 0, size=14 if place == 0 else 11)
        line += 1
    line += 1 if sheet.heading else 0
    header = line
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(header, number)
        put(cell, column.title)
        cell.font = Font(bold=True)
        cell.fill = _HEADER_FILL
        cell.border = Border(bottom=_RULE)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=_side(column))
        page.column_dimensions[get_column_letter(number)].width = column.width
    for row in sheet.rows:
        line += 1
        _put_row(page, line, sheet.columns, row)
    if sheet.total is not None:
        line += 1
        _put_row(page, line, sheet.columns, sheet.total)
        for number in range(1, len(sheet.columns) + 1):
            page.cell(line, number).font = Font(bold=True)
            page.cell(line, number).border = Border(top=_RULE)
    page.freeze_panes = f"A{header + 1}"
    page.print_title_rows = f"{header}:{header}"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if page.oddFooter is not None and page.oddFooter.center is not None:
        page.oddFooter.center.text = "&P / &N"


def _put_row(page: Worksheet, line: int, columns: Sequence[Column], row: Sequence[Any]) -> None:
    for number, (column, value) in enumerate(zip(columns, row, strict=True), 1):
        cell = page.cell(line, number)
        put(cell, value, column.format)
        cell.alignment = Alignment(wrap_text=column.format == "text", vertical="top", horizontal=_side(column))


def _side(column: Column) -> Literal["left", "right"]:
    return "left" if column.format in ("text", "date", "moment", "time") else "right"
