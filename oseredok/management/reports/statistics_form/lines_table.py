"""Lines of the form as a table: a row is a cell with its section, line, column and formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import loose_key
from oseredok.base.papers import xlsx
from oseredok.management.reports.statistics_form import editing, expressions
from oseredok.management.reports.statistics_form.loading import Form
from oseredok.management.reports.statistics_form.models import Cell, Column, FormVersion, Line, Section
from oseredok.management.reports.statistics_form.models.structure import LONGEST_FORMULA, Nature
from oseredok.management.reports.statistics_form.table_file import (
    Heading,
    Outcome,
    Row,
    check_filled,
    check_lengths,
    check_not_of_excel,
    is_yes,
)

FIELDS = (
    "section_number", "section_title", "number", "code", "label", "level", "unit", "nature", "digits", "column_code",
    "column_label", "formula", "closed", "confirmed", "source",
)  # fmt: skip
LONGEST = {
    "section_number": 8, "section_title": 200, "number": 12, "code": 40, "label": 300, "unit": 30, "column_code": 40,
    "column_label": 200, "formula": LONGEST_FORMULA, "source": 300,
}  # fmt: skip


def titles() -> dict[str, str]:
    """Return the headings of the table by fields."""
    return dict(
        zip(
            FIELDS,
            (
                _("Розділ, номер"), _("Розділ, назва"), _("Рядок, номер"), _("Рядок, код"), _("Рядок, назва"), _("Відступ"),
                _("Одиниця"), _("Що означає"), _("Знаків після коми"), _("Графа, код"), _("Графа, назва"), _("Формула"),
                _("Не заповнюють"), _("Підтверджено"), _("Джерело"),
            ),
            strict=True,
        )
    )  # fmt: skip


# --- Out ----------------------------------------------------------------------------------------------


def sheet(form: Form | None) -> xlsx.Sheet:
    """Return the table of a form's lines; without a form, one row as an example."""
    rows = list(_rows_of(form)) if form else [_EXAMPLE]
    names = titles()
    widths = (10, 34, 10, 18, 50, 9, 11, 16, 12, 14, 26, 44, 12, 13, 40)
    columns = [xlsx.Column(names[one], width) for one, width in zip(FIELDS, widths, strict=True)]
    return xlsx.Sheet(_("Рядки"), columns, [[row.get(one, "") for one in FIELDS] for row in rows], landscape=True)


_EXAMPLE: Row = {
    "section_number": "II", "section_title": "Характеристика приміщень бібліотек", "number": "1", "code": "room_total",
    "label": "Загальна площа", "level": "0", "unit": "м²", "nature": "на кінець року", "digits": "1", "confirmed": "так",
    "source": "Звідки взято рядок",
}  # fmt: skip


def _rows_of(form: Form) -> Iterator[Row]:
    for part in form.parts:
        for row in part.rows:
            for spot in row.spots:
                line, column = spot.line, spot.column
                yield {
                    "section_number": part.section.number,
                    "section_title": part.section.title,
                    "number": line.number,
                    "code": line.code,
                    "label": line.label,
                    "level": str(line.level),
                    "unit": spot.unit,
                    "nature": str(Nature(spot.nature).label),
                    "digits": str(line.digits),
                    "column_code": column.code,
                    "column_label": column.label,
                    "formula": spot.cell.formula,
                    "closed": _("так") if spot.cell.closed else "",
                    "confirmed": _("так") if line.confirmed else _("ні"),
                    "source": line.source,
                }


# --- In -----------------------------------------------------------------------------------------------


def heading() -> Heading:
    return Heading(titles(), frozenset({"label", "section_title"}))


def refuse_what_cannot_be_counted(
    outcomes: Sequence[Outcome], *, wrong: dict[str, str], form: Form, before: Form
) -> set[str]:
    """Refuse rows whose formula is wrong, then rows that name a refused one. Return the keys that will not be there.

    Formulas may name lines that stand lower in the file, so they are judged when all of it is in. `wrong`: sentences
    by keys; `before`: the form without the file.
    """
    absent: set[str] = set()
    left = [(_key(one.row, form), one) for one in outcomes if not one.refusal]
    while True:
        told = [(key, one, sentence) for key, one in left if (sentence := _wrong(key, one.row, wrong, absent))]
        if not told:
            return absent
        for key, one, sentence in told:
            one.refusal = sentence
            absent |= {key} - before.by_key.keys()
        left = [(key, one) for key, one in left if not one.refusal]


