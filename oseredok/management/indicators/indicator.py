"""What an indicator is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from oseredok.management.indicators import sources
from oseredok.management.indicators.formulas import Cut, Formula, KindOfNumber, Sum

Direction = Literal["up", "down", "none"]
Words = str | Promise


@dataclass(frozen=True)
class Indicator:
    """One number that the library watches. `direction`: which way is good news.

    `yearly` has a meaning for a whole year only: people register once a year, so visits of a month divided by those
    who registered in that month say nothing. `sensitive`: counts people of a category that is published only in large
    enough numbers (`suppression`).
    """

    code: str
    section: str
    name: Words
    unit: Words
    formula: Formula
    direction: Direction = "up"
    note: Words = ""
    yearly: bool = False
    sensitive: bool = False
    digits: int = 0
    """How many signs after the comma a number written by hand may have."""

    @property
    def kind_of_number(self) -> KindOfNumber:
        """Flow, stock, share or mean. Months of a flow add up to the year only where `adds_up` says so."""
        return self.formula.kind

    @property
    def source(self) -> str:
        """Where the number comes from: `journal`, or the first of `sources` that it is made of."""
        if self.formula.cuts or self.formula.distinct_cuts or not self.formula.outside:
            return "journal"
        return self.formula.outside[0].source

    @property
    def is_written_by_hand(self) -> bool:
        """Whether people fill it in themselves."""
        return self.source == "figures" and [leaf.name for leaf in self.formula.outside] == [self.code]

    @property
    def has_history(self) -> bool:
        """Whether the number of an earlier day is known: some registers keep only what is now."""
        return all(sources.has_history(leaf) for leaf in self.formula.outside)

    @property
    def opens(self) -> Cut:
        """The filter of the entries behind the number."""
        return self.formula.opens

    @property
    def adds_up(self) -> bool:
        return self.formula.adds_up

    @property
    def breaks_down(self) -> bool:
        """Whether it is a plain sum that can be shared out by place, age, channel and theme."""
        return isinstance(self.formula, Sum)
