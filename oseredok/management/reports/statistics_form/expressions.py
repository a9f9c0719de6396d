"""Formulas of the form: `visits.service + visits.events`, `[stock_start] + [stock_added]`, `[stock_end торік]`.

Pure. A formula is made of codes of indicators, lines of the same form in brackets (`[line]`, `[line:column]`), lines of
the last year's form, plain numbers, + − × ÷ and parentheses. Nothing else is understood, and nothing is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import MINUS, number

DEEPEST = 20
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,12}(?:[.,]\d{1,6})?)(?![\w.])"
    r"|(?P<code>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)"
    r"|\[\s*(?P<key>[a-z0-9_.-]+(?::[a-z0-9_.-]+)?)(?P<before>\s+торік)?\s*\]"
    r"|(?P<sign>[-+*/()−–×÷:]))",
    re.ASCII,
)
_SIGNS = {"−": "-", "–": "-", "×": "*", "÷": "/", ":": "/"}
_SHOWN = {"+": "+", "-": MINUS, "*": "×", "/": "÷"}


@dataclass(frozen=True)
class Amount:
    """A number as it is known. `silent`: nothing was ever entered, so its zero says nothing by itself."""

    number: Decimal | None
    silent: bool = False


UNKNOWN = Amount(None)


@dataclass(frozen=True)
class Plain:
    number: Decimal


@dataclass(frozen=True)
class Code:
    """An indicator."""

    code: str


@dataclass(frozen=True)
class Ref:
    """A cell of the same form: `line` or `line:column`; of the last year's form when `last_year`."""

    key: str
    last_year: bool = False


@dataclass(frozen=True)
class Both:
    sign: str
    left: Expression
    right: Expression


Expression = Plain | Code | Ref | Both
Leaf = Code | Ref


def parse(text: str) -> Expression:
    """Return what a formula means. Raises Invalid (`formula_unclear`, field `formula`)."""
    return _Parser(text).whole()


def leaves(expression: Expression) -> Iterator[Leaf]:
    """Yield the indicators and cells that a formula names, from left to right."""
    if isinstance(expression, Both):
        yield from leaves(expression.left)
        yield from leaves(expression.right)
    elif not isinstance(expression, Plain):
        yield expression


def evaluate(expression: Expression, read: Callable[[Leaf], Amount]) -> Amount:
    """Compute a formula. What is not known makes the whole unknown; a sum of silent numbers alone is silent."""
    if isinstance(expression, Plain):
        return Amount(expression.number)
    if not isinstance(expression, Both):
        return read(expression)
    left, right = evaluate(expression.left, read), evaluate(expression.right, read)
    if left.number is None or right.number is None:
        return UNKNOWN
    if expression.sign == "/":
        return UNKNOWN if not right.number else Amount(left.number / right.number, left.silent or right.silent)
    if expression.sign == "*":
        return Amount(left.number * right.number, left.silent or right.silent)
    total = left.number + right.number if expression.sign == "+" else left.number - right.number
    # A silent zero beside what was counted is a true zero; zeros of silence alone are not.
    return Amount(total, left.silent and right.silent)


def arithmetic(expression: Expression, read: Callable[[Leaf], Amount]) -> str:
    """Write a formula with its numbers in place: `10 000 + 300 − 45`."""
    if isinstance(expression, Plain):
        return number(expression.number)
    if not isinstance(expression, Both):
        found = read(expression).number
        return "?" if found is None else number(found)
    sides = []
    for side, is_right in ((expression.left, False), (expression.right, True)):
        words = arithmetic(side, read)
        sides.append(f"({words})" if _needs_brackets(expression.sign, side, is_right) else words)
    return f" {_SHOWN[expression.sign]} ".join(sides)


def _needs_brackets(sign: str, side: Expression, is_right: bool) -> bool:
    if not isinstance(side, Both):
        return False
    if sign in "*/":
        return side.sign in "+-" or is_right
    return is_right and sign == "-" and side.sign in "+-"


class _Parser:
    """Recursive descent over a short text."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.place = 0
        self.depth = 0

    def whole(self) -> Expression:
        found = self._sum()
        if self.place < len(self.tokens):
            raise _unclear(_("зайве після формули"))
        return found

    def _sum(self) -> Expression:
        found = self._product()
        while (sign := self._take("+", "-")) is not None:
            found = Both(sign, found, self._product())
        return found

    def _product(self) -> Expression:
        found = self._factor()
        while (sign := self._take("*", "/")) is not None:
            found = Both(sign, found, self._factor())
        return found

    def _factor(self) -> Expression:
        if self._take("(") is not None:
            self.depth += 1
            if self.depth > DEEPEST:
                raise _unclear(_("забагато дужок"))
            found = self._sum()
            if self._take(")") is None:
                raise _unclear(_("дужку не закрито"))
            self.depth -= 1
            return found
        if self.place >= len(self.tokens):
            raise _unclear(_("бракує числа, показника або рядка"))
        token = self.tokens[self.place]
        if isinstance(token, str):
            raise _unclear(_("бракує числа, показника або рядка перед «{sign}»").format(sign=token))
        self.place += 1
        return token

    def _take(self, *signs: str) -> str | None:
        if self.place < len(self.tokens) and self.tokens[self.place] in signs:
            self.place += 1
            return str(self.tokens[self.place - 1])
        return None


def _tokens(text: str) -> Iterator[Plain | Code | Ref | str]:
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            raise _unclear(_("незрозуміло: «{rest}»").format(rest=text[place : place + 30].strip()))
        place = found.end()
        if found["number"]:
            yield Plain(Decimal(found["number"].replace(",", ".")))
        elif found["code"]:
            yield Code(found["code"])
        elif found["key"]:
            yield Ref(found["key"], last_year=bool(found["before"]))
        else:
            yield _SIGNS.get(found["sign"], found["sign"])


def _unclear(what: str) -> Invalid:
    sentence = _(
        "Формулу не зрозуміли: {what}. Приклади: visits.service + visits.events; [stock_start] − [stock_withdrawn]."
    )
    return Invalid(sentence.format(what=what), code="formula_unclear", field="formula")
