"""A file looked at: where the header is, what the columns are called, what is strange about it; then its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from oseredok.base.core import text_tables, workbooks
from oseredok.base.core.cells import Cell, text_of
from oseredok.base.core.errors import Invalid
from oseredok.library.people.imports import columns

MOST_ROWS = 100_000
_LOOK_AT = 25
_SHOWN_MERGES = 5


@dataclass
class Found:
    """What a look at the beginning of a file tells."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    titles: list[str] = field(default_factory=list)
    first_rows: list[list[Cell]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def inspect(path: Path, *, kind: str) -> Found:
    """Look at a file. Raises Invalid: empty, broken, without a table."""
    found = Found(kind=kind)
    if kind == "csv":
        found.encoding, found.delimiter = text_tables.inspect(path)
    head = [(number, cells) for number, cells in islice(_all_rows(path, found), _LOOK_AT) if any(map(text_of, cells))]
    if not head:
        raise Invalid(_("У файлі немає жодного заповненого рядка."), code="table_empty", field="file")
    found.header_row = _header_row(head)
    widest = max(len(_trimmed(cells)) for _number, cells in head)
    header = next((cells for number, cells in head if number == found.header_row), [])
    found.titles = [text_of(cell)[:200] for cell in header[:widest]] + [""] * (widest - len(header))
    found.first_rows = [list(cells) for number, cells in head if number > found.header_row]
    if kind == "xlsx":
        found.notes += _notes_of_workbook(path)
    elif found.encoding not in ("utf-8", "utf-8-sig"):
        found.notes.append(_("Кодування файлу: {name}.").format(name=found.encoding.upper()))
    if found.header_row > 1:
        found.notes.append(
            _("Рядки над заголовком таблиці пропущено. Заголовок у рядку {row}.").format(row=found.header_row)
        )
    if found.header_row == 0:
        found.notes.append(_("Заголовка таблиці не знайшли: усі рядки вважаємо читачами."))
    forbidden = [title for title in found.titles if columns.is_forbidden(title)]
    if forbidden:
        found.notes.append(
            _("Паспортні дані та коди не переносимо: бібліотеці вони не потрібні ({titles}).").format(
                titles=", ".join(forbidden)[:120]
            )
        )
    return found


def rows(path: Path, found: Found) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the filled rows under the header: number and cells.

    Raises Invalid (`table_long`) past the most rows that are taken at once.
    """
    taken = 0
    for number, cells in _all_rows(path, found, with_merges=True):
        if number <= found.header_row or not any(map(text_of, cells)):
            continue
        taken += 1
        if taken > MOST_ROWS:
            raise Invalid(
                _("У файлі понад {most} рядків. Поділіть його на кілька.").format(most=MOST_ROWS),
                code="table_long",
                field="file",
            )
        yield number, cells


def _all_rows(path: Path, found: Found, *, with_merges: bool = False) -> Iterator[tuple[int, list[Cell]]]:
    if found.kind == "csv":
        read = text_tables.rows(path, encoding=found.encoding, delimiter=found.delimiter)
        return ((number, list[Cell](cells)) for number, cells in read)
    hidden = workbooks.scan(path).down() if with_merges else None
    return workbooks.rows(path, hidden=hidden)


def _header_row(head: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """Return the number of the row whose cells are most like titles; 0 when no row is like a header."""

    def likeness(cells: Sequence[Cell]) -> int:
        return len({columns.guess(text_of(cell)) for cell in cells if len(text_of(cell)) < 60} - {""})

    best = max(head, key=lambda row: (likeness(row[1]), -row[0]))
    found = likeness(best[1])
    first = _trimmed(head[0][1])
    if found >= 2 or (found == 1 and len(first) <= 2):
        return best[0]
    # No known title: a first row of words alone, where the next has numbers, is still a header.
    has_digits = any(sign.isdigit() for cell in first for sign in text_of(cell))
    return head[0][0] if len(head) > 1 and not has_digits and len(first) > 1 else 0


def _trimmed(cells: Sequence[Cell]) -> list[Cell]:
    kept = list(cells)
    while kept and not text_of(kept[-1]):
        kept.pop()
    return kept


def _notes_of_workbook(path: Path) -> list[str]:
    scan = workbooks.scan(path)
    notes = []
    if scan.merged:
        shown = ", ".join(scan.merged[:_SHOWN_MERGES])
        rest = len(scan.merged) - _SHOWN_MERGES
        more = _(" і ще {rest}").format(rest=rest) if rest > 0 else ""
        notes.append(
            _(
                "У таблиці є об’єднані клітинки: {cells}{more}. Об’єднане вниз повторюємо в кожному рядку; об’єднане "
                "вбік лишаємо в першому стовпці."
            ).format(cells=shown, more=more)
        )
    if scan.has_formulas:
        notes.append(_("У таблиці є формули: беремо значення, які Excel порахував востаннє."))
    if scan.has_macros:
        notes.append(_("У файлі є макроси: ми їх не виконуємо."))
    return notes
