"""Reads of the form and of what is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.preferences.queries import value
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form import preferences, reading, standing
from oseredok.management.reports.statistics_form.controls import Known, Outcome, outcomes
from oseredok.management.reports.statistics_form.counting import latest_hand, libraries_of, sources_of
from oseredok.management.reports.statistics_form.jumps import Change, Threshold
from oseredok.management.reports.statistics_form.loading import Form, Part, Spot, load
from oseredok.management.reports.statistics_form.models import (
    Explanation,
    Figure,
    FormVersion,
    HandNumber,
    ReadNumber,
    Report,
)

PROVISIONAL = "Дані для заповнення форми № 6-НК"


# --- The form ---------------------------------------------------------------------------------------


def versions() -> QuerySet[FormVersion]:
    """Return every version, the latest years first."""
    return FormVersion.objects.select_related("made_by", "confirmed_by", "copy_of")


def version_for(year: int) -> FormVersion | None:
    """Return the version in force for reports of a year: of several the one that came into force last."""
    found = FormVersion.objects.filter(state=FormVersion.State.IN_FORCE, first_year__lte=year)
    return next((one for one in found.order_by("-in_force_at", "-pk") if one.is_for(year)), None)


def is_used(version: FormVersion) -> bool:
    """Whether anything is filled in by this version."""
    return (
        Report.objects.filter(version=version).exists()
        or HandNumber.objects.filter(cell__line__section__version=version).exists()
    )


def title_of(report: Report) -> str:
    """Return the heading of a report: of the form itself only when a person has confirmed that the lines are its own."""
    if report.title:
        return report.title
    return _title(report) + (_(", уточнення {n}").format(n=report.number - 1) if report.is_correction else "")


def _title(report: Report) -> str:
    if not report.version.is_confirmed:
        return PROVISIONAL + (_(" (зведена)") if report.is_whole else "")
    form = _("Форма № 6-НК (зведена)") if report.is_whole else _("Форма № 6-НК (річна)")
    told = report.version.report_title or _("Звіт бібліотеки")
    return _("{form}. {title} за {year} рік").format(form=form, title=told, year=report.year)


# --- What is filled in ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """One cell with its number, the number of the last year, and what people said of it."""

    spot: Spot
    figure: Figure | None
    change: Change
    hand: HandNumber | None
    explanation: Explanation | None
    is_jump: bool

    @property
    def number(self) -> Decimal | None:
        return self.figure.number if self.figure else None

    @property
    def computed(self) -> Decimal | None:
        return self.figure.computed if self.figure else None

    @property
    def origin(self) -> str:
        return self.figure.origin if self.figure else ""

    @property
    def is_overridden(self) -> bool:
        """Whether a person put another number in the place of a computed one."""
        return self.origin == Figure.Origin.HAND and self.computed is not None

    @property
    def is_typed(self) -> bool:
        """Whether the number is written straight into the table: neither indicators nor other lines give it."""
        return self.computed is None and not self.spot.follows


@dataclass(frozen=True)
class Sheet:
    """A report as it is shown, printed and checked."""

    report: Report
    form: Form
    entries: dict[str, Entry]
    controls: list[Outcome]
    control_words: dict[int, Explanation]
    last_report: Report | None

    @property
    def title(self) -> str:
        return title_of(self.report)

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.form.parts

    @cached_property
    def filled(self) -> int:
        return sum(entry.number is not None for entry in self.entries.values())

    @property
    def total(self) -> int:
        return len(self.entries)

    @property
    def errors(self) -> list[Outcome]:
        return [one for one in self.controls if one.is_error]

    @property
    def unexplained_errors(self) -> list[Outcome]:
        return [one for one in self.errors if one.control.pk not in self.control_words]

    @property
    def jumps(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.is_jump]

    @property
    def unexplained_jumps(self) -> list[Entry]:
        return [entry for entry in self.jumps if entry.explanation is None]

    @property
    def unconfirmed(self) -> int:
        return sum(not entry.spot.line.confirmed for entry in self.entries.values())


def sheet(report: Report) -> Sheet:
    """Read a report whole: numbers, the last year's, relations, explanations."""
    form = load(report.version)
    sources = sources_of(report, form)
    figures = {one.cell_id: one for one in Figure.objects.filter(report=report)}
    hand = latest_hand(report)
    said = list(Explanation.objects.filter(report=report).select_related("by").order_by("pk"))
    of_cells = {one.cell_id: one for one in said if one.cell_id is not None}
    threshold = Threshold(percent=value(preferences.JUMP_PERCENT), least=value(preferences.JUMP_LEAST))
    entries = {}
    for spot in form.spots:
        figure = figures.get(spot.cell.pk)
        change = Change(figure.number if figure else None, sources.last_year.get(spot.key))
        entries[spot.key] = Entry(
            spot=spot,
            figure=figure,
            change=change,
            hand=hand.get(spot.cell.pk),
            explanation=of_cells.get(spot.cell.pk),
            is_jump=change.is_jump(threshold),
        )
    known = Known({key: entry.number for key, entry in entries.items()}, sources.last_year, sources.read)
    return Sheet(
        report=report,
        form=form,
        entries=entries,
        controls=outcomes(form, known),
        control_words={one.control_id: one for one in said if one.control_id is not None},
        last_report=standing.standing(year=report.year - 1, place=report.place_id),
    )


