"""From blocks and numbers to what is shown. The numbers come as a frozen `Content`, today's or the signed one alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import MONTHS, short_date
from oseredok.base.core.periods import Period
from oseredok.base.core.text import number, percent
from oseredok.library.places import queries as libraries
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.reports.diary import lists
from oseredok.management.reports.diary.parts import EventLine
from oseredok.management.reports.frozen import gathering, sentences
from oseredok.management.reports.frozen.content import Content, Point, Row
from oseredok.management.reports.narrative.guarding import GuardedRow, guarded
from oseredok.management.reports.narrative.models import Block, Report
from oseredok.management.reports.narrative.pieces import Bar, Cell, Head, Paper, Piece
from oseredok.spine.journal.models import Entry

NOTHING = "–"
MOST_EVENTS = 400


def period_words(period: Period) -> str:
    """Return the period as it stands after «за»: «жовтень 2026 року», «IV квартал 2026 року», «2026 рік»."""
    if period.kind == "month":
        return f"{MONTHS[period.start.month - 1]} {period.start.year} року"
    return period.title


def places_of(report: Report) -> list[Library] | None:
    """Return the libraries of a report; None for the whole system."""
    return None if report.everywhere else list(report.places.order_by("-is_central", "order", "pk"))


def codes_of(blocks: Sequence[Block]) -> list[str]:
    """Return every indicator of a report that the catalogue knows, once each."""
    return [code for code in dict.fromkeys(code for block in blocks for code in block.code_list) if _is_known(code)]


def _is_known(code: str) -> bool:
    try:
        indicator(code)
    except KeyError:
        return False
    return True


def live_content(report: Report, blocks: Sequence[Block], *, now: datetime) -> Content:
    """Return today's numbers of a draft; a running period only up to today, beside as many days of the last year."""
    period = report.period
    if period.start <= local_date(now) < period.last:
        period = Period(period.start, Period.day(local_date(now)).end)
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return gathering.content(
        chosen=[indicator(code) for code in codes_of(blocks)],
        period=period,
        places=places_of(report),
        frozen_at=now,
        last_entry=last,
    )


def paper_of(report: Report, blocks: Sequence[Block], content: Content, *, head: Head | None = None) -> Paper:
    """Return the whole report as it is shown."""
    return Paper(head or head_of(report), tuple(_piece(block, report, content) for block in blocks))


def head_of(report: Report, *, position: str = "", signer: str = "") -> Head:
    """Return the requisites: who issues it, under which title, date and number."""
    central = libraries.central()
    system = central.system if central else None
    return Head(
        institution=system.name if system else "",
        founder=system.founder if system else "",
        institution_code=system.registry_code if system else "",
        title=report.title,
        town=system.town if system else "",
        addressee=report.addressee,
        number=report.number,
        dated=report.dated,
        position=position,
        signer=signer,
    )


# --- Blocks -------------------------------------------------------------------------------------------


def _piece(block: Block, report: Report, content: Content) -> Piece:
    rows = [guarded(row) for code in block.code_list if (row := content.row(code)) is not None]
    kind = Block.Kind(block.kind)
    if kind in (Block.Kind.TEXT, Block.Kind.CONCLUSIONS):
        return Piece(block.pk, kind.value, block.title, html=block.text)
    if kind is Block.Kind.NUMBERS:
        told = tuple(_sentence(row, content, is_over=content.period == report.period) for row in rows)
        return Piece(block.pk, kind.value, block.title, sentences=told)
    if kind is Block.Kind.TABLE:
        return _table(block, rows, content)
    if kind is Block.Kind.CHART:
        return _chart(block, rows, content)
    if kind is Block.Kind.PLAN:
        return _plan(block, rows)
    if kind is Block.Kind.EVENTS:
        return _events(block, report)
    if kind is Block.Kind.PHOTO:
        return Piece(block.pk, kind.value, block.title, photo=block.photo.name or "", photo_alt=block.photo_alt)
    return Piece(block.pk, kind.value, block.title)


def _sentence(row: Row, content: Content, *, is_over: bool) -> str:
    """What changed and how the plan was met; a plan of a running period is not missed yet."""
    if isinstance(row, GuardedRow):
        return f"{row.name}: {_number(row.number, row)}."
    return (sentences.tell if is_over else sentences.change)(row, content.period)


def _number(value: Decimal | None, row: Row) -> str:
    if value is None:
        return row.instead or NOTHING if isinstance(row, GuardedRow) else NOTHING
    return percent(value, 1) if row.is_share else number(value)


def _name(row: Row) -> str:
    return f"{row.name}, {row.unit}" if row.unit and not row.is_share else row.name


def _table(block: Block, rows: Sequence[Row], content: Content) -> Piece:
    if block.view != Block.View.COMPARED:
        return _series(block, rows)
    # The last year was not counted at all: the period just before is something to compare with.
    earlier = _before if _has_no_last_year(rows) else _year_ago
    name = _("Попередній період") if earlier is _before else _("Торік")
    body = tuple(
        (
            Cell(_name(row)),
            Cell(_number(row.number, row), row.query),
            Cell(NOTHING if earlier(row) is None else _number(earlier(row), row)),
            Cell(_change(row, earlier(row))),
        )
        for row in rows
    )
    header = (_("Показник"), _("За період"), name, _("Зміна"))
    return Piece(block.pk, block.kind, block.title, header=header, rows=body, numeric=(1, 2, 3))


def _year_ago(row: Row) -> Decimal | None:
    return row.year_ago


