"""Files of a monitoring. All are made of one `Report`; each carries the digest and the moment of freezing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.management.reports.monitoring.outputs import document, open_data, pdf, workbook
from oseredok.management.reports.monitoring.report import Report

Maker = Callable[[Report, datetime], bytes]

MAKERS: Mapping[str, Maker] = {
    "pdf": pdf.paper,
    "docx": document.render,
    "xlsx": workbook.render,
    "csv": open_data.table,
    "dictionary": open_data.dictionary,
    "json": open_data.whole,
    "slides": pdf.slides,
}
NAMES: Mapping[str, str | Promise] = {
    "pdf": _("Моніторинг для друку"),
    "docx": _("Моніторинг, щоб доробити"),
    "xlsx": _("Таблиці з формулами"),
    "csv": _("Відкриті дані"),
    "dictionary": _("Словник відкритих даних"),
    "json": _("Відкриті дані зі словником"),
    "slides": _("Слайди для засідання"),
}
SHORT = {
    "pdf": "PDF", "docx": "DOCX", "xlsx": "XLSX", "csv": "CSV", "dictionary": "CSV", "json": "JSON", "slides": "PDF",
}  # fmt: skip
MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "dictionary": "text/csv; charset=utf-8",
    "json": "application/json",
    "slides": "application/pdf",
}


def make(report: Report, *, kind: str, now: datetime) -> bytes:
    """Make one file. Raises KeyError for an unknown kind."""
    return MAKERS[kind](report, now)


def file_name(report: Report, kind: str) -> str:
    """Return the name by which a file is given out: `monitorynh-2026-h1.pdf`."""
    extra = {"slides": "-slaidy", "dictionary": "-slovnyk"}.get(kind, "")
    return f"monitorynh-{report.content.period.code}{extra}.{SHORT[kind].lower()}"
