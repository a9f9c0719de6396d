"""The sheet as a workbook: sums and relations are living formulas, their values are stored beside, as typed.

XlsxWriter, because it alone keeps the value of a formula: a viewer that computes nothing shows it too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from oseredok.base.core.text import without_controls
from oseredok.base.papers.xlsx import sheet_name
from oseredok.management.reports.statistics_form import expressions, standing
from oseredok.management.reports.statistics_form.controls import SAME
from oseredok.management.reports.statistics_form.counting import numbers_of
from oseredok.management.reports.statistics_form.expressions import Expression, Ref
from oseredok.management.reports.statistics_form.loading import Part, Spot, understood
from oseredok.management.reports.statistics_form.models import Control, Figure
from oseredok.management.reports.statistics_form.queries import Entry, Sheet

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NUMBER, _LAST_YEAR = 5, 6  # columns of the main sheet
_EXCEL = {
    Control.Relation.EQUAL: "ABS({left}-{right})<={same:f}",
    Control.Relation.AT_MOST: "{left}<={right}+{same:f}",
    Control.Relation.AT_LEAST: "{left}+{same:f}>={right}",
}
"""How a relation is told to Excel, with the same closeness by which the page judges."""


def render(sheet: Sheet, *, place: str, system: str) -> bytes:
    """Return an .xlsx file: the numbers, the wide tables, the relations and, for the consolidated form, the libraries."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": sheet.title, "author": system, "comments": place})
        made = _Book(book, sheet, heading=(sheet.title, f"{place}, {sheet.report.year}", _state_words(sheet)))
        made.numbers()
        for part in sheet.parts:
            if made.is_grid(part):
                made.grid(part)
        made.follow()
        made.relations()
        if sheet.report.is_correction:
            made.corrections()
        if sheet.report.is_whole:
            made.libraries()
    return out.getvalue()


def _state_words(sheet: Sheet) -> str:
    version = sheet.report.version
    told = _("підтверджено") if version.is_confirmed else _("відповідність бланку не підтверджено")
    return f"{version.name}: {told}. {sheet.report.get_state_display().capitalize()}."


