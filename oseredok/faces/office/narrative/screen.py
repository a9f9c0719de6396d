"""A report on the page: pieces with their drawings, buttons with the sentences why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.periods import Kind, Period
from oseredok.base.core.text import number
from oseredok.base.ui import charts
from oseredok.base.ui.charts import Chart, Compared, Point
from oseredok.faces.office.numbers import signed
from oseredok.library.people.access import Duty
from oseredok.library.site import shown
from oseredok.management.reports.narrative import queries, rules
from oseredok.management.reports.narrative.models import Block, Mark, Report
from oseredok.management.reports.narrative.pieces import Cell, Paper, Piece

KINDS: tuple[Kind, ...] = ("month", "quarter", "half_year", "year")


@dataclass(frozen=True)
class ShownCell:
    text: str
    url: str
    numeric: bool


@dataclass(frozen=True)
class ShownPiece:
    """One block on the page; `block` is there while it may be changed."""

    piece: Piece
    block: Block | None
    photo_url: str

    @property
    def html(self) -> SafeString:
        return shown.completed(self.piece.html)

    @property
    def kind_name(self) -> str:
        return str(Block.Kind(self.piece.kind).label)

    @property
    def rows(self) -> list[list[ShownCell]]:
        return [[self._cell(cell, place) for place, cell in enumerate(row)] for row in self.piece.rows]

    @property
    def header(self) -> list[tuple[str, bool]]:
        return [(title, place in self.piece.numeric) for place, title in enumerate(self.piece.header)]

    def _cell(self, cell: Cell, place: int) -> ShownCell:
        url = f"{reverse('office:entries')}?{cell.query}" if cell.query and cell.text not in ("–", "0") else ""
        return ShownCell(cell.text, url, place in self.piece.numeric)

    @property
    def chart(self) -> Chart | None:
        bars = self.piece.bars
        if not bars:
            return None
        title, subtitle = self.piece.title or self.piece.subtitle, self.piece.subtitle
        if any(bar.last_year for bar in bars) or len(bars) < 2:
            rows = [
                Compared(bar.label, float(bar.number), float(bar.last_year) if bar.last_year else None) for bar in bars
            ]
            return charts.bars_with_last_year(title=title, subtitle=subtitle, bars=rows, measure=_("За період"))
        points = [Point(bar.label, float(bar.number), short=bar.label.split(" ")[0][:3]) for bar in bars]
        return charts.columns(title=title, subtitle=subtitle, points=points, measure=_("За період"))


@dataclass(frozen=True)
class Late:
    """An indicator that the journal has changed since the signature."""

    name: str
    signed: str
    now: str
    gap: str


@dataclass(frozen=True)
class ReportScreen:
    """Everything of one report's page."""

    report: Report
    paper: Paper
    pieces: list[ShownPiece]
    cannot_edit: str
    cannot_prepare: str
    cannot_sign: str
    cannot_publish: str
    can_sign: bool
    log: list[Mark]
    late: list[Late]
    next_period: Period | None
    may_copy: bool

    @property
    def places(self) -> str:
        if self.report.everywhere:
            return _("Уся система")
        return ", ".join(place.short_name for place in self.report.places.all())

    @property
    def is_prepared(self) -> bool:
        return self.report.state == Report.State.PREPARED


def screen(report: Report, duty: Duty, *, now: datetime) -> ReportScreen:
    """Read a report for its page."""
    today, ids = local_date(now), queries.ids_of(report)
    blocks = queries.blocks_of(report)
    paper = queries.paper(report, now=now)
    cannot_edit = rules.refusal(rules.check_can_edit, report, duty, place_ids=ids)
    return ReportScreen(
        report=report,
        paper=paper,
        pieces=shown_pieces(report, paper, {} if cannot_edit else {block.pk: block for block in blocks}),
        cannot_edit=cannot_edit,
        cannot_prepare=rules.refusal(rules.check_can_prepare, report, duty, place_ids=ids, today=today),
        cannot_sign=rules.refusal(rules.check_can_sign, report, duty, place_ids=ids, today=today),
        cannot_publish=rules.refusal(rules.check_can_publish, report, blocks, duty, place_ids=ids),
        can_sign=rules.holds_all(duty, rules.SIGNERS, ids),
        log=list(queries.log_of(report)),
        late=_late(report),
        next_period=next_period(report, duty, today=today),
        may_copy=rules.holds_all(duty, rules.WRITERS, ids),
    )


def shown_pieces(report: Report, paper: Paper, blocks: dict[int, Block]) -> list[ShownPiece]:
    return [
        ShownPiece(
            piece,
            blocks.get(piece.block),
            reverse("office:report_photo", args=[report.public_id, piece.block]) if piece.photo else "",
        )
        for piece in (paper.printed if report.is_signed else paper.pieces)
    ]


def next_period(report: Report, duty: Duty, *, today: date) -> Period | None:
    """The period for which this report can be made anew; None before it begins."""
    following = report.period.next()
    may = rules.holds_all(duty, rules.WRITERS, queries.ids_of(report))
    return following if may and following.start <= today else None


def _late(report: Report) -> list[Late]:
    return [
        Late(
            name=one.row.name,
            signed=number(one.row.number) if one.row.number is not None else "–",
            now=number(one.now) if one.now is not None else "–",
            gap=signed(one.difference),
        )
        for one in (queries.corrections(report) if report.is_signed else ())
    ]


def periods(*, today: date) -> list[Period]:
    """What a new report may be about: of each kind the last ones, the finished before the running."""
    found: list[Period] = []
    for kind, many in zip(KINDS, (4, 3, 3, 2), strict=True):
        running = Period.containing(kind, today)
        earlier = [running]
        for _step in range(many):
            earlier.append(earlier[-1].previous())
        found += [*earlier[1:], running]
    return found


def rows(reports: Sequence[Report], duty: Duty, *, today: date) -> list[tuple[Report, str, Period | None]]:
    """The list: each report, what it is about, and for which period it can be made anew and was not yet."""
    there = {_subject(one, one.period) for one in reports if one.discarded_at is None}
    listed = []
    for one in reports:
        about = _("Уся система") if one.everywhere else ", ".join(place.short_name for place in one.places.all())
        following = next_period(one, duty, today=today)
        is_there = following is not None and _subject(one, following) in there
        listed.append((one, about, None if is_there else following))
    return listed


def _subject(report: Report, period: Period) -> tuple[Period, frozenset[int] | None]:
    ids = queries.ids_of(report)
    return period, None if ids is None else frozenset(ids)
