"""What the page of results shows, counted when it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from oseredok.base.core.text import NBSP, number, percent, quoted
from oseredok.base.ui.parts import Link
from oseredok.library.places.models import Library
from oseredok.spine.surveys import drawing, queries, results
from oseredok.spine.surveys.drawing import Line, Told
from oseredok.spine.surveys.models import Question, Survey
from oseredok.spine.surveys.queries import Row
from oseredok.spine.surveys.results import Compared, OfPlace, Pair, Result, Results


@dataclass(frozen=True)
class RunRow:
    """One thing in two runs, in words. Of a share it is told whether the difference is hardly by chance."""

    words: str
    then: str
    now: str
    change: str
    is_sure: bool
    is_judged: bool


class ResultScreen:
    """`place` is the code of a library from the address, `other` the code of another run."""

    def __init__(self, row: Row, *, place: str, other: str) -> None:
        self.row, self.survey = row, row.survey
        self._place_code, self._other_code = place, other

    @cached_property
    def places(self) -> list[OfPlace]:
        return results.by_place(self.survey)

    @cached_property
    def chosen(self) -> Library | None:
        """The library that the page is about; one of few answers cannot be chosen. Runs are compared whole."""
        if self.other is not None:
            return None
        for one in self.places:
            if one.place is not None and one.results is not None and one.place.code == self._place_code:
                return one.place
        return None

    @cached_property
    def results(self) -> Results:
        if self.chosen is not None:
            return next(one.results for one in self.places if one.place == self.chosen and one.results)
        return results.results(self.survey)

    @cached_property
    def told(self) -> list[Told]:
        return [drawing.told(one) for one in self.results.results]

    @property
    def place_links(self) -> list[Link]:
        """All together and each library that may stand apart; empty when there is nothing to choose."""
        apart = [one for one in self.places if one.results is not None and one.place is not None]
        if not apart or len(self.places) < 2:
            return []
        links = [Link("?", _("Усі разом"), self.chosen is None, results_total(self.places))]
        return links + [
            Link(f"?place={one.place.code}", one.place.short_name, one.place == self.chosen, one.n)
            for one in apart
            if one.place is not None
        ]

    @property
    def too_few(self) -> list[str]:
        """Libraries that are not shown apart."""
        return [one.place.short_name for one in self.places if one.results is None and one.place is not None]

    # --- Libraries side by side -----------------------------------------------------------------------

    @cached_property
    def place_table(self) -> list[tuple[str, list[str]]]:
        """One measure of each question for each library that may stand apart."""
        apart = [one.results for one in self.places if one.results is not None]
        if len(apart) < 2:
            return []
        whole = results.results(self.survey)
        return [
            (f"{one.question.words}: {_measure(one)}", [_shown(each.results[at], _option(one)) for each in apart])
            for at, one in enumerate(whole.results)
            if one.kind != Question.Kind.TEXT
        ]

    @property
    def place_names(self) -> list[str]:
        return [f"{one.place.short_name} ({one.n})" for one in self.places if one.results is not None and one.place]

    # --- Another run ----------------------------------------------------------------------------------

    @cached_property
    def runs(self) -> list[Survey]:
        return queries.other_runs(self.survey)

    @cached_property
    def other(self) -> Survey | None:
        return next((one for one in self.runs if one.code == self._other_code), None)

    @cached_property
    def compared(self) -> list[Compared]:
        if self.other is None:
            return []
        return results.compare(self.results, results.results(self.other))

    @property
    def run_rows(self) -> list[tuple[Compared, list[RunRow]]]:
        """Questions, each with its rows."""
        return [(one, [_pair(pair) for pair in one.pairs]) for one in self.compared]


def results_total(places: list[OfPlace]) -> int:
    return sum(one.n for one in places)


def _option(whole: Result) -> int:
    """The option that is compared: what was chosen most in all libraries together."""
    counts = [one.share.count for one in whole.chosen]
    return counts.index(max(counts)) if counts else 0


def _measure(whole: Result) -> str:
    kinds = {
        Question.Kind.SCALE: _("4 або 5"),
        Question.Kind.SKILL: _("зміна, балів"),
        Question.Kind.NUMBER: _("у середньому"),
    }
    kind = Question.Kind(whole.kind)
    return kinds[kind] if kind in kinds else quoted(whole.chosen[_option(whole)].words)


def _shown(one: Result, option: int) -> str:
    if not one.n:
        return "–"
    if one.kind == Question.Kind.SCALE:
        return _with_range(Line("", one.good))
    if one.kind == Question.Kind.SKILL:
        return drawing.signed(one.skill.change or Decimal(0))
    if one.kind == Question.Kind.NUMBER:
        return number(one.numbers.mean or 0, 1)
    return _with_range(Line("", one.chosen[option].share))


def _with_range(line: Line) -> str:
    return f"{line.percent_words} ({line.range_words})"


def _pair(pair: Pair) -> RunRow:
    then, now = (
        "–" if value is None else percent(value) if pair.is_percent else number(value, 1)
        for value in (pair.then, pair.now)
    )
    change = "–"
    if pair.points is not None:
        unit = NBSP + _("в. п.") if pair.is_percent else ""
        change = drawing.signed(pair.points, 0 if pair.is_percent else 1) + unit
    return RunRow(pair.words, then, now, change, is_sure=pair.is_sure, is_judged=pair.is_percent)