@dataclass
class _Book:
    book: Any
    sheet: Sheet
    heading: Sequence[str]
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # key → sheet, row, column
    before: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bold = self.book.add_format({"bold": True, "font_size": 14})
        self.head = self.book.add_format(
            {"bold": True, "bg_color": "#F3EEE4", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = self.book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.section = self.book.add_format({"bold": True, "bottom": 1})
        self.pages: dict[str, Any] = {}
        self.figures = [
            self.book.add_format({"num_format": shape, "valign": "top"})
            for shape in ("#,##0", "#,##0.0", "#,##0.00", "#,##0.000")
        ]

    # --- Sheets ------------------------------------------------------------------------------------

    def numbers(self) -> None:
        """All sections whose numbers stand one under another."""
        titles = [_("Розділ"), "№", _("Код"), _("Показник"), _("Одиниця"), _("Число"), _("Торік"), _("Звідки"),
                  _("Підтверджено"), _("Підстава, пояснення")]  # fmt: skip
        page, row = self._page(_("Дані"), titles, widths=(24, 6, 16, 52, 10, 13, 13, 22, 14, 40))
        for part in self.sheet.parts:
            if self.is_grid(part):
                continue
            page.write_string(row, 0, str(part.section), self.section)
            row += 1
            for spot in (spot for line in part.rows for spot in line.spots if not spot.cell.closed):
                self._line(page, row, spot)
                row += 1

    def is_grid(self, part: Part) -> bool:
        return len(part.columns) > 1 and len(part.rows) > 1

    def _line(self, page: Any, row: int, spot: Spot) -> None:
        entry = self.sheet.entries[spot.key]
        said = "; ".join(
            text for text in (entry.hand.reason if entry.hand and entry.hand.number is not None else "",
                              entry.explanation.words if entry.explanation else "") if text
        )  # fmt: skip
        confirmed = _("так") if spot.line.confirmed else _("не підтверджено")
        texts = (spot.section.number, spot.line.number, spot.key, spot.name, spot.unit)
        for column, text in enumerate(texts):
            self._text(page, row, column, text)
        self._number(page, row, _NUMBER, entry.number, spot)
        self._number(page, row, _LAST_YEAR, entry.change.before, spot)
        self.places[spot.key] = (page.name, row, _NUMBER)
        self.before[spot.key] = (page.name, row, _LAST_YEAR)
        for column, text in enumerate((origin_words(entry), confirmed, said), _LAST_YEAR + 1):
            self._text(page, row, column, text)

    def grid(self, part: Part) -> None:
        """A wide table: the columns of the form side by side."""
        titles = ["№", _("Показник"), *(column.label for column in part.columns)]
        page, row = self._page(str(part.section), titles, widths=(6, 44, *(14 for _column in part.columns)))
        for line in part.rows:
            self._text(page, row, 0, line.line.number)
            self._text(page, row, 1, line.line.label)
            for column, spot in enumerate(line.spots, 2):
                if spot.cell.closed:
                    self._text(page, row, column, "×")
                    continue
                self._number(page, row, column, self.sheet.entries[spot.key].number, spot)
                self.places[spot.key] = (page.name, row, column)
            row += 1

    def follow(self) -> None:
        """Numbers that come from other lines alone become formulas over them, with their values stored."""
        for spot in self.sheet.form.spots:
            expression, entry = spot.expression, self.sheet.entries[spot.key]
            if (
                not spot.follows
                or expression is None
                or entry.number is None
                or entry.origin != Figure.Origin.INDICATORS
            ):
                continue
            formula = self._formula(expression)
            if formula:
                name, row, column = self.places[spot.key]
                digits = spot.line.digits
                self.pages[name].write_formula(
                    row, column, f"=ROUND({formula},{digits})", self.figures[digits], float(entry.number)
                )

    def relations(self) -> None:
        """Each relation with both sides as formulas, and whether it holds."""
        titles = [_("Що перевіряємо"), _("Ліва частина"), "", _("Права частина"), _("Сходиться"), _("Словами")]
        page, row = self._page(_("Контроль"), titles, widths=(60, 16, 5, 16, 12, 70))
        for outcome in self.sheet.controls:
            control = outcome.control
            self._text(page, row, 0, control.words)
            self._text(page, row, 2, control.get_relation_display())
            self._text(page, row, 5, outcome.sentence)
            sides = [self._formula(one) if (one := understood(text)) else "" for text in (control.left, control.right)]
            if outcome.holds is not None and all(sides):
                told = _("так") if outcome.holds else _("ні")
                page.write_formula(row, 1, f"={sides[0]}", self.figures[0], self._worth(control.left))
                page.write_formula(row, 3, f"={sides[1]}", self.figures[0], self._worth(control.right))
                here, there = xl_rowcol_to_cell(row, 1), xl_rowcol_to_cell(row, 3)
                holds = _EXCEL[Control.Relation(control.relation)].format(left=here, right=there, same=SAME)
                test = f'=IF({holds},"{_("так")}","{_("ні")}")'
                page.write_formula(row, 4, test, self.plain, told)
            row += 1

    def corrections(self) -> None:
        """What the correction changes: the number that was signed before, the one that stands now, the difference."""
        titles = [_("Код"), _("Показник"), _("Було"), _("Стало"), _("Різниця")]
        page, first = self._page(_("Уточнення"), titles, widths=(16, 52, 14, 14, 14))
        self._text(page, first, 0, _("Причина: {why}").format(why=self.sheet.report.why))
        for row, one in enumerate(standing.differences(self.sheet.report), first + 1):
            self._text(page, row, 0, one.key)
            self._text(page, row, 1, one.spot.name)
            self._number(page, row, 2, one.then, one.spot)
            self._number(page, row, 3, one.now, one.spot)
            if one.difference is not None:
                cells = f"={xl_rowcol_to_cell(row, 3)}-{xl_rowcol_to_cell(row, 2)}"
                page.write_formula(row, 4, cells, self.figures[one.spot.line.digits], float(one.difference))

    def libraries(self) -> None:
        """Every number of every library, and their sums as formulas."""
        whole = self.sheet.report
        reports = standing.of_libraries(whole.year, at=whole.signed_at)
        told = [numbers_of(report) for report in reports]
        names = [report.place.short_name for report in reports if report.place]
        titles = [_("Код"), _("Показник"), *names, _("Разом")]
        page, row = self._page(_("За бібліотеками"), titles, widths=(16, 52, *(14 for _name in names), 14))
        for spot in self.sheet.form.spots:
            self._text(page, row, 0, spot.key)
            self._text(page, row, 1, spot.name)
            numbers = [one.get(spot.key) for one in told]
            for column, number in enumerate(numbers, 2):
                self._number(page, row, column, number, spot)
            known = [number for number in numbers if number is not None]
            if spot.adds_up and known:
                first, last = xl_rowcol_to_cell(row, 2), xl_rowcol_to_cell(row, 1 + len(numbers))
                shape = self.figures[spot.line.digits]
                page.write_formula(row, 2 + len(numbers), f"=SUM({first}:{last})", shape, float(sum(known)))
            row += 1

    # --- Cells -------------------------------------------------------------------------------------

    def _page(self, name: str, titles: Sequence[str], *, widths: Sequence[float]) -> tuple[Any, int]:
        title = sheet_name(name)
        while title.casefold() in (one.casefold() for one in self.pages):
            title = sheet_name(f"{title[:28]} {len(self.pages)}")
        page = self.pages[title] = self.book.add_worksheet(title)
        for row, text in enumerate(self.heading):
            page.write_string(row, 0, without_controls(text), self.bold if not row else None)
        for column, (text, width) in enumerate(zip(titles, widths, strict=True)):
            page.write_string(4, column, without_controls(text), self.head)
            page.set_column(column, column, width)
        page.freeze_panes(5, 0)
        page.repeat_rows(4)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        return page, 5

    def _text(self, page: Any, row: int, column: int, text: str) -> None:
        clean = without_controls(str(text))
        page.write_string(row, column, clean, self.quoted if clean.startswith(_RISKY) else self.plain)

    def _number(self, page: Any, row: int, column: int, number: Decimal | None, spot: Spot) -> None:
        shape = self.figures[spot.line.digits]
        if number is None:
            page.write_blank(row, column, None, shape)
        else:
            page.write_number(row, column, float(number), shape)

    def _formula(self, expression: Expression) -> str:
        """The formula in Excel's words; empty where something in it stands on no sheet."""
        if isinstance(expression, expressions.Plain):
            return str(expression.number)
        if isinstance(expression, expressions.Both):
            left, right = self._formula(expression.left), self._formula(expression.right)
            return f"({left}{expression.sign}{right})" if left and right else ""
        if not isinstance(expression, Ref):
            return ""
        where: Mapping[str, tuple[str, int, int]] = self.before if expression.last_year else self.places
        if expression.key not in where:
            return ""
        name, row, column = where[expression.key]
        return f"'{name.replace(chr(39), chr(39) * 2)}'!{xl_rowcol_to_cell(row, column)}"

    def _worth(self, text: str) -> float:
        expression = understood(text)
        read: Callable[[expressions.Leaf], expressions.Amount] = self._read
        found = expressions.evaluate(expression, read).number if expression else None
        return float(found) if found is not None else 0.0

    def _read(self, leaf: expressions.Leaf) -> expressions.Amount:
        entry = self.sheet.entries.get(leaf.key) if isinstance(leaf, Ref) else None
        if entry is None or not isinstance(leaf, Ref):
            return expressions.UNKNOWN
        return expressions.Amount(entry.change.before if leaf.last_year else entry.number)


def origin_words(entry: Entry) -> str:
    """Where a number comes from, for paper and tables."""
    if entry.origin == Figure.Origin.HAND and entry.hand:
        return _("від руки: {by}").format(by=entry.hand.by.short_name)
    return str(Figure.Origin(entry.origin).label) if entry.origin else ""
