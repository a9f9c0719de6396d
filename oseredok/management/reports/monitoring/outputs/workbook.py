"""The monitoring as a workbook whose sums, differences and per cents are formulas, with their values stored beside.

XlsxWriter and not `base/papers/xlsx`: openpyxl writes a formula without its value, so a viewer that does not compute (a phone,
a mail preview) would show an empty cell where the director looks for the number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from oseredok.base.core.dates import short_date
from oseredok.base.core.text import without_controls
from oseredok.management.reports.frozen.content import Point
from oseredok.management.reports.monitoring.outputs.open_data import meanings
from oseredok.management.reports.monitoring.outputs.pdf import outcome_words
from oseredok.management.reports.monitoring.report import Line, Report

FIRST = 4  # the first row of numbers on every sheet, from zero: title, places, blank, header
NUMBER, PERCENT, TEXT = "#,##0.###", '0.0" %"', "General"


@dataclass
class Book:
    """The workbook being written, and the few looks that it uses."""

    book: Any
    looks: dict[str, Any] = field(default_factory=dict)

    def look(self, name: str, **told: Any) -> Any:
        if name not in self.looks:
            self.looks[name] = self.book.add_format({"font_name": "Calibri", "font_size": 11, "valign": "top", **told})
        return self.looks[name]

    @property
    def number(self) -> Any:
        return self.look("number", num_format=NUMBER)

    @property
    def percent(self) -> Any:
        return self.look("percent", num_format=PERCENT)

    @property
    def text(self) -> Any:
        return self.look("text", text_wrap=True)

    def sheet(self, name: str, report: Report, header: Sequence[str], widths: Sequence[float]) -> Any:
        page = self.book.add_worksheet(name)
        page.write_string(0, 0, f"{report.title}. {name}", self.look("title", bold=True, font_size=14))
        page.write_string(1, 0, f"{report.place_names}. {report.frozen_words}")
        look = self.look("header", bold=True, text_wrap=True, bg_color="#F3EEE4", bottom=1)
        for column, words in enumerate(header):
            page.write_string(FIRST - 1, column, words, look)
            page.set_column(column, column, widths[min(column, len(widths) - 1)])
        page.freeze_panes(FIRST, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(FIRST - 1)
        page.set_footer("&C&P / &N")
        return page

    def put_text(self, page: Any, row: int, column: int, words: str) -> None:
        # `write_string` keeps what people typed as text: a cell that begins with «=» is no formula.
        page.write_string(row, column, without_controls(words), self.text)

    def put(self, page: Any, row: int, column: int, value: Decimal | None, *, percent: bool = False) -> None:
        look = self.percent if percent else self.number
        if value is None:
            page.write_blank(row, column, None, look)
        else:
            page.write_number(row, column, _number(value), look)

    def compute(
        self, page: Any, at: tuple[int, int], formula: str, value: Decimal | str | None, *, percent: bool = False
    ) -> None:
        look = self.percent if percent else self.number
        page.write_formula(
            *at, formula, look, value if isinstance(value, str) else "" if value is None else _number(value)
        )


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def render(report: Report, now: datetime) -> bytes:
    """Return the .xlsx file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(
        {"title": report.title, "author": report.requisites["library"], "created": now.replace(tzinfo=None)}
    )
    made = Book(book)
    _indicators(made, report)
    _series(made, report, _("Місяці"), "months", report.months)
    if report.by_place:
        _series(made, report, _("Бібліотеки"), "places", report.by_place)
    for series, name in (("age", _("Вік")), ("score", _("Відгуки"))):
        if points := report.content.picture(series):  # type: ignore[arg-type]
            _shares(made, report, name, points)
    if hours := report.content.picture("hour"):
        _hours(made, report, hours)
    _decisions(made, report)
    _about(made, report)
    book.close()
    return out.getvalue()


# --- Indicators ---------------------------------------------------------------------------------------


