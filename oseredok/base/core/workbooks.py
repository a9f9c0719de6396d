"""Workbooks: the first sheet with something in it, row by row, with merged cells and formulas noticed.

Only values are read. Formulas give what Excel computed last; macros are never run.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from oseredok.base.core.cells import Cell
from oseredok.base.core.errors import Invalid

MOST_COLUMNS = 60
_PIECE = 1024 * 1024
_OVERLAP = 200
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<f[ >/]")
_MOST_MERGED = 20_000


@dataclass
class Scan:
    """What is seen in the XML besides the values. `down`: (row, column) → the row whose value it shares."""

    merged: list[str] = field(default_factory=list)
    has_formulas: bool = False
    has_macros: bool = False

    def down(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the cells (from 1) that a merge hides → the cell that holds the value; merges downwards only."""
        hidden: dict[tuple[int, int], tuple[int, int]] = {}
        for ref in self.merged[:_MOST_MERGED]:
            left, top, right, bottom = range_boundaries(ref)
            if left == right and top and bottom and left and bottom - top < 1000:
                hidden |= {(row, left): (top, left) for row in range(top + 1, bottom + 1)}
        return hidden


def scan(path: Path) -> Scan:
    """Look through the first sheet's XML without building it."""
    found = Scan()
    try:
        with zipfile.ZipFile(path) as pack:
            names = pack.namelist()
            found.has_macros = any(name.endswith("vbaProject.bin") for name in names)
            sheet = min(
                (name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=_number, default=""
            )
            if sheet:
                _look_through(pack, sheet, found)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise _broken() from None
    return found


def rows(
    path: Path, *, hidden: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the number of each row and its cells; a cell under a merge downwards has the value above it.

    Raises Invalid (`table_broken`).
    """
    kept: dict[tuple[int, int], Cell] = {}
    sources = set((hidden or {}).values())
    with _opened(path) as sheet:
        try:
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
                cells: list[Cell] = list(row)
                if hidden:
                    for place in range(len(cells)):
                        at = (number, place + 1)
                        if at in sources:
                            kept[at] = cells[place]
                        elif at in hidden and cells[place] is None:
                            cells[place] = kept.get(hidden[at])
                yield number, cells
        except (
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            IndexError,
            OSError,
            EOFError,
            zipfile.BadZipFile,
            SyntaxError,
        ):
            raise _broken() from None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    # By its content: the name of a file that we keep has no ending for the library to believe.
    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of extensions that do not matter to values
                book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception:
            raise _broken() from None
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
            if not sheets:
                raise _broken()
            sheets[0].reset_dimensions()  # files of other programs lie about them
            yield sheets[0]
        finally:
            book.close()


def _look_through(pack: zipfile.ZipFile, sheet: str, found: Scan) -> None:
    with pack.open(sheet) as file:
        tail = b""
        while piece := file.read(_PIECE):
            text = tail + piece
            found.has_formulas = found.has_formulas or bool(_FORMULA.search(text))
            for match in _MERGED.finditer(text):
                ref = match[1].decode("ascii")
                if ref not in found.merged[-2:] and len(found.merged) < _MOST_MERGED:
                    found.merged.append(ref)
            tail = text[-_OVERLAP:]


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name.rpartition("/")[2]))


def _broken() -> Invalid:
    return Invalid(_("Файл пошкоджено: не відкривається. Збережіть його ще раз."), code="table_broken", field="file")
