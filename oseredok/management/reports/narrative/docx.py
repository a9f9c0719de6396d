"""The report as a DOCX that staff can edit: real headings, lists and tables, the requisites of ДСТУ 4163:2020."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paperwork
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.text import without_controls
from oseredok.management.reports.narrative import photos, rich
from oseredok.management.reports.narrative.pdf import chart_picture, title_of
from oseredok.management.reports.narrative.pieces import Head, Paper, Piece

FONT = "Times New Roman"
WIDTH = Cm(17)


def render(paper: Paper, *, made_at: datetime) -> bytes:
    """Return the DOCX."""
    file = Document()
    _set_up(file, paper, made_at)
    _head(file, paper.head)
    for piece in paper.printed:
        _put(file, piece)
    _signature(file, paper.head)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _set_up(file: Paperwork, paper: Paper, made_at: datetime) -> None:
    """A4, margins of the standard (30, 10, 20, 20 mm), one hand, the language of the text."""
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(1), Cm(2), Cm(2)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title"):
        style: Any = file.styles[name]
        style.font.name, style.font.color.rgb = FONT, RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(attribute), FONT)
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
    normal: Any = file.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(12), Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "uk-UA")
    normal.element.get_or_add_rPr().append(language)
    about = file.core_properties
    about.title, about.language, about.author = _clean(title_of(paper)), "uk-UA", _clean(paper.head.institution)
    about.created = about.modified = clock.local(made_at).replace(tzinfo=None)
    about.comments = ""


def _head(file: Paperwork, head: Head) -> None:
    for text, strong in ((head.founder, False), (head.institution, True)):
        if text:
            _line(file, text, strong=strong)
    if head.institution_code:
        _line(file, _("Код ЄДРПОУ {code}").format(code=head.institution_code))
    title = file.add_heading(level=1)
    title.add_run(_("Звіт").upper())
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    dated = file.add_paragraph()
    dated.paragraph_format.tab_stops.add_tab_stop(Cm(8.5), WD_TAB_ALIGNMENT.CENTER)
    dated.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    when = date_words(head.dated) if head.dated else "____________________"
    dated.add_run(_clean(f"{when}\t{head.town}\t№ {head.number or '______'}"))
    if head.addressee:
        to = file.add_paragraph(_clean(head.addressee))
        to.paragraph_format.left_indent = Cm(9)
    _line(file, head.title, strong=True)
    if not head.signer:
        _line(file, _("Чернетка: числа ще змінюються"))


def _line(file: Paperwork, text: str, *, strong: bool = False) -> None:
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(_clean(text)).bold = strong


def _put(file: Paperwork, piece: Piece) -> None:
    if piece.title:
        file.add_heading(_clean(piece.title), level=2)
    for paragraph in rich.paragraphs(piece.html):
        _paragraph(file, paragraph)
    for sentence in piece.sentences:
        file.add_paragraph(_clean(sentence))
    if piece.rows:
        _table(file, piece)
    if piece.bars:
        if piece.subtitle:
            file.add_paragraph(_clean(piece.subtitle))
        _picture(file, chart_picture(piece), piece.alt)
    if piece.photo and (content := photos.read(piece.photo)):
        _picture(file, content, piece.photo_alt)
        file.add_paragraph(_clean(piece.photo_alt)).runs[0].italic = True
    if piece.note:
        file.add_paragraph(_clean(piece.note))


def _paragraph(file: Paperwork, one: rich.Paragraph) -> None:
    if one.kind == "table":
        _grid(file, one.rows[:1], one.rows[1:])
        return
    if one.kind in ("h2", "h3"):
        file.add_heading(_clean(one.text), level=3)
        return
    styles = {"quote": "Quote", "item": "List Number" if one.ordered else "List Bullet"}
    paragraph = file.add_paragraph(style=styles.get(one.kind, "Normal"))
    if one.level:
        paragraph.paragraph_format.left_indent = Cm(0.63 * (one.level + 1))
    for run in one.runs:
        added = paragraph.add_run(_clean(run.text))
        added.bold, added.italic = run.strong or None, run.em or None
        if run.href and run.href != run.text:
            paragraph.add_run(_clean(f" ({run.href})"))


def _table(file: Paperwork, piece: Piece) -> None:
    _grid(file, [list(piece.header)], [[cell.text for cell in row] for row in piece.rows], numeric=piece.numeric)


def _grid(file: Paperwork, header: list[list[str]], rows: list[list[str]], *, numeric: tuple[int, ...] = ()) -> None:
    wide = max((len(row) for row in [*header, *rows]), default=0)
    if not wide:
        return
    table = file.add_table(rows=0, cols=wide, style="Table Grid")
    for place, row in enumerate([*header, *rows]):
        cells = table.add_row().cells
        for column, text in enumerate(row):
            paragraph = cells[column].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(_clean(text)).bold = place < len(header)
            if column in numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if place < len(header):
            # Repeated on every page and read aloud as the header.
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            table.rows[place]._tr.get_or_add_trPr().append(mark)
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _picture(file: Paperwork, content: bytes, alt: str) -> None:
    shape = file.add_picture(io.BytesIO(content), width=Cm(16))
    shape._inline.docPr.set("descr", _clean(alt))


def _signature(file: Paperwork, head: Head) -> None:
    line = file.add_paragraph()
    line.paragraph_format.space_before = Pt(24)
    line.paragraph_format.tab_stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(_clean(f"{head.position or _('Директор')}\t{head.signer or '____________________'}"))


def _clean(text: str) -> str:
    return without_controls(text)