def find(*, year: int, place: Library | None, number: int | None = None) -> Report | None:
    """Return the data of a year, of a library or of the whole system: the edition of this number, or the last one."""
    rows = standing.editions(year=year, place=place).select_related(
        "version", "place", "made_by", "checked_by", "signed_by", "sent_by", "corrects__version"
    )
    return rows.last() if number is None else rows.filter(number=number).first()


def history(report: Report, cell_id: int) -> list[HandNumber]:
    """Return everything that people wrote into a cell, the latest first."""
    return list(HandNumber.objects.filter(report=report, cell_id=cell_id).select_related("by"))


def digest_of(report: Report) -> str:
    """Return what a signature stands under: every number of the report, in one mark."""
    form = load(report.version)
    numbers = {one.cell_id: one.number for one in Figure.objects.filter(report=report)}
    lines = [f"{report.year} {report.place.code if report.place else '*'} {report.version_id}"]
    if report.corrects is not None:
        lines.append(f"{report.number} {report.corrects.digest}")
    for key in sorted(form.by_key):
        number = numbers.get(form.by_key[key].cell.pk)
        lines.append(f"{key}={'' if number is None else f'{number:.3f}'}")
    return sha256("\n".join(lines).encode()).hexdigest()


def is_as_signed(report: Report) -> bool:
    """Whether a signed report still holds exactly the numbers that were signed."""
    return not report.is_signed or report.digest == digest_of(report)


@dataclass(frozen=True)
class LaterChange:
    """An indicator that says something else now than when the report was read."""

    code: str
    then: Decimal | None
    now: Decimal | None
    lines: tuple[str, ...]


def later_changes(report: Report, *, today: date) -> list[LaterChange]:
    """Return what the journal got after the numbers were read: it is told beside a signed report, never mixed in."""
    kept = {one.code: one.number for one in ReadNumber.objects.filter(report=report)}
    places = None if report.place is None else [report.place]
    form = load(report.version)
    found = []
    for code, amount in reading.read(kept, year=report.year, places=places, today=today).items():
        if amount.number != kept[code]:
            lines = tuple(spot.name for spot in form.spots if code in spot.codes)
            found.append(LaterChange(code, kept[code], amount.number, lines))
    return found


# --- Who has filled in, who not -----------------------------------------------------------------------


@dataclass(frozen=True)
class LibraryRow:
    """A library (None: the consolidated form) and how far its data of a year have come.

    `report` is the last edition, `counts` the one that the consolidated data take.
    """

    place: Library | None
    report: Report | None
    counts: Report | None = None
    filled: int = 0
    total: int = 0

    @property
    def is_signed(self) -> bool:
        """Whether there are signed data, a correction that is not ready notwithstanding."""
        return self.counts is not None and self.counts.is_signed


def libraries_rows(year: int) -> list[LibraryRow]:
    """Return every library that worked in the year, in the office's order."""
    reports = {one.place_id: one for one in _reports(year) if one.place_id is not None}  # the last edition of each
    counting = {one.place_id: one for one in standing.of_libraries(year)}
    counts = _counts(reports.values())
    return [_row(place, reports.get(place.pk), counting.get(place.pk), counts) for place in libraries_of(year)]


def whole_row(year: int) -> LibraryRow:
    """Return the consolidated form's row."""
    report = _reports(year).filter(place=None).last()
    return _row(None, report, standing.standing(year=year, place=None), _counts([report] if report else []))


def _reports(year: int) -> QuerySet[Report]:
    rows = Report.objects.filter(year=year).select_related("version", "place", "signed_by", "corrects")
    return rows.order_by("place_id", "number")


def _counts(reports: Iterable[Report]) -> dict[int, tuple[int, int]]:
    counts: dict[int, tuple[int, int]] = {}
    rows = Figure.objects.filter(report__in=[one.pk for one in reports]).values_list("report_id", "number")
    for report_id, number in rows:
        filled, total = counts.get(report_id, (0, 0))
        counts[report_id] = (filled + (number is not None), total + 1)
    return counts


def _row(
    place: Library | None, report: Report | None, counting: Report | None, counts: dict[int, tuple[int, int]]
) -> LibraryRow:
    filled, total = counts.get(report.pk, (0, 0)) if report else (0, 0)
    return LibraryRow(place, report, counting, filled, total)


def due_on(year: int, *, whole: bool = False) -> date:
    """Return the day by which the data of a year are to be ready."""
    return date(year + 1, 1, value(preferences.WHOLE_DUE_DAY if whole else preferences.DUE_DAY))
