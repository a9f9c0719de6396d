"""The rows that need a look, as a workbook: each as it stands in the file, with the reason beside it."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from oseredok.base.core.cells import text_of
from oseredok.base.papers.xlsx import put, sheet_name
from oseredok.library.people.imports import queries
from oseredok.library.people.imports.models import Batch


def make(batch: Batch) -> bytes:
    """Return the workbook. Text of people stays text: nothing in it is ever computed."""
    wanted = batch.rows.filter(outcome__in=queries.NEED_A_LOOK).order_by("number")[: queries.MOST_IN_A_REPORT]
    rows = {row.number: row for row in wanted}
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(_("До перегляду")))
    titles = [column.title for column in batch.columns.all()]
    lines = [[_("Рядок"), _("Що вийшло"), _("Чому"), *titles]]
    told: set[int] = set()
    sheet.column_dimensions["C"].width = 60

    def line(values: list[str]) -> None:
        cells = []
        for value in values:
            cell = WriteOnlyCell(sheet)
            put(cell, value)
            cells.append(cell)
        sheet.append(cells)

    line(lines[0])
    for number, cells in queries.rows_of(batch, set(rows)):
        row = rows[number]
        told.add(number)
        line([str(number), str(row.get_outcome_display()), row.reason, *map(text_of, cells)])
    for number, row in rows.items():
        if number not in told:  # the file is gone already
            line([str(number), str(row.get_outcome_display()), row.reason])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
