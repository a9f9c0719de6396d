"""Control relations of the form as a table: two sides, the sign between them, what it says in words."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import loose_key
from oseredok.base.papers import xlsx
from oseredok.management.reports.statistics_form import checking, lines_table
from oseredok.management.reports.statistics_form.loading import Form
from oseredok.management.reports.statistics_form.models import Control, FormVersion
from oseredok.management.reports.statistics_form.models.structure import LONGEST_FORMULA
from oseredok.management.reports.statistics_form.table_file import (
    Heading,
    Outcome,
    Row,
    check_filled,
    check_lengths,
    check_not_of_excel,
    is_yes,
)

Relation = Control.Relation
FIELDS = ("left", "relation", "right", "words", "confirmed", "source")
LONGEST = {"left": LONGEST_FORMULA, "right": LONGEST_FORMULA, "words": 300, "source": 300}


def titles() -> dict[str, str]:
    """Return the headings of the table by fields."""
    names = (_("Ліва частина"), _("Знак"), _("Права частина"), _("Що перевіряємо"), _("Підтверджено"), _("Джерело"))
    return dict(zip(FIELDS, names, strict=True))


def heading() -> Heading:
    return Heading(titles(), frozenset({"left", "relation", "right"}))


def signs() -> dict[Relation, str]:
    """Return the words by which a sign may be written as well: not every keyboard has `≤`."""
    return {Relation.EQUAL: _("дорівнює"), Relation.AT_MOST: _("не більше"), Relation.AT_LEAST: _("не менше")}


def sheet(form: Form | None) -> xlsx.Sheet:
    """Return the table of a form's relations; without a form, its headings and an example of one."""
    rows = [_row_of(one) for one in form.controls] if form else [_EXAMPLE]
    names = titles()
    columns = [xlsx.Column(names[one], width) for one, width in zip(FIELDS, (44, 8, 30, 60, 13, 40), strict=True)]
    return xlsx.Sheet(_("Контроль"), columns, [[row[one] for one in FIELDS] for row in rows], landscape=True)


_EXAMPLE: Row = {
    "left": "[room_total]", "relation": "≥", "right": "0", "words": "Площа не менша за нуль", "confirmed": "ні",
    "source": "Звідки взято співвідношення",
}  # fmt: skip


def _row_of(control: Control) -> Row:
    return {
        "left": control.left,
        "relation": control.get_relation_display(),
        "right": control.right,
        "words": control.words,
        "confirmed": _("так") if control.confirmed else _("ні"),
        "source": control.source,
    }


class Matches:
    """Which relation of the form a row of the file means. One that a row has taken is not offered to another.

    The same sides and words come first, then the same sides with other words, then the same words with other sides:
    so a file brought in twice adds nothing, and a corrected side or sentence corrects.
    """

    def __init__(self, form: Form, rows: Sequence[Row]) -> None:
        self._left = list(form.controls)
        self._taken: dict[int, Control] = {}
        for key in (_whole, _sides, _words):
            for place, row in enumerate(rows):
                if place not in self._taken:
                    self._take(place, key, row)

    def _take(self, place: int, key: Any, row: Row) -> None:
        found = next((one for one in self._left if key(_row_of(one)) == key(row)), None)
        if found is not None:
            self._left.remove(found)
            self._taken[place] = found

    def of(self, place: int) -> Control | None:
        return self._taken.get(place)


def _sides(row: Row) -> tuple[str, ...]:
    sign = row.get("relation", "")
    return row.get("left", ""), _SIGNS.get(sign, sign), row.get("right", "")


def _words(row: Row) -> tuple[str, ...]:
    return (loose_key(row.get("words", "")),)


def _whole(row: Row) -> tuple[str, ...]:
    return *_sides(row), row.get("words", "")


_SIGNS = {"<=": "≤", ">=": "≥", "=<": "≤", "=>": "≥", "==": "="}


def check(row: Row, *, form: Form, absent: Set[str] = frozenset()) -> None:
    """Raise Invalid with a sentence about the first thing that is wrong. `absent`: lines that the file fails to bring."""
    names = titles()
    check_lengths(row, LONGEST, names)
    check_filled(row, ("left", "relation", "right", "words"), names)
    relation_of(row["relation"])
    for side in ("left", "right"):
        check_not_of_excel(row[side])
        checking.check_relation(row[side], form=form)
        told = lines_table.names_absent(row[side], absent)
        if told:
            raise Invalid(told, code="formula_unknown")


def bring(version: FormVersion, row: Row, *, control: Control | None, order: int) -> None:
    """Write one row into a draft: a new relation, or `control` corrected in its place."""
    control = control or Control(version=version, order=order)
    control.left, control.right, control.words = row["left"], row["right"], row["words"]
    control.relation = relation_of(row["relation"])
    control.confirmed, control.source = is_yes(row.get("confirmed", "")), row.get("source", "")
    control.save()


def what(outcome: Outcome, control: Control | None) -> None:
    """Say in words what would come of a row."""
    outcome.what = _("нове співвідношення") if control is None else _("співвідношення буде оновлено")


def relation_of(text: str) -> Relation:
    """Return the sign that a person wrote: `=`, `≤`, `>=`, «не більше». Raises Invalid."""
    for one in Relation:
        if _SIGNS.get(text, text) == one.label or loose_key(text) == loose_key(signs()[one]):
            return one
    raise Invalid(
        _("«{text}»: між сторонами пишуть =, ≤ або ≥ чи словами «дорівнює», «не більше», «не менше».").format(
            text=text[:40]
        ),
        code="sign",
    )
