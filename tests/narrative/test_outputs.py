"""The page, the PDF and the DOCX say the same numbers, to the unit; the paper obeys its standards."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from oseredok.library.site import richtext
from oseredok.management.reports.narrative import block_actions, docx, pdf, queries, rich
from oseredok.management.reports.narrative.pieces import Cell, Head, Paper, Piece, read
from oseredok.management.reports.narrative.pieces import written as canonical
from tests.diary.test_four_parts import held
from tests.indicators.book import written
from tests.narrative import papers
from tests.narrative.papers import LATER, duty_of
from tests.world import World

SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    return SPACES.sub("", text.replace("\u00ad", "").replace("\ufffe", ""))


def pdf_text(content: bytes) -> str:
    file = pypdfium2.PdfDocument(content)
    try:
        return plain("".join(page.get_textpage().get_text_range() for page in file))
    finally:
        file.close()


def docx_text(content: bytes) -> str:
    file = Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return plain("".join([*(one.text for one in file.paragraphs), *cells]))


def told(paper: Paper) -> list[str]:
    """Everything that must stand in every output."""
    found = [paper.head.title, paper.head.signer, paper.head.position]
    for piece in paper.printed:
        found += [piece.title, *piece.sentences, piece.note, *(cell.text for row in piece.rows for cell in row)]
        found += [one.text for one in rich.paragraphs(piece.html)]
    return [plain(one) for one in found if one]


@pytest.mark.django_db
def test_every_output_says_the_same(world: World) -> None:
    written(world)
    held(world)
    report = papers.draft(world)
    papers.write(world, papers.block(report, "conclusions"), text="<p>Потрібен <strong>генератор</strong>.</p>")
    papers.sign(world, report)
    paper = queries.paper(report, now=LATER)
    on_paper, to_edit = (
        pdf_text(queries.file_of(report.edition, "pdf")),
        docx_text(queries.file_of(report.edition, "docx")),
    )
    assert len(told(paper)) > 40
    for words in told(paper):
        assert words in on_paper, words
        assert words in to_edit, words


@pytest.mark.django_db
def test_photos_and_charts_have_words_beside_them(world: World) -> None:
    written(world)
    report, duty = papers.draft(world), duty_of(world, "director")
    part = block_actions.add_block(report=report, kind="photo", duty=duty, now=LATER)
    block_actions.put_photo(block=part, file=papers.photo(), alt="Зала після ремонту", duty=duty, now=LATER)
    chart = block_actions.add_block(report=report, kind="chart", duty=duty, now=LATER)
    papers.write(world, chart, title="За бібліотеками", codes=["visits.total"], view="places")
    papers.sign(world, report)
    on_paper = queries.file_of(report.edition, "pdf")
    assert "Залапісляремонту" in pdf_text(on_paper)
    file = Document(io.BytesIO(queries.file_of(report.edition, "docx")))
    alts = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert "Зала після ремонту" in alts
    assert any("Центральна: 42" in (alt or "") for alt in alts)


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = Paper(Head("Бібліотека", "", "", "про роботу", ""), (Piece(1, "text", html="<p>Так</p>"),))
    assert pdf.render(paper, made_at=LATER) == pdf.render(paper, made_at=LATER)
    assert b"pdfuaid" in pdf.render(paper, made_at=LATER)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Підзаголовок без розділу</h2><h3>глибше</h3><p>так</p>",
        "<h3>одразу третій</h3>",
        "<ol><li>раз<ul><li>в<ul><li>ще</li></ul></li></ul></li></ol><ul><li>два</li></ul>",
        "<blockquote><p>Цитата</p></blockquote>",
        "<table><tbody><tr><td>1</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
        "<p>" + "довгеслово" * 900 + "</p>",
        "<p>#set page() $x$ *так* _ні_ @посилання \\ </p>",
        '<p><a href="mailto:a@example.com">лист</a> 😀 \u202e</p>',
    ],
)
def test_whatever_the_editor_lets_through_can_be_printed(html: str) -> None:
    paper = Paper(Head("Б", "З", "12345678", "про роботу", "м. Т"), (Piece(1, "text", html=richtext.clean(html)),))
    assert pdf.render(paper, made_at=LATER).startswith(b"%PDF")
    assert docx.render(paper, made_at=LATER).startswith(b"PK")


def test_a_text_keeps_its_shape() -> None:
    found = rich.paragraphs("<h2>А</h2><p>б <strong>в</strong></p><ol><li>г<ul><li>ґ</li></ul></li><li>д</li></ol>")
    assert [(one.kind, one.text, one.level, one.number) for one in found] == [
        ("h2", "А", 0, 0),
        ("p", "б в", 0, 0),
        ("item", "г", 0, 1),
        ("item", "ґ", 1, 1),
        ("item", "д", 0, 2),
    ]
    assert found[1].runs[1].strong


@given(st.text(max_size=300))
def test_no_html_breaks_the_reader(html: str) -> None:
    for text in (html, richtext.clean(html), f"<ul><li>{html}</ul><table><tr><td>{html}"):
        rich.paragraphs(richtext.clean(text))


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4), st.text(max_size=40))
def test_what_was_written_down_is_read_back_the_same(rows: list[tuple[str, str]], title: str) -> None:
    cells: Any = tuple((Cell(one), Cell(two, "kinds=visit")) for one, two in rows)
    paper = Paper(
        Head("Б", "", "", title, ""), (Piece(7, "table", title, header=("а", "б"), rows=cells, numeric=(1,)),)
    )
    assert read(canonical(paper)) == paper
