"""The sheet on paper: requisites, sections, relations that do not hold with their explanations, the signature."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.core.text import number
from oseredok.base.papers.pdf import render_pdf
from oseredok.library.places.models import Library, LibrarySystem
from oseredok.management.reports.statistics_form import standing
from oseredok.management.reports.statistics_form.loading import Part, Spot
from oseredok.management.reports.statistics_form.queries import Sheet


def render(sheet: Sheet, *, place: Library | None, system: LibrarySystem | None, now: datetime) -> bytes:
    """Return the PDF."""
    report = sheet.report
    whole = place is None
    data = {
        "name": place.name if place else (system.name if system else ""),
        "lines": _requisites(place, system),
        "year": _("за {year} рік").format(year=report.year),
        "version": f"{report.version.name}. {report.version.order_text}",
        "provisional": ""
        if report.version.is_confirmed
        else _("Відповідність рядків офіційному бланку не підтверджено: це дані, а не сама форма."),
        "mark": _("не підтверджено"),
        "state": _state(sheet),
        "parts": [_part(sheet, part) for part in sheet.parts],
        "corrects": _corrects(sheet),
        "differences": _differences(sheet),
        "differences_title": _("Що уточнено"),
        "differences_header": [_("Показник"), _("Було"), _("Стало")],
        "relations": _relations(sheet),
        "relations_title": _("Контрольні співвідношення, що не сходяться"),
        "header": ["№", _("Показник"), _("Од."), _("Число"), _("Торік")],
        "signatures": [
            [report.signer_position or (_("Директор") if whole else _("Керівник бібліотеки")), report.signer_name]
        ],
        "signed": _("Підписано {day}").format(day=date_words(local_date(report.signed_at))) if report.signed_at else "",
        "printed": _("Роздруковано"),
        "made_at": now,
    }
    return render_pdf(template="statistics_form/sheet.typ", data=data, title=sheet.title, made_at=now)


def _corrects(sheet: Sheet) -> str:
    """Which signed data these correct, and why; empty for first ones."""
    former = sheet.report.corrects
    if former is None or former.signed_at is None:
        return ""
    return _("Уточнює дані, підписані {day}, {who}. Причина: {why}").format(
        day=date_words(local_date(former.signed_at)), who=former.signer_name, why=sheet.report.why
    )


def _differences(sheet: Sheet) -> list[list[str]]:
    return [
        [one.spot.name, _text(one.then, one.spot) or "–", _text(one.now, one.spot) or "–"]
        for one in standing.differences(sheet.report)
    ]


def _requisites(place: Library | None, system: LibrarySystem | None) -> list[str]:
    lines = []
    if place and place.address:
        lines.append(place.address)
    if system:
        if place and place.name != system.name:
            lines.append(system.name)
        if system.founder:
            lines.append(_("Засновник: {name}").format(name=system.founder))
        if system.registry_code:
            lines.append(_("Код ЄДРПОУ {code}").format(code=system.registry_code))
    return lines


def _state(sheet: Sheet) -> str:
    report = sheet.report
    words = [str(report.get_state_display()).capitalize() + "."]
    if report.sent_on:
        words.append(_("Надіслано {day}: {to}.").format(day=date_words(report.sent_on), to=report.sent_to))
    words.append(_("Заповнено {filled} з {total} чисел.").format(filled=sheet.filled, total=sheet.total))
    return " ".join(words)


def _text(found: Any, spot: Spot) -> str:
    return "" if found is None else number(found, spot.line.digits)


def _part(sheet: Sheet, part: Part) -> dict[str, Any]:
    is_grid = len(part.columns) > 1 and len(part.rows) > 1
    told: dict[str, Any] = {
        "title": str(part.section),
        "mark": _section_mark(part),
        "marks": any(row.line.confirmed for row in part.rows),
        "grid": is_grid,
    }
    if is_grid:
        told["header"] = ["№", _("Показник"), *(column.label for column in part.columns)]
        told["rows"] = [
            {
                "cells": [
                    row.line.number,
                    row.line.label,
                    *("×" if spot.cell.closed else _text(sheet.entries[spot.key].number, spot) for spot in row.spots),
                ],
                "level": row.line.level,
                "confirmed": row.line.confirmed,
            }
            for row in part.rows
        ]
        return told
    told["rows"] = [
        {
            "cells": [
                spot.line.number,
                spot.column.label if spot.is_wide else spot.line.label,
                spot.unit,
                _text(sheet.entries[spot.key].number, spot),
                _text(sheet.entries[spot.key].change.before, spot),
            ],
            "level": spot.line.level,
            "confirmed": spot.line.confirmed,
        }
        for row in part.rows
        for spot in row.spots
        if not spot.cell.closed
    ]
    return told


def _section_mark(part: Part) -> str:
    """A section without a confirmed line says so once, over all of them."""
    if any(row.line.confirmed for row in part.rows):
        return "" if part.section.confirmed else _("назву не підтверджено")
    return _("рядки не підтверджено") if part.section.confirmed else _("розділ і рядки не підтверджено")


def _relations(sheet: Sheet) -> list[str]:
    said = sheet.control_words
    return [
        f"{one.sentence} {said[one.control.pk].words}" if one.control.pk in said else one.sentence
        for one in sheet.errors
    ]
