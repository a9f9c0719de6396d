"""The monitoring as a DOCX that staff can edit: real headings, tables with repeated headers, pictures with their words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from oseredok.base.core.text import number, without_controls
from oseredok.base.papers.pdf import render_png
from oseredok.management.reports.monitoring import drawings
from oseredok.management.reports.monitoring.figures import Figure
from oseredok.management.reports.monitoring.outputs import pdf
from oseredok.management.reports.monitoring.report import Report

INK, BRAND = RGBColor(0x1D, 0x24, 0x33), RGBColor(0x14, 0x50, 0x7A)
PICTURE_WIDTH = Mm(170)
LEAST_SIGNS, MOST_SIGNS = 7, 42


def render(report: Report, now: datetime) -> bytes:
    """Return the .docx file."""
    paper = docx.Document()
    _dress(paper)
    _properties(paper, report, now)
    _title(paper, report)
    for text in report.summary:
        _say(paper, text)
    if report.planned:
        _section(paper, pdf.plan_table(report))
    for figure in report.figures:
        _figure(paper, figure)
    _section(paper, pdf.numbers_table(report))
    _words(paper, report)
    _counted(paper, report)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


# --- Look ---------------------------------------------------------------------------------------------


def _dress(paper: Document) -> None:
    """A4, margins of an official paper, letters that every computer has, the language Ukrainian."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(25), Mm(15), Mm(20), Mm(20)
    for name, size in (("Normal", 12), ("Title", 20), ("Heading 1", 15), ("Heading 2", 13)):
        style: Any = paper.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.color.rgb = INK if name == "Normal" else BRAND
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for letters in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(letters), "Times New Roman")
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "uk-UA")
    normal: Any = paper.styles["Normal"]
    normal.element.get_or_add_rPr().append(language)


def _properties(paper: Document, report: Report, now: datetime) -> None:
    told = paper.core_properties
    told.title, told.author, told.language = report.title, report.requisites["library"][:255], "uk-UA"
    told.subject = report.place_names[:255]
    told.created = told.modified = now.replace(tzinfo=None)
    told.comments = f"SHA-256: {report.digest}"


def _title(paper: Document, report: Report) -> None:
    told = report.requisites
    for words in (told["founder"], told["library"], told["code"]):
        if words:
            _say(paper, words).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words in report.approval or [_("ЧЕРНЕТКА")]:
        _say(paper, words).paragraph_format.left_indent = Mm(105)
    paper.add_heading(_clean(report.title), 0)
    _say(paper, f"{report.place_names}. {report.frozen_words}.")


# --- Parts --------------------------------------------------------------------------------------------


def _clean(text: str) -> str:
    return without_controls(text)


def _say(paper: Document, text: str) -> Any:
    return paper.add_paragraph(_clean(text))


def _section(paper: Document, told: dict[str, Any]) -> None:
    if told["rows"]:
        paper.add_heading(told["title"], 1)
        _table(paper, told["header"], told["rows"], told["numbers"])


def _table(paper: Document, header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
    table = paper.add_table(rows=1, cols=len(header), style="Table Grid")
    # Screen readers and a second page both need to know which row is the header.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for at, (cell, words) in enumerate(zip(table.rows[0].cells, header, strict=True)):
        cell.paragraphs[0].add_run(_clean(str(words))).bold = True
        if at in numbers:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for row in rows:
        made = table.add_row()
        _keep_whole(made)
        for at, (cell, words) in enumerate(zip(made.cells, row, strict=True)):
            cell.text = _clean(str(words))
            if at in numbers:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _spread(table, _widths(header, rows))
    _say(paper, "")


def _keep_whole(row: Any) -> None:
    """A row is not torn between two pages."""
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(whole)


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Share the width out by the longest text of each column, so that names do not break where numbers need nothing."""
    longest = [
        min(MOST_SIGNS, max(LEAST_SIGNS, *(len(str(words)) for words in column))) for column in zip(*rows, strict=True)
    ]
    longest = [
        max(signs, len(max(str(title).split() or [""], key=len)) + 2)
        for signs, title in zip(longest, header, strict=True)
    ]
    return [round(PICTURE_WIDTH * signs / sum(longest)) for signs in longest]


def _spread(table: Any, widths: Sequence[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:  # LibreOffice reads the columns, Word the cells
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _figure(paper: Document, figure: Figure) -> None:
    paper.add_heading(_clean(figure.title), 2)
    _say(paper, figure.subtitle)
    if figure.kind == "heat":
        rows = [
            [day, *(number(bar.number) for bar in row)] for day, row in zip(figure.down, figure.values, strict=True)
        ]
        _table(paper, ["", *figure.across], rows, range(1, len(figure.across) + 1))
        return
    picture = render_png(
        template="monitoring/picture.typ", data={"svg": drawings.svg(figure), "alt": figure.alt}, title=figure.title
    )
    shape = paper.add_picture(io.BytesIO(picture), width=PICTURE_WIDTH)
    shape._inline.docPr.set("descr", _clean(figure.alt))
    shape._inline.docPr.set("title", _clean(figure.title))
    told = pdf.figure_table(figure)
    _table(paper, told["header"], told["rows"], told["numbers"])


def _words(paper: Document, report: Report) -> None:
    paper.add_heading(_("Що сталося"), 1)
    for line in report.told:
        paper.add_paragraph(_clean(line.words), style="List Bullet")
    _section(paper, pdf.checked_table(report))
    if report.conclusions:
        paper.add_heading(_("Висновки"), 1)
        for text in report.conclusions:
            _say(paper, text)
    _section(paper, pdf.decisions_table(report))
    if report.monitoring.approver_name:
        _say(paper, f"{report.monitoring.approver_position}  ____________________  {report.monitoring.approver_name}")


def _counted(paper: Document, report: Report) -> None:
    paper.add_heading(_("Як рахували"), 1)
    for line in report.lines:
        if line.row.formula:
            _say(paper, f"{line.row.name}. {line.row.formula}")
    _say(paper, f"{report.frozen_words}. SHA-256: {report.digest}")
