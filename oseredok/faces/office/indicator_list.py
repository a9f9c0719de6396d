"""«Усі показники»: the whole catalogue by sections or by words, with what stands on one's own dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from oseredok.base.core.text import loose_key, words
from oseredok.base.ui.parts import Link
from oseredok.faces.office.numbers import Line, lines
from oseredok.faces.office.scope import Scope
from oseredok.management.indicators import queries
from oseredok.management.indicators.catalogue import INDICATORS, SECTIONS, Section, full_name
from oseredok.management.indicators.indicator import Indicator

ENDING = 2  # signs that a case form may change at a word's end
SHORTEST = 3


@dataclass(frozen=True)
class ListLine:
    line: Line
    is_watched: bool

    @property
    def indicator(self) -> Indicator:
        return self.line.comparison.indicator

    @property
    def full_name(self) -> str:
        return full_name(self.indicator)


@dataclass
class IndicatorList:
    """`words` are what somebody looks for, `section` the code of one; with neither everything is listed."""

    scope: Scope
    watched: tuple[str, ...]
    words: str = ""
    section: str = ""

    @cached_property
    def found(self) -> list[Indicator]:
        keys = [key for word in words(self.words) if (key := _stem(word))]
        listed = [one for one in INDICATORS if not self.section or one.section == self.section]
        if not self.words.strip():
            return listed
        return [one for one in listed if keys and _fits(one, keys)]

    @cached_property
    def tables(self) -> list[tuple[Section, list[ListLine]]]:
        compared = queries.compare_many(
            self.found, period=self.scope.period, on=self.scope.on, places=self.scope.places
        )
        silent = queries.never_kept(self.found, places=self.scope.places)
        by_section: dict[str, list[ListLine]] = {}
        for line in lines(compared, never_kept=silent):
            one = line.comparison.indicator
            by_section.setdefault(one.section, []).append(ListLine(line, one.code in self.watched))
        return [(section, by_section[section.code]) for section in SECTIONS if section.code in by_section]

    def section_links(self) -> list[Link]:
        links = [Link(f"?{self.scope.query}", _("Усі"), not self.section)]
        return links + [
            Link(f"?{self.scope.query}&section={one.code}", str(one.name), self.section == one.code) for one in SECTIONS
        ]


def _stem(word: str) -> str:
    return word[: max(SHORTEST, len(word) - ENDING)]


def _fits(one: Indicator, keys: list[str]) -> bool:
    told = f"{full_name(one)} {one.note} {one.unit} {one.code.replace('.', ' ')}"
    known = [loose_key(word) for word in words(told)]
    return all(any(word.startswith(key) for word in known) for key in keys)
