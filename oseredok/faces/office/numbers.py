"""How numbers are written on the pages of the office, with the address behind each."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.text import MINUS, number, percent
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.indicators.queries import Comparison, Selection, Value

NOTHING = "–"


def entries_url(selection: Selection) -> str:
    """Where what stands behind a number is: entries, the history of what was written; else how it is counted."""
    return outside_address(selection) or f"{reverse('office:entries')}?{selection.query}"


def outside_address(selection: Selection) -> str:
    """Where a number that is not in the journal comes from; empty for one that is."""
    try:
        one = indicator(selection.indicator)
    except KeyError:
        return ""
    if one.source == "journal":
        return ""
    if one.source == "ratings" and selection.period:
        if not one.code.startswith("ratings."):
            return f"{reverse('office:opinions')}?{_scope_query(selection)}#outcomes-title"
        return f"{reverse('office:ratings')}?{selection.query}"
    if one.source == "surveys":
        return reverse("office:surveys:list")
    if one.is_written_by_hand:
        return reverse("office:figure_history", args=[one.code])
    return f"{reverse('office:indicator', args=[one.code])}#counted"


def _scope_query(selection: Selection) -> str:
    """The same days and libraries for a page with a picker."""
    place = str(selection.places[0]) if len(selection.places) == 1 else "all"
    if selection.period is None:
        return urlencode({"place": place})
    first, last = selection.period.start, selection.period.last
    return urlencode({"from": first.isoformat(), "to": last.isoformat(), "place": place})


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
    is_kept: bool = True

    @property
    def name(self) -> str:
        text = str(self.comparison.indicator.name)
        return text if self.indent else capital(text)

    @property
    def is_silent(self) -> bool:
        """Nothing was counted in either year."""
        return not self.comparison.now.number and not self.comparison.year_ago.number

    @property
    def before(self) -> str:
        return shown(self.comparison.before.number if self.comparison.before else None)

    @property
    def now(self) -> str:
        if not self.is_kept:
            return _("не ведемо")
        return shown(self.comparison.now.number)

    @property
    def of_few(self) -> str:
        """What is said beside a share of few answers."""
        n = self.comparison.now.n
        return _("замало: {n}").format(n=shown(n)) if n and self.comparison.now.is_of_few else ""

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


def lines(comparisons: Sequence[Comparison], *, never_kept: Container[str] = ()) -> list[Line]:
    """A name that begins with a small letter is a part of the one above it."""
    return [
        Line(one, indent=str(one.indicator.name)[:1].islower(), is_kept=one.indicator.code not in never_kept)
        for one in comparisons
    ]
