"""The diary as a workbook: a sheet for each part, real formulas in the sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from oseredok.base.papers import xlsx
from oseredok.management.reports.diary.parts import Diary, Grid, Part, Row

DAY_WIDTH, NUMBER_WIDTH = 22, 9


def render(diary: Diary) -> bytes:
    """Return an .xlsx file with the four parts."""
    title = f"{_('Щоденник роботи бібліотеки')}: {diary.title}"
    sheets: list[xlsx.Sheet] = []
    for part in diary.parts:
        heading = (f"{part.number}. {part.title}", diary.title, diary.place)
        if part.lists:
            sheets.append(_list(part, heading))
            sheets.append(_grid_sheet(part, heading, name=_("%(n)s, підсумки") % {"n": part.number}))
        else:
            sheets.append(_grid_sheet(part, heading, name=f"{part.number}. {part.title}"))
    return xlsx.make_workbook(title=title, sheets=sheets)


def _grid_sheet(part: Part, heading: Sequence[str], *, name: str) -> xlsx.Sheet:
    grid = part.grid
    columns = [xlsx.Column(_("Період"), DAY_WIDTH)]
    columns += [xlsx.Column(f"{column.head}: {column.title}", NUMBER_WIDTH + 4, "integer") for column in grid.columns]
    columns.append(xlsx.Column(_("Внесено пізніше"), NUMBER_WIDTH + 4, "integer"))
    blank = xlsx.Sheet(name=name, columns=columns, rows=(), heading=heading, landscape=True)
    return xlsx.Sheet(
        name=name,
        columns=columns,
        rows=list(_grid_rows(grid, first=xlsx.first_row(blank))),
        heading=heading,
        landscape=True,
    )


def _grid_rows(grid: Grid, *, first: int) -> Iterable[list[object]]:
    """Days, then sums as formulas over them: a month is the sum of its days, the year adds what was before."""
    if grid.carried:
        yield _plain(grid.carried)
        first += 1
    for row in grid.rows:
        yield _plain(row)
    last = first + len(grid.rows) - 1
    for row in grid.totals:
        yield _sum(row, grid, first=first, last=last)


def _plain(row: Row) -> list[object]:
    return [str(row.title), *(cell.number for cell in row.cells), row.late.number if row.late else None]


def _sum(row: Row, grid: Grid, *, first: int, last: int) -> list[object]:
    if not grid.rows:
        return _plain(row)
    since_january = bool(grid.carried) and row is grid.totals[-1]
    formulas: list[object] = []
    for number in range(2, len(grid.columns) + 2):
        letter = get_column_letter(number)
        carried = f"+{letter}{first - 1}" if since_january else ""
        formulas.append(xlsx.Formula(f"=SUM({letter}{first}:{letter}{last}){carried}"))
    return [str(row.title), *formulas, None]


def _list(part: Part, heading: Sequence[str]) -> xlsx.Sheet:
    columns, rows = _events(part) if part.number == "III" else _requests(part)
    return xlsx.Sheet(name=f"{part.number}. {part.title}", columns=columns, rows=rows, heading=heading, landscape=True)


def _events(part: Part) -> tuple[list[xlsx.Column], list[list[object]]]:
    columns = [
        xlsx.Column("№", 5, "integer"),
        xlsx.Column(_("Дата"), 12, "date"),
        xlsx.Column(_("Форма"), 20),
        xlsx.Column(_("Назва, тема"), 40),
        xlsx.Column(_("Для кого"), 18),
        xlsx.Column(_("Присутніх"), 11, "integer"),
        xlsx.Column(_("Онлайн"), 9, "integer"),
        xlsx.Column(_("Перегляди"), 11, "integer"),
        xlsx.Column(_("Документів"), 12),
        xlsx.Column(_("Партнери"), 22),
        xlsx.Column(_("Відповідальний"), 20),
        xlsx.Column(_("Примітка"), 30),
    ]
    rows: list[list[object]] = [
        [
            number,
            line.day,
            line.form,
            line.title,
            line.addressee,
            *(cell.number for cell in line.present),
            line.documents,
            line.partners,
            line.responsible,
            "; ".join(text for text in (line.note, *line.marks) if text),
        ]
        for number, line in enumerate(part.events, 1)
    ]
    return columns, rows


def _requests(part: Part) -> tuple[list[xlsx.Column], list[list[object]]]:
    columns = [
        xlsx.Column(_("Дата"), 17, "moment"),
        xlsx.Column(_("Запит"), 34),
        xlsx.Column(_("Хто"), 20),
        xlsx.Column(_("Канал"), 16),
        xlsx.Column(_("Вид"), 6),
        xlsx.Column(_("Послуга"), 24),
        xlsx.Column(_("Скільки"), 9, "integer"),
        xlsx.Column(_("Результат"), 16),
        xlsx.Column(_("Виконавець"), 20),
        xlsx.Column(_("Хвилин"), 9, "integer"),
        xlsx.Column(_("Позначки"), 24),
    ]
    rows: list[list[object]] = [
        [
            line.at,
            line.theme,
            line.who,
            line.channel,
            line.sign,
            line.kind,
            line.quantity,
            line.outcome,
            line.performer,
            line.minutes,
            "; ".join(line.marks),
        ]
        for line in part.requests
    ]
    return columns, rows
