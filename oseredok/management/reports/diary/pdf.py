"""The diary on paper: A4 landscape, four parts, the numbers of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import short_date
from oseredok.base.papers.pdf import render_pdf
from oseredok.management.reports.diary.parts import Diary, Grid, Part, Row

MOST_COLUMNS = 18  # that stay readable across a landscape page


def render(diary: Diary, *, now: datetime) -> bytes:
    """Return the PDF."""
    title = f"{_('Щоденник роботи бібліотеки')}: {diary.title}"
    data = {
        "place": diary.place,
        "printed": _("Роздруковано"),
        "made_at": now,
        "parts": [_part(part, yearly=diary.period.kind == "year") for part in diary.parts],
        "empty": _("Записів немає."),
    }
    return render_pdf(template="reports/diary.typ", data=data, title=title, made_at=now)


def _part(part: Part, *, yearly: bool) -> dict[str, Any]:
    lists = []
    if part.events:
        lists.append(_events(part))
    if part.requests:
        lists.append(_requests(part))
    return {
        "title": f"{part.number}. {part.title}",
        "grids": _grids(part, yearly=yearly),
        "lists": lists,
        "hints": [str(column.hint) for column in part.grid.hints],
        "late": sum(row.late.number for row in part.grid.rows if row.late),
        "late_words": _("Внесено пізніше або після закриття періоду, записів:"),
    }


def _grids(part: Part, *, yearly: bool) -> list[dict[str, Any]]:
    """A grid wider than the page is cut between groups of columns into several tables."""
    grid = part.grid
    rows = _rows(part)
    first = _("Місяць") if yearly else _("Дата")
    return [
        {
            "heads": [{"title": "", "width": 1}]
            + [{"title": str(head.title), "width": head.width} for head in grid.heads[start:end]],
            "header": [first, *(str(column.title) for column in grid.columns[left:right])],
            "rows": [
                [str(row.title), *("" if not cell.number else cell.number for cell in row.cells[left:right])]
                for row, _is_sum in rows
            ],
            "sums": [number for number, (_row, is_sum) in enumerate(rows) if is_sum],
        }
        for start, end, left, right in _slices(grid)
    ]


def _rows(part: Part) -> list[tuple[Row, bool]]:
    grid = part.grid
    days = [] if part.lists else [(row, False) for row in grid.rows]
    carried = [(grid.carried, False)] if grid.carried else []
    return [*carried, *days, *((row, True) for row in grid.totals)]


def _slices(grid: Grid) -> list[tuple[int, int, int, int]]:
    """First and past-the-last group, first and past-the-last column of each table."""
    slices = []
    start = left = width = 0
    for place, head in enumerate(grid.heads):
        if width and width + head.width > MOST_COLUMNS:
            slices.append((start, place, left, left + width))
            start, left, width = place, left + width, 0
        width += head.width
    slices.append((start, len(grid.heads), left, left + width))
    return slices


def _events(part: Part) -> dict[str, Any]:
    header = ["№", _("Дата"), _("Форма"), _("Назва, тема"), _("Для кого"), _("Присутніх"), _("Онлайн"),
              _("Перегляди"), _("Документів"), _("Партнери"), _("Відповідальний"), _("Примітка")]  # fmt: skip
    rows: list[Sequence[Any]] = [
        [
            number, short_date(line.day), line.form, line.title, line.addressee,
            *(cell.number or "" for cell in line.present),
            line.documents, line.partners, line.responsible,
            "; ".join(text for text in (line.note, *line.marks) if text),
        ]
        for number, line in enumerate(part.events, 1)
    ]  # fmt: skip
    return {"header": header, "rows": rows, "numbers": [0, 5, 6, 7, 8], "wide": [3, 9, 11]}


def _requests(part: Part) -> dict[str, Any]:
    header = [_("Дата"), _("Запит"), _("Хто"), _("Канал"), _("Вид"), _("Послуга"), _("Скільки"), _("Результат"),
              _("Виконавець"), _("Хв"), _("Позначки")]  # fmt: skip
    rows: list[Sequence[Any]] = [
        [
            short_date(local_date(line.at)), line.theme, line.who, line.channel, line.sign, line.kind, line.quantity, line.outcome,
            line.performer, "" if line.minutes is None else line.minutes, "; ".join(line.marks),
        ]
        for line in part.requests
    ]  # fmt: skip
    return {"header": header, "rows": rows, "numbers": [6, 9], "wide": [1, 5]}
