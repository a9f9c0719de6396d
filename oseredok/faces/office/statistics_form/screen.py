"""What the pages of «Дані для 6-НК» show, in words: the table of libraries, the sheet by sections, one number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.core.text import counted, number
from oseredok.base.ui.parts import Link
from oseredok.faces.office.numbers import NOTHING, capital, signed, signed_percent
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.reports.statistics_form import queries, standing
from oseredok.management.reports.statistics_form.controls import Outcome
from oseredok.management.reports.statistics_form.loading import Part, Row, Spot
from oseredok.management.reports.statistics_form.models import Figure, Report
from oseredok.management.reports.statistics_form.queries import Entry, Sheet
from oseredok.management.reports.statistics_form.standing import Difference

WHOLE = "all"
State = Report.State
STATE_KINDS = {State.DRAFT: "warning", State.CHECKED: "info", State.SIGNED: "success", State.SENT: "success"}


def place_code(place: Library | None) -> str:
    return WHOLE if place is None else str(place.pk)


def place_name(place: Library | None) -> str:
    return _("Зведені дані системи") if place is None else place.name


def indicator_name(code: str) -> str:
    """How an indicator is called; empty for a code that nobody knows."""
    try:
        return capital(str(indicator(code).name))
    except KeyError:
        return ""


def text_of(found: Decimal | None, spot: Spot) -> str:
    """The number as it is typed and read back: `1 234,5`."""
    return "" if found is None else number(found, spot.line.digits)


@dataclass(frozen=True)
class Shown:
    """One number of the sheet."""

    entry: Entry
    base: str  # the sheet's address
    is_open: bool
    typed: str | None = None
    error: str = ""

    @property
    def id(self) -> int:
        return self.entry.spot.cell.pk

    @property
    def label(self) -> str:
        return self.entry.spot.name

    @property
    def unit(self) -> str:
        return self.entry.spot.unit

    @property
    def is_input(self) -> bool:
        return self.is_open and self.entry.is_typed

    @property
    def text(self) -> str:
        return text_of(self.entry.number, self.entry.spot)

    @property
    def value(self) -> str:
        return self.text if self.typed is None else self.typed

    @property
    def last_year(self) -> str:
        return text_of(self.entry.change.before, self.entry.spot) or NOTHING

    @property
    def percent(self) -> str:
        change = self.entry.change
        return signed_percent(change.percent) if change.percent is not None else ""

    @property
    def url(self) -> str:
        return f"{self.base}number/{self.id}/"

    @property
    def is_fine(self) -> bool:
        return self.entry.spot.line.digits > 0

    @property
    def origin(self) -> str:
        """Where the number comes from, in a word or two."""
        entry = self.entry
        if entry.origin == Figure.Origin.HAND and entry.hand:
            by = entry.hand.by.short_name
            return _("від руки замість порахованого, {by}").format(by=by) if entry.is_overridden else by
        if entry.origin == Figure.Origin.LIBRARIES:
            absent = entry.figure.absent if entry.figure else 0
            if absent:
                return _("сума бібліотек, без {count}").format(
                    count=counted(absent, "бібліотеки", "бібліотек", "бібліотек")
                )
            return _("сума бібліотек")
        if entry.origin == Figure.Origin.INDICATORS:
            return _("з інших рядків") if entry.spot.follows else _("за показниками")
        if entry.spot.follows:
            return _("порахується з інших рядків")
        return _("показник без числа") if entry.spot.codes else ""


@dataclass(frozen=True)
class ShownRow:
    number: str
    label: str
    level: int
    unit: str
    confirmed: bool
    note: str
    cells: list[Shown | None]

    @property
    def only(self) -> Shown | None:
        return self.cells[0]


@dataclass(frozen=True)
class ShownPart:
    """A section: a list with one number in a row, or a grid of lines and columns."""

    part: Part
    rows: list[ShownRow]
    is_grid: bool

    @property
    def title(self) -> str:
        return str(self.part.section)

    @property
    def mark(self) -> str:
        """What is not confirmed of the whole section; then its lines need no marks of their own."""
        if self.marks_lines:
            return "" if self.part.section.confirmed else _("назву не підтверджено")
        return _("рядки не підтверджено") if self.part.section.confirmed else _("розділ і рядки не підтверджено")

    @property
    def marks_lines(self) -> bool:
        """Whether some line is confirmed, so that each of the others has to say that it is not."""
        return any(row.confirmed for row in self.rows)


@dataclass(frozen=True)
class SheetScreen:
    sheet: Sheet
    may_fill: bool
    may_sign: bool
    today: date
    typed: Mapping[int, str] = field(default_factory=dict)
    errors: Mapping[int, str] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        return self.sheet.report

    @property
    def base(self) -> str:
        """The address of this edition: of the last one without its number, so that it stays the library's own."""
        if self.is_last:
            return self.sheet_url
        args = [self.report.year, place_code(self.report.place), self.report.number]
        return reverse("office:six_nk_edition", args=args)

    @property
    def sheet_url(self) -> str:
        return reverse("office:six_nk", args=[self.report.year, place_code(self.report.place)])

    @cached_property
    def all_editions(self) -> list[Report]:
        return list(standing.editions(year=self.report.year, place=self.report.place_id).select_related("signed_by"))

    @property
    def is_last(self) -> bool:
        return self.report == self.all_editions[-1]

    @property
    def editions(self) -> list[EditionLine]:
        """Every edition of the year, the newest first; nothing where there is only one."""
        if len(self.all_editions) == 1:
            return []
        return [EditionLine(one, self.sheet_url, one == self.all_editions[-1], one == self.report)
                for one in reversed(self.all_editions)]  # fmt: skip

    @cached_property
    def differences(self) -> list[DifferenceLine]:
        return [DifferenceLine(one, self.base) for one in standing.differences(self.report)]

    @property
    def corrected_from(self) -> str:
        """`підписані 8 січня 2026 року, Ольга ТКАЧЕНКО`; empty for a first edition."""
        former = self.report.corrects
        if former is None or former.signed_at is None:
            return ""
        day = date_words(local_date(former.signed_at))
        return _("підписані {day}, {who}").format(day=day, who=former.signer_name)

    @property
    def may_correct(self) -> bool:
        return self.may_fill and self.is_last and self.report.is_signed

    @property
    def libraries_corrected(self) -> list[tuple[str, str]]:
        """Libraries whose corrections were signed after these consolidated data, with the days."""
        if not self.report.is_whole or not self.is_last:
            return []
        found = standing.corrected_since(self.report)
        return [
            (one.place.short_name, date_words(local_date(one.signed_at)))
            for one in found
            if one.place and one.signed_at
        ]

    @property
    def place(self) -> str:
        return place_name(self.report.place)

    @property
    def is_open(self) -> bool:
        return self.report.is_open and self.may_fill

    @property
    def state_kind(self) -> str:
        return STATE_KINDS[State(self.report.state)]

    @property
    def progress(self) -> str:
        return _("Заповнено {filled} з {total}.").format(filled=self.sheet.filled, total=self.sheet.total)

    @property
    def unconfirmed(self) -> str:
        count = self.sheet.unconfirmed
        return counted(count, "число стоїть", "числа стоять", "чисел стоять") if count else ""

    @property
    def unexplained(self) -> str:
        forms = ("контрольне співвідношення", "контрольні співвідношення", "контрольних співвідношень")
        return counted(len(self.sheet.unexplained_errors), *forms)

    @cached_property
    def parts(self) -> list[ShownPart]:
        return [self._part(part) for part in self.sheet.parts]

    def _part(self, part: Part) -> ShownPart:
        if len(part.columns) > 1 and len(part.rows) > 1:
            return ShownPart(part, [self._grid_row(row) for row in part.rows], True)
        spots = [spot for row in part.rows for spot in row.spots if not spot.cell.closed]
        return ShownPart(part, [self._list_row(spot) for spot in spots], False)

    def _grid_row(self, row: Row) -> ShownRow:
        line = row.line
        cells = [None if spot.cell.closed else self.shown(spot) for spot in row.spots]
        return ShownRow(line.number, line.label, line.level, line.unit, line.confirmed, line.source, cells)

    def _list_row(self, spot: Spot) -> ShownRow:
        line = spot.line
        label = spot.column.label if spot.is_wide else line.label
        return ShownRow(line.number, label, line.level, spot.unit, line.confirmed, line.source, [self.shown(spot)])

    def shown(self, spot: Spot) -> Shown:
        return Shown(
            entry=self.sheet.entries[spot.key],
            base=self.base,
            is_open=self.is_open,
            typed=self.typed.get(spot.cell.pk),
            error=self.errors.get(spot.cell.pk, ""),
        )

    def following(self) -> Iterator[Shown]:
        """Numbers that change when another one is written: the page renews them after each."""
        return (self.shown(spot) for spot in self.sheet.form.spots if spot.follows)

    @property
    def jumps_words(self) -> str:
        told = len(self.sheet.jumps) - len(self.sheet.unexplained_jumps)
        return _("Великі зміни проти торік: {count}, пояснено {told}").format(count=len(self.sheet.jumps), told=told)

    @property
    def is_running(self) -> bool:
        """Whether the year is not over yet: the numbers are those of today."""
        return self.report.is_open and self.today <= date(self.report.year, 12, 30)

    @property
    def jumps(self) -> list[Shown]:
        return [self.shown(entry.spot) for entry in self.sheet.jumps]

    def relations(self) -> list[tuple[Outcome, str]]:
        """Relations with the explanation of each: what does not hold first."""
        order = {False: 0, None: 1, True: 2}
        rows = sorted(self.sheet.controls, key=lambda one: order[one.holds])
        said = self.sheet.control_words
        return [(one, said[one.control.pk].words if one.control.pk in said else "") for one in rows]

    @cached_property
    def later(self) -> list[tuple[queries.LaterChange, str, str]]:
        """What the journal got after the signature."""
        if not self.report.is_signed:
            return []
        changes = queries.later_changes(self.report, today=self.today)
        return [
            (one, NOTHING if one.then is None else number(one.then), NOTHING if one.now is None else number(one.now))
            for one in changes
        ]

    @property
    def is_as_signed(self) -> bool:
        return queries.is_as_signed(self.report)

    def file_url(self, kind: str) -> str:
        return f"{self.base}6-nk.{kind}"

    @property
    def files(self) -> list[Link]:
        return [Link(self.file_url(kind), kind.upper()) for kind in ("pdf", "xlsx", "csv")]


@dataclass(frozen=True)
class EditionLine:
    """One edition among the others."""

    report: Report
    sheet_url: str
    is_last: bool
    is_this: bool

    @property
    def url(self) -> str:
        return self.sheet_url if self.is_last else f"{self.sheet_url}edition/{self.report.number}/"

    @property
    def name(self) -> str:
        return _("Уточнення {n}").format(n=self.report.number - 1) if self.report.is_correction else _("Перші дані")

    @property
    def state_kind(self) -> str:
        return STATE_KINDS[State(self.report.state)]


@dataclass(frozen=True)
class DifferenceLine:
    """What a correction changes in one cell."""

    one: Difference
    base: str

    @property
    def name(self) -> str:
        return self.one.spot.name

    @property
    def url(self) -> str:
        return f"{self.base}number/{self.one.spot.cell.pk}/"

    @property
    def then(self) -> str:
        return text_of(self.one.then, self.one.spot) or NOTHING

    @property
    def now(self) -> str:
        return text_of(self.one.now, self.one.spot) or NOTHING

    @property
    def difference(self) -> str:
        return signed(self.one.difference)