def _indicators(made: Book, report: Report) -> None:
    header = [
        _("Код"), _("Показник"), _("Одиниця"), _("Факт"), _("Попередній період"), _("Різниця"), _("Різниця, %"),
        _("Торік"), _("Різниця"), _("Різниця, %"), _("План"), _("Виконання, %"), _("Стан"), _("Причина, примітка"),
        _("З відповідей"), _("Межа знизу, %"), _("Межа згори, %"), _("Речення"),
    ]  # fmt: skip
    page = made.sheet(_("Показники"), report, header, [22, 38, 12, *[12] * 9, 14, 34, 12, 12, 12, 80])
    months = {line.row.code: at for at, line in enumerate(report.months)}
    for at, line in enumerate(report.lines):
        _indicator(made, page, FIRST + at, line, months.get(line.row.code))


def _indicator(made: Book, page: Any, at: int, line: Line, month_row: int | None) -> None:
    row, percent = line.row, line.row.is_share
    for column, words in (
        (0, row.code),
        (1, row.name),
        (2, row.unit),
        (12, line.state_words),
        (13, line.why),
        (17, line.words),
    ):
        made.put_text(page, at, column, words)
    if line.hidden:
        made.put_text(page, at, 3, line.now)
        return
    if month_row is not None and adds_up(row.number, row.months):
        source = f"'{_('Місяці')}'!{xl_rowcol_to_cell(FIRST + month_row, 2 + len(row.months))}"
        made.compute(page, (at, 3), f"={source}", row.number)
    else:
        made.put(page, at, 3, row.number, percent=percent)
    now = xl_rowcol_to_cell(at, 3)
    for column, base in ((4, row.before), (7, row.year_ago)):
        made.put(page, at, column, base, percent=percent)
        _difference(made, page, at, column, now, row.number, base, percent=percent)
    made.put(page, at, 10, row.target, percent=percent)
    if row.target is not None and row.number is not None:
        plan = xl_rowcol_to_cell(at, 10)
        done = None if not row.target else row.number * 100 / row.target
        made.compute(page, (at, 11), f'=IF({plan}=0,"",{now}*100/{plan})', done, percent=True)
    made.put(page, at, 14, None if row.n is None else Decimal(row.n))
    for column, edge in zip((15, 16), row.interval or (None, None), strict=True):
        made.put(page, at, column, edge, percent=True)


def _difference(
    made: Book,
    page: Any,
    at: int,
    column: int,
    now: str,
    number: Decimal | None,
    base: Decimal | None,
    *,
    percent: bool,
) -> None:
    if number is None or base is None:
        return
    cell, gap = xl_rowcol_to_cell(at, column), xl_rowcol_to_cell(at, column + 1)
    made.compute(page, (at, column + 1), f"={now}-{cell}", number - base)
    if not percent:  # a difference of two shares is in points already
        share = "" if not base else (number - base) * 100 / base
        made.compute(page, (at, column + 2), f'=IF({cell}=0,"",{gap}*100/{cell})', share, percent=True)


def adds_up(number: Decimal | None, points: Sequence[Point]) -> bool:
    """Whether the parts are the number: different people do not add up, nor does a share."""
    known = [point.number for point in points if point.number is not None]
    return number is not None and len(known) == len(points) > 0 and sum(known, Decimal()) == number


# --- Series -------------------------------------------------------------------------------------------


def _series(made: Book, report: Report, name: str, attribute: str, lines: Sequence[Line]) -> None:
    points = max((getattr(line.row, attribute) for line in lines), key=len, default=())
    header = [_("Код"), _("Показник"), *(point.label for point in points), _("Разом")]
    page = made.sheet(name, report, header, [22, 38, 14])
    for at, line in enumerate(lines):
        _series_row(made, page, FIRST + at, line, getattr(line.row, attribute))


def _series_row(made: Book, page: Any, at: int, line: Line, points: Sequence[Point]) -> None:
    made.put_text(page, at, 0, line.row.code)
    made.put_text(page, at, 1, line.row.name)
    for column, point in enumerate(points, 2):
        made.put(page, at, column, point.number, percent=line.row.is_share)
    last = 1 + len(points)
    if adds_up(line.row.number, points):
        cells = f"{xl_rowcol_to_cell(at, 2)}:{xl_rowcol_to_cell(at, last)}"
        made.compute(page, (at, last + 1), f"=SUM({cells})", line.row.number)
    else:
        made.put(page, at, last + 1, line.row.number, percent=line.row.is_share)


