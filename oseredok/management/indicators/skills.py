"""What people can do before and after, by their own judgement: out of `spine.surveys`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from oseredok.base.core.periods import Period
from oseredok.management.indicators.formulas import Number, Outside
from oseredok.management.indicators.sources import Cell
from oseredok.spine.surveys import skills


def read(leaves: Sequence[Outside], cells: Sequence[Cell]) -> dict[tuple[Outside, Hashable], Number]:
    """Return sums of answers; of so few that a person could be told, nothing."""
    if not cells:
        return {}
    hull = Period(min(cell.period.start for cell in cells), max(cell.period.end for cell in cells))
    days = skills.skills_by_day(hull)
    found: dict[tuple[Outside, Hashable], Number] = {}
    for cell in cells:
        told = skills.added(days, period=cell.period, places=cell.places)
        if told.n and told.may_be_shown:
            found |= {(leaf, cell.key): getattr(told, leaf.name) for leaf in leaves}
    return found


def ever() -> frozenset[str] | None:
    """Nothing is kept before the first answer; after it everything is."""
    return None if skills.ever() else frozenset()
