"""What people say of the library: counts of ratings and of «що стало краще», out of `spine.feedback`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from oseredok.base.core.periods import Period
from oseredok.management.indicators.formulas import Number, Outside
from oseredok.management.indicators.sources import Cell
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.feedback.queries import Scores
from oseredok.spine.feedback.scale import Outcome

OUTCOMES = tuple(outcome.value for outcome in Outcome)


def read(leaves: Sequence[Outside], cells: Sequence[Cell]) -> dict[tuple[Outside, Hashable], Number]:
    """Return counts; `knowledge` is how many said yes, `knowledge_of` how many answered."""
    found: dict[tuple[Outside, Hashable], Number] = {}
    of_scores = [leaf for leaf in leaves if leaf.name.removesuffix("_of") not in OUTCOMES]
    of_outcomes = [leaf for leaf in leaves if leaf not in of_scores]
    if of_scores:
        for cell, scores in _scores(cells):
            for leaf in of_scores:
                found[leaf, cell.key] = _count(scores, leaf.name)
    if of_outcomes:
        for cell in cells:
            told = feedback.outcomes(period=cell.period, places=cell.places)
            for leaf in of_outcomes:
                answers = getattr(told, leaf.name.removesuffix("_of"))
                found[leaf, cell.key] = answers.answered if leaf.name.endswith("_of") else answers.yes
    return found


def _count(scores: Scores, name: str) -> int:
    if name == "points":
        return sum(score * number for score, number in enumerate(scores.counts, 1))
    return int(getattr(scores, {"answered": "n"}.get(name, name)))


def _scores(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Scores]]:
    """Months of the same libraries are read at once, however many there are."""
    alike: dict[tuple[int, ...] | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        alike[None if cell.places is None else tuple(place.pk for place in cell.places)].append(cell)
    for group in alike.values():
        if len(group) > 1 and all(cell.period.kind == "month" for cell in group):
            hull = Period(min(cell.period.start for cell in group), max(cell.period.end for cell in group))
            by_month = feedback.scores_by("month", period=hull, places=group[0].places)
            yield from ((cell, by_month.get(cell.period.start) or Scores()) for cell in group)
        else:
            yield from ((cell, feedback.scores(period=cell.period, places=cell.places)) for cell in group)


def ever() -> frozenset[str] | None:
    """Nothing is kept before the first rating; after it everything is."""
    return None if feedback.last_rating() else frozenset()