def _key(row: Row, form: Form) -> str:
    wide = f"{row['code']}:{row.get('column_code') or 'total'}"
    return wide if wide in form.by_key else row["code"]


def _wrong(key: str, row: Row, wrong: dict[str, str], absent: set[str]) -> str:
    if not row.get("formula"):
        return ""
    return wrong.get(key, "") or names_absent(row["formula"], absent)


def names_absent(formula: str, absent: Set[str]) -> str:
    """Return a sentence about a line that the formula names and that is not taken from the file; nothing: all are."""
    for leaf in expressions.leaves(expressions.parse(formula)):
        if isinstance(leaf, expressions.Ref) and leaf.key in absent:
            return _("Спершу виправте рядок «{key}»: формула на нього посилається.").format(key=leaf.key)
    return ""


def bring(version: FormVersion, row: Row) -> str:
    """Write one row into a draft. Return what came of it, in words. Raises Invalid."""
    told = _understood(row)
    row["code"] = told["code"]
    section = _section(version, told)
    column = _column(section, told)
    line = Line.objects.filter(section__version=version, code=told["code"]).first()
    is_new = line is None
    if line is not None and line.section_id != section.pk:
        raise Invalid(_("Рядок із таким кодом уже є в іншому розділі."), code="code_taken")
    line = line or Line(section=section, code=told["code"], order=section.lines.count())
    for name in ("number", "label", "level", "unit", "nature", "digits", "confirmed", "source"):
        setattr(line, name, told[name])
    line.save()
    for one in section.columns.all():
        Cell.objects.get_or_create(line=line, column=one)
    cell = Cell.objects.get(line=line, column=column)
    cell.formula, cell.closed = "" if told["closed"] else told["formula"], told["closed"]
    cell.save()
    return _("новий рядок") if is_new else _("рядок буде оновлено")


def _understood(row: Row) -> dict[str, Any]:
    """Return a row's values. Raises Invalid with a sentence about the first that is wrong."""
    names = titles()
    check_lengths(row, LONGEST, names)
    check_filled(row, ("section_title", "label"), names)
    formula = row.get("formula", "")
    check_not_of_excel(formula)
    if formula:
        expressions.parse(formula)
    section = row.get("section_number", "")
    own = f"{section}-{row['number']}".casefold() if row.get("number") and re.fullmatch(r"[IVX]+", section) else ""
    code = editing.check_code(row.get("code") or re.sub(r"[^a-z0-9_.-]", "-", own), label=row["label"])
    return {
        **{name: row.get(name, "") for name in LONGEST},
        "code": code,
        "formula": formula,
        "level": _whole(row, "level", 3),
        "digits": _whole(row, "digits", 3),
        "nature": _nature(row.get("nature", "")),
        "confirmed": is_yes(row.get("confirmed", "")),
        "closed": is_yes(row.get("closed", "")),
    }


def _whole(row: Row, name: str, most: int) -> int:
    text = row.get(name, "") or "0"
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise Invalid(
            _("{column}: ціле число від 0 до {most}.").format(column=titles()[name], most=most), code="not_whole"
        )
    return int(text)


def _nature(text: str) -> str:
    if not text:
        return Nature.FLOW
    for one in Nature:
        if loose_key(text) in (loose_key(str(one.label)), one.value):
            return one
    raise Invalid(
        _("«{text}»: напишіть «за рік», «на кінець року» або «середнє або частка».").format(text=text[:40]),
        code="nature",
    )


def _section(version: FormVersion, told: dict[str, Any]) -> Section:
    number, title = told["section_number"], told["section_title"]
    found = version.sections.filter(number=number, title=title).first()
    if found is None and number:
        found = version.sections.filter(number=number).first()
    if found is None:
        found = Section.objects.create(version=version, number=number, title=title, order=version.sections.count())
    return found


def _column(section: Section, told: dict[str, Any]) -> Column:
    columns = list(section.columns.all())
    code = told["column_code"]
    if not code:
        return columns[0] if columns else Column.objects.create(section=section, code="total", label=_("Усього"))
    found = next((one for one in columns if one.code == code), None)
    if found is None:
        code = editing.check_code(code, label=told["column_label"])
        found = Column.objects.create(
            section=section, code=code, label=told["column_label"] or code, order=len(columns)
        )
        for line in section.lines.all():
            Cell.objects.get_or_create(line=line, column=found)
    return found
