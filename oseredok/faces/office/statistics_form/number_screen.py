"""What the page of one number of «Дані для 6-НК» shows, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from oseredok.base.ui.parts import Link
from oseredok.faces.office.numbers import NOTHING, signed
from oseredok.faces.office.statistics_form.screen import Shown, indicator_name, text_of
from oseredok.management.reports.statistics_form import expressions
from oseredok.management.reports.statistics_form.models import HandNumber


@dataclass(frozen=True)
class NumberScreen:
    """One number: how it is counted, what was written, what it was a year ago."""

    shown: Shown
    history: list[tuple[str, HandNumber]]

    @property
    def formula(self) -> str:
        """The formula, where it is more than one indicator: that one is named by its link."""
        formula = self.shown.entry.spot.cell.formula
        return "" if indicator_name(formula) else formula

    @property
    def computed(self) -> str:
        return text_of(self.shown.entry.computed, self.shown.entry.spot) or NOTHING

    @property
    def indicators(self) -> list[Link]:
        expression = self.shown.entry.spot.expression
        leaves = expressions.leaves(expression) if expression else ()
        codes = dict.fromkeys(leaf.code for leaf in leaves if isinstance(leaf, expressions.Code))
        names = {code: name for code in codes if (name := indicator_name(code))}
        return [Link(reverse("office:indicator", args=[code]), f"{name} ({code})") for code, name in names.items()]

    @property
    def difference(self) -> str:
        change = self.shown.entry.change
        return "" if change.difference is None else f"{signed(change.difference)} {self.shown.percent}".strip()
