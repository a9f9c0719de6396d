"""Control relations: what holds, what does not and by how much, what cannot be told yet. In sentences, with the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.text import number
from oseredok.management.reports.statistics_form import expressions
from oseredok.management.reports.statistics_form.expressions import UNKNOWN, Amount, Code, Expression, Leaf
from oseredok.management.reports.statistics_form.loading import Form, understood
from oseredok.management.reports.statistics_form.models import Control

Relation = Control.Relation
SAME = Decimal("0.0000005")
"""Closer than this two sides are equal: a form has three digits, and a third multiplied by three is not quite one."""


@dataclass(frozen=True)
class Outcome:
    """`holds` is None where a number is not known yet."""

    control: Control
    holds: bool | None
    sentence: str
    keys: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.holds is False


@dataclass(frozen=True)
class Known:
    """The numbers that relations are judged by, all by keys and codes."""

    now: Mapping[str, Decimal | None]
    last_year: Mapping[str, Decimal]
    read: Mapping[str, Amount]

    def __call__(self, leaf: Leaf) -> Amount:
        if isinstance(leaf, Code):
            return self.read.get(leaf.code, UNKNOWN)
        return Amount(self.last_year.get(leaf.key) if leaf.last_year else self.now.get(leaf.key))


def outcomes(form: Form, known: Known) -> list[Outcome]:
    """Judge every relation of a form. Pure."""
    return [_judge(control, form, known) for control in form.controls]


def _judge(control: Control, form: Form, known: Known) -> Outcome:
    left, right = understood(control.left), understood(control.right)
    if left is None or right is None:
        return Outcome(control, None, _("Співвідношення записано незрозуміло: виправте його в редакторі форми."))
    keys = _keys(left, right)
    here, there = expressions.evaluate(left, known).number, expressions.evaluate(right, known).number
    if here is None or there is None:
        return Outcome(control, None, _unknown(left, right, form, known), keys)
    holds = _holds(control.relation, here, there)
    sentence = _("{left} {sign} {right}.").format(
        left=_side(left, known, here), sign=control.get_relation_display(), right=_side(right, known, there)
    )
    if holds:
        return Outcome(control, True, sentence, keys)
    told = _("Має бути «{words}». Зараз {left}, а {right}: {difference}.").format(
        words=control.words,
        left=_named(left, form, known, here),
        right=_named(right, form, known, there),
        difference=_difference(here, there),
    )
    return Outcome(control, False, told, keys)


def _keys(*sides: Expression) -> tuple[str, ...]:
    leaves = (leaf for side in sides for leaf in expressions.leaves(side))
    return tuple(dict.fromkeys(leaf.key for leaf in leaves if not isinstance(leaf, Code) and not leaf.last_year))


def _holds(relation: str, left: Decimal, right: Decimal) -> bool:
    if abs(left - right) <= SAME:
        return True
    return relation != Relation.EQUAL and (left < right) == (relation == Relation.AT_MOST)


def _side(side: Expression, known: Known, total: Decimal) -> str:
    """`10 000 + 300 − 45 = 10 255`, or the number alone where nothing is added."""
    words = expressions.arithmetic(side, known)
    return f"{words} = {number(total)}" if isinstance(side, expressions.Both) else words


def _named(side: Expression, form: Form, known: Known, total: Decimal) -> str:
    if isinstance(side, expressions.Ref):
        return f"{_name(side, form)}: {number(total)}"
    return _side(side, known, total)


def _name(leaf: Leaf, form: Form) -> str:
    if isinstance(leaf, Code):
        return f"«{leaf.code}»"
    spot = form.by_key.get(leaf.key)
    name = f"«{spot.name if spot else leaf.key}»"
    return _("{name} торік").format(name=name) if leaf.last_year else name


def _difference(left: Decimal, right: Decimal) -> str:
    by = number(abs(left - right))
    return _("на {by} більше").format(by=by) if left > right else _("на {by} менше").format(by=by)


def _unknown(left: Expression, right: Expression, form: Form, known: Known) -> str:
    leaves = (leaf for side in (left, right) for leaf in expressions.leaves(side))
    absent = dict.fromkeys(_name(leaf, form) for leaf in leaves if known(leaf).number is None)
    if not absent:  # nothing to divide by
        return _("Поки не перевірити: на нуль не ділять.")
    return _("Поки не перевірити, немає числа: {names}.").format(names=", ".join(absent))
