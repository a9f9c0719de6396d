"""How numbers are written on the pages of the office, with the address behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from oseredok.base.core.text import MINUS, number, percent
from oseredok.management.indicators.queries import Comparison, Selection, Value

NOTHING = "–"


def entries_url(selection: Selection) -> str:
    """Where the entries behind a number are."""
    return f"{reverse('office:entries')}?{selection.query}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(value: int | Decimal | None) -> str:
    return NOTHING if value is None else number(value)


def signed(value: int | Decimal | None) -> str:
    """`+12`, `−3`, `0`."""
    if value is None:
        return NOTHING
    return ("+" if value > 0 else "") + number(value)


def signed_percent(value: Decimal | None) -> str:
    if value is None:
        return NOTHING
    sign = "+" if value >= Decimal("0.5") else MINUS if value <= Decimal("-0.5") else ""
    return sign + percent(abs(value))


@dataclass(frozen=True)
class Line:
    """One indicator in the table: now, the last year, the difference, per cent."""

    comparison: Comparison
    indent: bool

    @property
    def name(self) -> str:
        text = str(self.comparison.indicator.name)
        return text if self.indent else capital(text)

    @property
    def is_silent(self) -> bool:
        """Nothing was counted in either year."""
        return not self.comparison.now.number and not self.comparison.year_ago.number

    @property
    def now(self) -> str:
        return shown(self.comparison.now.number)

    @property
    def now_url(self) -> str:
        return _url(self.comparison.now)

    @property
    def year_ago(self) -> str:
        return shown(self.comparison.year_ago.number)

    @property
    def year_ago_url(self) -> str:
        return _url(self.comparison.year_ago)

    @property
    def difference(self) -> str:
        return signed(self.comparison.difference)

    @property
    def percent(self) -> str:
        return signed_percent(self.comparison.percent)


def _url(value: Value) -> str:
    """Nothing to open behind a zero or where nothing was computed."""
    return entries_url(value.selection) if value.number else ""


def lines(comparisons: Sequence[Comparison]) -> list[Line]:
    """A name that does not begin with a capital letter is a part of the one above it."""
    return [Line(one, indent=not str(one.indicator.name)[:1].isupper()) for one in comparisons]
