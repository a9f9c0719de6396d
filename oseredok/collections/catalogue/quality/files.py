"""What a check has found, as a file for work away from the screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.papers.xlsx import Column, Sheet, make_workbook
from oseredok.collections.catalogue.quality import queries
from oseredok.collections.catalogue.quality.checks import Check
from oseredok.collections.catalogue.quality.models import Count

MOST = 20_000
"""Rows of a workbook: more is for a program, which takes CSV."""


def _titles(check: Check) -> list[str]:
    return [_("Номер запису"), _("Назва"), _("Автор"), _("Рік"), _("Вид"), str(check.note_title) or _("Примітка")]


def workbook(count: Count, check: Check) -> bytes:
    """Return an .xlsx with the advice above the list."""
    widths = (14, 50, 30, 8, 18, 50)
    columns = [Column(title, width, "text") for title, width in zip(_titles(check), widths, strict=True)]
    found = queries.flaws(count, check)[:MOST].iterator(chunk_size=1000)
    day = _("Пораховано {day}").format(day=date_words(local_date(count.done_at)) if count.done_at else "")
    heading = [str(check.title), str(check.advice), day]
    rows = (
        [pk, title, author, "" if year is None else year, kind, note]
        for pk, title, author, year, kind, note in queries.rows(found)
    )
    sheet = Sheet(name=str(check.title), columns=columns, rows=rows, heading=heading, landscape=True)
    return make_workbook(title=str(check.title), sheets=[sheet])


def lines_of_csv(count: Count, check: Check) -> Iterator[bytes]:
    """Yield all rows as CSV that Excel opens in Ukrainian: marked UTF-8, semicolons."""
    yield "\ufeff".encode()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_titles(check))
    for row in queries.rows(queries.flaws(count, check).iterator(chunk_size=1000)):
        writer.writerow(["" if cell is None else _plain(cell) for cell in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _plain(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets the sign that keeps it a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
