"""The monitoring on paper (A4, requisites of ДСТУ 4163:2020) and as slides 16:9; both PDF/UA-1 by typst."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.dates import short_date
from oseredok.base.core.text import number, percent
from oseredok.base.papers.pdf import render_pdf
from oseredok.management.reports.monitoring import drawings
from oseredok.management.reports.monitoring.figures import Figure
from oseredok.management.reports.monitoring.models import Decision
from oseredok.management.reports.monitoring.report import Line, Report

MOST_ON_A_SLIDE = 8
LEVELS = (0.15, 0.35, 0.6, 0.85)


def paper(report: Report, now: datetime) -> bytes:
    """Return the paper."""
    return render_pdf(template="monitoring/paper.typ", data=_data(report), title=report.title, made_at=now)


def slides(report: Report, now: datetime) -> bytes:
    """Return the slides: one thought on each."""
    return render_pdf(template="monitoring/slides.typ", data=_data(report), title=report.title, made_at=now)


def _data(report: Report) -> dict[str, Any]:
    return {
        "requisites": report.requisites,
        "approval": report.approval,
        "draft": _("ЧЕРНЕТКА") if report.is_draft else "",
        "places": report.place_names,
        "frozen": report.frozen_words,
        "sums": [report.digest[at : at + 8] for at in range(0, 64, 8)],
        "sums_title": _("Контрольна сума заморожених чисел (SHA-256)"),
        "summary": report.summary,
        "tiles": [
            {"label": tile.label, "value": tile.value, "aim": tile.aim, "note": tile.note, "state": tile.state}
            for tile in report.tiles
        ],
        "plan": plan_table(report),
        "figures": [_figure(one) for one in report.figures],
        "all": numbers_table(report),
        "words_title": _("Що сталося"),
        "words": [[line.row.name, line.words] for line in report.told],
        "checked": checked_table(report),
        "conclusions_title": _("Висновки"),
        "conclusions": report.conclusions,
        "decisions": decisions_table(report),
        "signature": _signature(report),
        "counted_title": _("Як рахували"),
        "counted": [[line.row.name, line.row.formula] for line in report.lines if line.row.formula],
    }


def _signature(report: Report) -> list[list[str]]:
    one = report.monitoring
    return [[one.approver_position, one.approver_name]] if one.approver_name else []


# --- Tables, shared with the DOCX ---------------------------------------------------------------------


def plan_table(report: Report) -> dict[str, Any]:
    """Plan and fact; empty rows when nothing was planned."""
    header = [_("Показник"), _("План"), _("Факт"), _("Виконання"), _("Стан")]
    rows = [[line.row.name, line.target, line.now, line.done, line.state_words] for line in report.planned]
    if report.has_reasons:
        header.append(_("Причина, примітка"))
        rows = [[*row, line.why] for row, line in zip(rows, report.planned, strict=True)]
    return {"title": _("План і факт"), "header": header, "rows": rows, "numbers": [1, 2, 3]}


def numbers_table(report: Report) -> dict[str, Any]:
    """Every indicator beside what it is compared with."""
    header = [_("Показник"), _("Одиниця"), _("Факт")]
    if report.has_before:
        header.append(_("Попередній період"))
    if report.has_year_ago:
        header.append(_("Торік"))
    numbers = list(range(2, len(header)))
    if report.has_intervals:
        header.append(_("З чого, межі"))
    rows = [_numbers_row(line, report) for line in report.lines]
    return {"title": _("Усі показники"), "header": header, "rows": rows, "numbers": numbers}


def _numbers_row(line: Line, report: Report) -> list[str]:
    row = [line.row.name, line.row.unit, line.now]
    if report.has_before:
        row.append(line.before)
    if report.has_year_ago:
        row.append(line.year_ago)
    return [*row, line.interval] if report.has_intervals else row


def checked_table(report: Report) -> dict[str, Any]:
    """What came of the decisions of the period before."""
    header = [_("Рішення"), _("Відповідальний"), _("Строк"), _("Виконання")]
    rows = [[one.what, one.who, short_date(one.until), outcome_words(one)] for one in report.checked]
    return {"title": _("Рішення минулого періоду"), "header": header, "rows": rows, "numbers": []}


def outcome_words(one: Decision) -> str:
    """Return «перенесено до 31.12.2026: немає коштів»."""
    said = one.get_outcome_display()
    if one.moved_to is not None:
        said = _("перенесено до {day}").format(day=short_date(one.moved_to))
    return f"{said}: {one.outcome_words}" if one.outcome_words else said


def decisions_table(report: Report) -> dict[str, Any]:
    """What was decided, who answers, until when."""
    header = ["№", _("Що вирішили"), _("Відповідальний"), _("Строк")]
    rows = [[str(at), one.what, one.who, short_date(one.until)] for at, one in enumerate(report.decisions, 1)]
    return {"title": _("Рішення"), "header": header, "rows": rows, "numbers": []}


# --- Figures ------------------------------------------------------------------------------------------


def _figure(figure: Figure) -> dict[str, Any]:
    shown = {"title": figure.title, "subtitle": figure.subtitle, "alt": figure.alt, "kind": figure.kind}
    if figure.kind != "heat":
        return {**shown, "svg": drawings.svg(figure), "table": figure_table(figure)}
    most = max((bar.number for row in figure.values for bar in row), default=0) or 1
    cells = [
        [[number(bar.number), sum(float(bar.number / most) > edge for edge in LEVELS)] for bar in row]
        for row in figure.values
    ]
    return {**shown, "across": list(figure.across), "down": list(figure.down), "cells": cells}


def figure_table(figure: Figure) -> dict[str, Any]:
    """The numbers of a chart as a table."""
    header = ["", figure.measure]
    rows = [[bar.label, number(bar.number)] for bar in figure.bars]
    if any(bar.base is not None for bar in figure.bars):
        header.append(figure.base_words)
        rows = [
            [*row, "" if bar.base is None else number(bar.base)] for row, bar in zip(rows, figure.bars, strict=True)
        ]
    if figure.kind == "share":
        header.append(_("Частка"))
        total = figure.total or 1
        rows = [[*row, percent(bar.number * 100 / total)] for row, bar in zip(rows, figure.bars, strict=True)]
    return {"header": header, "rows": rows, "numbers": list(range(1, len(header)))}
