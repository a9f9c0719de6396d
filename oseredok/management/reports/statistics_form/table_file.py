"""A workbook with tables of ours: found by their headings on any of its sheets, read row by row, never computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import loose_key, tidy

MOST_ROWS = 2000
MOST_COLUMNS = 20
MOST_SHEETS = 12
HEADING_WITHIN = 20  # rows: a table may stand under a title, not under pages of text

Row = dict[str, str]
Rows = list[tuple[int, Row]]


@dataclass(frozen=True)
class Heading:
    """What a table is known by: its headings by fields, and the fields that it cannot do without."""

    titles: Mapping[str, str]
    needed: frozenset[str]


@dataclass
class Outcome:
    """What a row of the file would do, or why it would not."""

    number: int
    row: Row
    what: str = ""
    refusal: str = ""


def read_tables(path: Path, headings: Mapping[str, Heading]) -> dict[str, Rows]:
    """Return the rows of each table that stands in the file, with their numbers in Excel.

    Raises Invalid, field `file`: `table_broken`, or `table_long` (more rows than a form can have).
    """
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception:  # the reader of workbooks answers to a broken file with whatever it stumbled over
        raise _broken() from None
    found: dict[str, Rows] = {}
    try:
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()
            name, rows = _read(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), headings)
            if name:
                found.setdefault(name, rows)
    except Invalid:
        raise
    except Exception:  # as above: read row by row, it breaks in the middle
        raise _broken() from None
    finally:
        book.close()
    return found


def _read(cells: Iterable[tuple[Any, ...]], headings: Mapping[str, Heading]) -> tuple[str, Rows]:
    name = ""
    columns: dict[int, str] = {}
    rows: Rows = []
    for number, row in enumerate(cells, 1):
        texts = [_text(cell) for cell in row]
        if not name:
            name, columns = _headed(texts, headings)
            if not name and number > HEADING_WITHIN:
                break
            continue
        if any(texts):
            rows.append((number, {field: texts[place] for place, field in columns.items() if place < len(texts)}))
        if len(rows) > MOST_ROWS:
            raise Invalid(
                _("У файлі понад {most} рядків: стільки у формі не буває.").format(most=MOST_ROWS),
                code="table_long",
                field="file",
            )
        if number > MOST_ROWS * 5:
            break
    return name, rows


def _headed(texts: list[str], headings: Mapping[str, Heading]) -> tuple[str, dict[int, str]]:
    for name, heading in headings.items():
        wanted = {loose_key(title): field for field, title in heading.titles.items()}
        columns = {place: wanted[loose_key(text)] for place, text in enumerate(texts) if loose_key(text) in wanted}
        if heading.needed <= set(columns.values()):
            return name, columns
    return "", {}


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell))[:1000]


def is_yes(text: str) -> bool:
    return loose_key(text) in {loose_key(word) for word in ("так", "yes", "+", "1", "true", "×", "х")}


def check_lengths(row: Row, longest: Mapping[str, int], titles: Mapping[str, str]) -> None:
    """Raise Invalid about the first text that its column has no room for."""
    for name, most in longest.items():
        if len(row.get(name, "")) > most:
            raise Invalid(
                _("{column}: задовго, найбільше {most} знаків.").format(column=titles[name], most=most), code="too_long"
            )


def check_filled(row: Row, needed: Iterable[str], titles: Mapping[str, str]) -> None:
    """Raise Invalid about the first needed column that is empty."""
    for name in needed:
        if not row.get(name):
            raise Invalid(_("Порожньо: {column}.").format(column=titles[name]), code="empty")


def check_not_of_excel(text: str) -> None:
    """Raise Invalid for a formula of Excel: ours is made of codes."""
    if text.startswith("="):
        raise Invalid(
            _("Це формула Excel. Наша складається з кодів показників і рядків у дужках."), code="formula_unclear"
        )


def _broken() -> Invalid:
    return Invalid(_("Файл пошкоджено: не відкривається. Збережіть його ще раз."), code="table_broken", field="file")