def _shares(made: Book, report: Report, name: str, points: Sequence[Point]) -> None:
    page = made.sheet(name, report, [_("Код"), _("Хто, що"), _("Кількість"), _("Частка, %")], [18, 34, 14])
    total = sum((point.number or Decimal() for point in points), Decimal())
    last = FIRST + len(points) - 1
    whole = xl_rowcol_to_cell(last + 1, 2, row_abs=True, col_abs=True)
    for at, point in enumerate(points, FIRST):
        made.put_text(page, at, 0, point.key)
        made.put_text(page, at, 1, point.label)
        made.put(page, at, 2, point.number)
        share = (point.number or Decimal()) * 100 / total if total else ""
        made.compute(page, (at, 3), f'=IF({whole}=0,"",{xl_rowcol_to_cell(at, 2)}*100/{whole})', share, percent=True)
    made.put_text(page, last + 1, 1, _("Разом"))
    cells = f"{xl_rowcol_to_cell(FIRST, 2)}:{xl_rowcol_to_cell(last, 2)}"
    made.compute(page, (last + 1, 2), f"=SUM({cells})", total)


def _hours(made: Book, report: Report, points: Sequence[Point]) -> None:
    keys = {tuple(int(part) for part in point.key.split("-")): point.number or Decimal() for point in points}
    days, hours = sorted({day for day, _h in keys}), sorted({hour for _d, hour in keys})
    names = {int(point.key.split("-")[0]): point.label.split(" ")[0] for point in points}
    page = made.sheet(_("Дні й години"), report, ["", *(f"{hour}:00" for hour in hours), _("Разом")], [10, 8])
    for at, day in enumerate(days, FIRST):
        made.put_text(page, at, 0, names[day])
        row = [keys.get((day, hour), Decimal()) for hour in hours]
        for column, value in enumerate(row, 1):
            made.put(page, at, column, value)
        cells = f"{xl_rowcol_to_cell(at, 1)}:{xl_rowcol_to_cell(at, len(hours))}"
        made.compute(page, (at, len(hours) + 1), f"=SUM({cells})", sum(row, Decimal()))
    scale = {"type": "2_color_scale", "min_color": "#F3EEE4", "max_color": "#9DC0D6"}
    page.conditional_format(FIRST, 1, FIRST + len(days) - 1, len(hours), scale)


# --- Words --------------------------------------------------------------------------------------------


def _decisions(made: Book, report: Report) -> None:
    header = [_("Коли вирішили"), _("Рішення"), _("Відповідальний"), _("Строк"), _("Виконання")]
    page = made.sheet(_("Рішення"), report, header, [26, 60, 30, 12, 50])
    rows = [
        [one.monitoring.period.title, one.what, one.who, short_date(one.until), outcome_words(one)]
        for one in report.checked
    ]
    rows += [[report.content.period.title, one.what, one.who, short_date(one.until), ""] for one in report.decisions]
    for at, row in enumerate(rows, FIRST):
        for column, words in enumerate(row):
            made.put_text(page, at, column, words)


def _about(made: Book, report: Report) -> None:
    page = made.sheet(_("Про файл"), report, [_("Що"), _("Значення")], [34, 90])
    rows = [(_("Установа"), report.requisites["library"])]
    rows += [(_("Затверджено"), ", ".join(report.approval[1:]))] if report.approval else [(_("Стан"), _("чернетка"))]
    rows += [(_("Числа"), report.frozen_words), (_("Контрольна сума заморожених чисел (SHA-256)"), report.digest)]
    rows += [(_("Висновки"), text) for text in report.conclusions]
    rows += [(_("Як рахували: {name}").format(name=line.row.name), line.row.formula) for line in report.lines]
    rows += [(name, words) for name, words in meanings().items() if name in ("n", "low", "high")]
    for at, (name, words) in enumerate(rows, FIRST):
        made.put_text(page, at, 0, name)
        made.put_text(page, at, 1, words)