def _before(row: Row) -> Decimal | None:
    return row.before


def _has_no_last_year(rows: Sequence[Row]) -> bool:
    return all(row.year_ago is None for row in rows) and any(row.before is not None for row in rows)


def _series(block: Block, rows: Sequence[Row]) -> Piece:
    """Months or libraries of several indicators; when they are more than the indicators, they stand down the page."""
    series = [(row, _points(row, block.view)) for row in rows]
    labels = [point.label for point in series[0][1]] if series else []
    told = [[Cell(_number(point.number, row), point.query) for point in points] for row, points in series]
    whole = [Cell(_number(row.number, row), row.query) for row in rows]
    header: tuple[str, ...]
    if len(labels) > max(len(rows), 4):
        header = (_("Місяць") if block.view == Block.View.MONTHS else _("Бібліотека"), *(_name(row) for row in rows))
        down = zip(*told, strict=True)
        body = tuple((Cell(label), *cells) for label, cells in zip(labels, down, strict=True))
        body = (*body, (Cell(_("Разом")), *whole))
    else:
        header = (_("Показник"), *labels, _("Разом"))
        lines = zip(rows, told, whole, strict=True)
        body = tuple((Cell(_name(row)), *cells, total) for row, cells, total in lines)
    return Piece(block.pk, block.kind, block.title, header=header, rows=body, numeric=tuple(range(1, len(header))))


def _points(row: Row, view: str) -> tuple[Point, ...]:
    return row.places if view == Block.View.PLACES else row.months


def _change(row: Row, before: Decimal | None) -> str:
    if row.number is None or before is None:
        return NOTHING
    gap = row.number - before
    said = ("+" if gap > 0 else "") + number(gap)
    if row.is_share or abs(before) < sentences.SMALL or not gap:
        return said
    share = (gap * 100 / before).quantize(Decimal(1))
    return f"{said} ({sentences.signed_percent(share)})" if share else said


def _chart(block: Block, rows: Sequence[Row], content: Content) -> Piece:
    """Months and libraries draw the first indicator; beside the last year stand all of them."""
    if not rows:
        return Piece(block.pk, block.kind, block.title)
    if block.view == Block.View.COMPARED:
        bars = tuple(
            Bar(
                _name(row), str(row.number), _number(row.number, row), "" if row.year_ago is None else str(row.year_ago)
            )
            for row in rows
            if row.number is not None
        )
        told = _("Риска: торік за цей самий час") if any(bar.last_year for bar in bars) else ""
        return Piece(block.pk, block.kind, block.title, bars=bars, subtitle=told)
    row = rows[0]
    bars = tuple(
        Bar(point.label, str(point.number), _number(point.number, row))
        for point in _points(row, block.view)
        if point.number is not None
    )
    note = sentences.months(row) if block.view == Block.View.MONTHS else ""
    return Piece(block.pk, block.kind, block.title or row.name, bars=bars, subtitle=_name(row), note=note)


def _plan(block: Block, rows: Sequence[Row]) -> Piece:
    body = tuple(
        (
            Cell(_name(row)),
            Cell(_number(row.target, row)),
            Cell(_number(row.number, row), row.query),
            Cell(_done(row)),
        )
        for row in rows
    )
    without = [row.name for row in rows if row.target is None]
    note = ""
    if without and len(without) < len(rows):
        note = _("Плану не ставили: {names}.").format(names=", ".join(without))
    elif rows and without:
        note = _("Плану на цей період не ставили.")
    header = (_("Показник"), _("План"), _("Факт"), _("Виконано"))
    return Piece(block.pk, block.kind, block.title, header=header, rows=body, numeric=(1, 2, 3), note=note)


def _done(row: Row) -> str:
    done = sentences.done_percent(row)
    return NOTHING if done is None else percent(done)


def _events(block: Block, report: Report) -> Piece:
    where = places_of(report)
    found = lists.event_entries(period=report.period, places=list(Library.objects.all()) if where is None else where)[
        : MOST_EVENTS + 1
    ]
    lines = lists.event_lines(found)
    named = any(line.addressee for line in lines)
    body = tuple(_event(line, named=named) for line in lines[:MOST_EVENTS])
    if not body:
        return Piece(block.pk, block.kind, block.title, note=_("Заходів за цей період не записано."))
    note = ""
    if len(lines) > MOST_EVENTS:
        note = _("Показано перші {n}; решта в щоденнику.").format(n=MOST_EVENTS)
    header = (_("Дата"), _("Захід"), *((_("Для кого"),) if named else ()), _("Присутніх"))
    last = (len(header) - 1,)
    return Piece(block.pk, block.kind, block.title, header=header, rows=body, numeric=last, note=note)


def _event(line: EventLine, *, named: bool) -> tuple[Cell, ...]:
    present = line.offline.number + line.online.number
    title = f"{line.title} ({line.form})" if line.form and line.form != line.title else line.title
    return (
        Cell(short_date(line.day)),
        Cell(title),
        *((Cell(line.addressee),) if named else ()),
        Cell(number(present) if present else NOTHING, line.offline.selection.query if line.offline.number else ""),
    )


def title_for(period: Period, places: Sequence[Library] | None) -> str:
    """Return the heading to the text: «про роботу бібліотек за жовтень 2026 року»."""
    when = period_words(period)
    if places is not None and len(places) == 1:
        return _("про роботу за {period}: {place}").format(period=when, place=places[0].name)
    return _("про роботу за {period}").format(period=when)
