"""A monitoring ready to be shown: one source for the page, the PDF, the DOCX, the workbook, the slides and open data.

Every number comes from the snapshot; nothing here counts. `for_public` hides what may not be published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, date_words, short_date
from oseredok.base.core.text import number, percent
from oseredok.library.places import queries as places
from oseredok.management.indicators import suppression
from oseredok.management.reports.frozen import sentences
from oseredok.management.reports.frozen.content import Content, Point, Row
from oseredok.management.reports.monitoring import figures, queries
from oseredok.management.reports.monitoring.choices import TILES
from oseredok.management.reports.monitoring.figures import Figure
from oseredok.management.reports.monitoring.models import SUMMARY, Decision, Monitoring, Note, State

NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """A row of the tables: the frozen row, and the words of the head about it. `instead`: what stands for a number that
    is not published, or nothing."""

    row: Row
    words: str = ""
    why: str = ""
    instead: str = ""

    @property
    def hidden(self) -> bool:
        return bool(self.instead)

    @property
    def now(self) -> str:
        return self.instead or shown(self.row, self.row.number)

    @property
    def before(self) -> str:
        return shown(self.row, self.row.before)

    @property
    def year_ago(self) -> str:
        return shown(self.row, self.row.year_ago)

    @property
    def target(self) -> str:
        return shown(self.row, self.row.target)

    @property
    def done(self) -> str:
        done = sentences.done_percent(self.row)
        return NOTHING if done is None else percent(done)

    @property
    def is_done(self) -> bool | None:
        return sentences.is_done(self.row)

    @property
    def state_words(self) -> str:
        return {True: _("виконано"), False: _("не виконано"), None: ""}[self.is_done]

    @property
    def interval(self) -> str:
        """«250 відповідей, від 79 % до 88 %» of a share."""
        if self.row.n is None:
            return ""
        told = _("із {n}").format(n=number(self.row.n))
        if self.row.interval is None:
            return told
        low, high = self.row.interval
        return _("{told}, від {low} до {high}").format(told=told, low=percent(low), high=percent(high))


@dataclass(frozen=True)
class Tile:
    """One of the numbers on top."""

    label: str
    value: str
    query: str
    aim: str
    note: str
    state: str
    months: tuple[Point, ...]

    @property
    def spark(self) -> list[float]:
        return [float(point.number or 0) for point in self.months]


def shown(row: Row, value: Decimal | None) -> str:
    """Write a number of a row with the sign of its unit."""
    if value is None:
        return NOTHING
    return number(value) + ("\u00a0%" if row.is_share or row.unit == "%" else "")


@dataclass(frozen=True)
class Report:
    """What is told, in order. Built once for a page or a file."""

    monitoring: Monitoring
    content: Content
    notes: tuple[Note, ...]
    is_public: bool = False

    # --- Title page -----------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.monitoring.title

    @cached_property
    def place_names(self) -> str:
        return queries.place_names(self.monitoring)

    @property
    def frozen_words(self) -> str:
        moment = clock.local(self.content.frozen_at)
        return _("Числа станом на {day}, {at}").format(day=date_words(moment.date()), at=clock_time(moment))

    @property
    def digest(self) -> str:
        return self.monitoring.snapshot.digest

    @cached_property
    def requisites(self) -> dict[str, str]:
        """Who issues the paper (ДСТУ 4163:2020) [M hi: to be checked]."""
        system = places.system()
        return {
            "founder": system.founder if system else "",
            "library": system.name if system else "",
            "code": _("Код ЄДРПОУ {code}").format(code=system.registry_code) if system and system.registry_code else "",
            "town": system.town if system else "",
        }

    @property
    def is_draft(self) -> bool:
        return self.monitoring.is_draft

    @property
    def approval(self) -> list[str]:
        """The grif «ЗАТВЕРДЖЕНО», line by line; nothing of a draft."""
        one = self.monitoring
        if one.state == State.DRAFT or one.order_date is None:
            return []
        order = _("Наказ від {day} № {number}").format(day=short_date(one.order_date), number=one.order_number)
        return [_("ЗАТВЕРДЖЕНО"), order, one.approver_position, one.approver_name]

    @property
    def summary(self) -> list[str]:
        return [text for note in self.notes if note.code == SUMMARY for text in note.text.split("\n") if text]

    # --- Numbers --------------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> list[Line]:
        noted = {note.code: note for note in self.notes}
        return [self._line(row, noted.get(row.code)) for row in self.content.rows]

    def _line(self, row: Row, note: Note | None) -> Line:
        words, why = (note.text, note.why) if note else ("", "")
        if not (self.is_public and row.sensitive):
            return Line(row, words, why)
        published, instead = as_published(row)
        # A sentence may say the very numbers that were withheld.
        return Line(published, words if published == row else "", why, instead)

    @property
    def planned(self) -> list[Line]:
        return [line for line in self.lines if line.row.target is not None]

    @property
    def has_reasons(self) -> bool:
        """Whether anything is said beside a plan: an empty column says nothing."""
        return any(line.why for line in self.planned)

    @property
    def told(self) -> list[Line]:
        """Indicators of which something is said."""
        return [line for line in self.lines if line.words]

    @property
    def has_before(self) -> bool:
        return any(line.row.before is not None for line in self.lines)

    @property
    def has_year_ago(self) -> bool:
        return any(line.row.year_ago is not None for line in self.lines)

    @property
    def has_intervals(self) -> bool:
        return any(line.interval for line in self.lines)

    @property
    def months(self) -> list[Line]:
        """Rows with a number in each month."""
        return [line for line in self.lines if len(line.row.months) > 1 and line.row.number_kind != "stock"]

    @property
    def by_place(self) -> list[Line]:
        return [line for line in self.lines if line.row.places]

    @property
    def tiles(self) -> list[Tile]:
        """What was planned comes first: that is what the director answers for."""
        first = [*self.planned, *(line for line in self.lines if line.row.target is None)]
        return [_tile(line, self.content) for line in first[:TILES]]

    @cached_property
    def figures(self) -> list[Figure]:
        shown = self.content if not self.is_public else _published(self.content, self.lines)
        return figures.figures(shown)

    # --- Words ----------------------------------------------------------------------------------------

    @property
    def conclusions(self) -> list[str]:
        return [text for text in self.monitoring.conclusions.split("\n") if text.strip()]

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(self.monitoring.decisions.all())

    @cached_property
    def checked(self) -> list[Decision]:
        return [one for one in queries.to_check(self.monitoring) if not one.is_open]


def report(monitoring: Monitoring, *, public: bool = False) -> Report:
    """Read a monitoring whole. `public`: as it may be published. Raises Changed when its numbers were tampered with."""
    return Report(monitoring, monitoring.snapshot.content, tuple(monitoring.notes.order_by("order")), public)


def as_published(row: Row) -> tuple[Row, str]:
    """Return a row of a vulnerable category without what could point at a person, and what stands for its number."""
    told = suppression.published(row.code, row.number)
    months, months_total = _parts(row, row.months)
    by_place, places_total = _parts(row, row.places)
    withheld = next((one for one in (told, months_total, places_total) if one is not None and one.is_withheld), None)
    if withheld is not None:
        nothing = replace(
            row, number=None, before=None, year_ago=None, target=None, n=None, interval=None, months=(), places=()
        )
        return nothing, withheld.sentence
    before, year_ago = (_told(row, value) for value in (row.before, row.year_ago))
    return replace(row, before=before, year_ago=year_ago, months=months, places=by_place), ""


def _told(row: Row, value: Decimal | None) -> Decimal | None:
    return None if suppression.published(row.code, value).is_withheld else value


def _parts(row: Row, points: tuple[Point, ...]) -> tuple[tuple[Point, ...], suppression.Published | None]:
    if not points:
        return points, None
    told = suppression.published_parts(row.code, {point.key: point.number for point in points})
    kept = (point if not told.parts[point.key].is_withheld else replace(point, number=None) for point in points)
    return tuple(kept), told.total


def _published(content: Content, lines: Iterable[Line]) -> Content:
    return replace(content, rows=tuple(line.row for line in lines))


def _tile(line: Line, content: Content) -> Tile:
    row, aim = line.row, ""
    if row.target is not None:
        words = _("ціль {n}") if row.is_share else _("план {n}")
        aim = words.format(n=line.target)
    state = {True: "success", False: "danger", None: ""}[line.is_done]
    return Tile(row.name, line.now, row.query, aim, _tile_note(line, content), state, row.months)


def _tile_note(line: Line, content: Content) -> str:
    """The plan first; without one, what changed."""
    row = line.row
    if row.number is None:
        return ""
    if row.target is not None:
        return sentences.plan(row)
    base = sentences.base_of(row, content.period)
    if base is None:
        return line.interval
    gap = row.number - base.number
    if not gap:
        return _("стільки ж, скільки {then}").format(then=base.then)
    words = _("на {n} більше, {than}") if gap > 0 else _("на {n} менше, {than}")
    return words.format(n=shown(row, abs(gap)), than=base.than)
