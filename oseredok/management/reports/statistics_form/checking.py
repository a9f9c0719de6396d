"""Whether the formulas of a version can be counted: known codes, no circle, no units mixed. Pure over a loaded form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.reports.statistics_form import expressions
from oseredok.management.reports.statistics_form.expressions import Both, Code, Expression, Leaf, Plain, Ref
from oseredok.management.reports.statistics_form.loading import Form, Spot


@dataclass(frozen=True)
class Problem:
    """What is wrong with one formula. `key` is the cell's, empty for a control relation."""

    key: str
    where: str
    sentence: str


@dataclass(frozen=True)
class _Unit:
    """The unit of a part of a formula. Free: a plain number or a quotient. Scaled: multiplied by a plain number."""

    text: str = ""
    scaled: bool = False


_FREE = _Unit()


def problems(form: Form) -> list[Problem]:
    """Return everything that keeps the version's formulas and relations from being counted."""
    found = []
    for spot in form.spots:
        if spot.cell.formula:
            try:
                check_formula(spot.cell.formula, form=form, spot=spot)
            except Invalid as refusal:
                found.append(Problem(spot.key, spot.name, refusal.message))
    for control in form.controls:
        for side in (control.left, control.right):
            try:
                check_relation(side, form=form)
            except Invalid as refusal:
                found.append(Problem("", control.words, refusal.message))
    return found


def check_formula(text: str, *, form: Form, spot: Spot) -> Expression:
    """Return what the formula of a cell means.

    Raises Invalid, field `formula`: `formula_unclear`, `formula_unknown` (no such indicator or line),
    `formula_circle`, `formula_units`.
    """
    expression = expressions.parse(text)
    units = _units(form)
    _check_known(expression, form)
    _check_no_circle(expression, form=form, spot=spot)
    unit = _unit_of(expression, units)
    if unit.text and spot.unit and not _agree(unit, spot.unit):
        sentence = _("Рядок рахують в одиницях «{own}», а формула дає «{made}».")
        raise _refused(sentence.format(own=spot.unit, made=unit.text), "formula_units")
    return expression


def check_relation(text: str, *, form: Form) -> Expression:
    """Return what one side of a control relation means. Raises Invalid as `check_formula`, but for circles."""
    expression = expressions.parse(text)
    _check_known(expression, form)
    _unit_of(expression, _units(form))
    return expression


def _check_known(expression: Expression, form: Form) -> None:
    for leaf in expressions.leaves(expression):
        if isinstance(leaf, Code) and unit_of_indicator(leaf.code) is None:
            raise _refused(_("Показника «{code}» немає.").format(code=leaf.code), "formula_unknown")
        if isinstance(leaf, Ref) and leaf.key not in form.by_key:
            sentence = _("Рядка «{key}» у цій формі немає: назвіть його код, у широкій таблиці з кодом графи.")
            raise _refused(sentence.format(key=leaf.key), "formula_unknown")


def unit_of_indicator(code: str) -> str | None:
    """Return the unit of an indicator; None when there is no such one."""
    try:
        return str(indicator(code).unit)
    except KeyError:
        return None


def _check_no_circle(expression: Expression, *, form: Form, spot: Spot) -> None:
    """A formula may not lead back to its own cell, however long the way."""
    seen: set[str] = set()
    ahead = _cells_of(expression)
    while ahead:
        key = ahead.pop()
        if key == spot.key:
            raise _refused(
                _("Формула замикається в коло: рядок «{key}» рахується сам із себе.").format(key=key), "formula_circle"
            )
        if key in seen or key not in form.by_key:
            continue
        seen.add(key)
        inner = form.by_key[key].expression
        if inner is not None:
            ahead += _cells_of(inner)


def _cells_of(expression: Expression) -> list[str]:
    return [leaf.key for leaf in expressions.leaves(expression) if isinstance(leaf, Ref) and not leaf.last_year]


def _units(form: Form) -> Callable[[Leaf], str]:
    known: Mapping[str, Spot] = form.by_key

    def unit(leaf: Leaf) -> str:
        return (unit_of_indicator(leaf.code) or "") if isinstance(leaf, Code) else known[leaf.key].unit

    return unit


def _unit_of(expression: Expression, unit: Callable[[Leaf], str]) -> _Unit:
    if isinstance(expression, Plain):
        return _FREE
    if not isinstance(expression, Both):
        return _Unit(unit(expression))
    left, right = _unit_of(expression.left, unit), _unit_of(expression.right, unit)
    if expression.sign in "+-":
        if left.text and right.text and not _agree(left, right.text, scaled=right.scaled):
            sentence = _("У формулі змішано одиниці: «{left}» і «{right}». Додають і віднімають лише однакове.")
            raise _refused(sentence.format(left=left.text, right=right.text), "formula_units")
        return left if left.text else right
    if expression.sign == "/":
        return _Unit(left.text, scaled=True) if isinstance(expression.right, Plain) else _FREE
    if left.text and right.text:
        return _FREE
    return _Unit(left.text or right.text, scaled=True)


def _agree(unit: _Unit, other: str, *, scaled: bool = False) -> bool:
    """`грн` divided by a thousand is `тис. грн`; without dividing it is not."""
    if unit.scaled or scaled:
        return _base(unit.text) == _base(other)
    return _plain(unit.text) == _plain(other)


def _plain(unit: str) -> str:
    return re.sub(r"[\s.]+", " ", unit.casefold()).strip()


def _base(unit: str) -> str:
    return _plain(unit).removeprefix("тис ")


def _refused(sentence: str, code: str) -> Invalid:
    return Invalid(sentence, code=code, field="formula")
