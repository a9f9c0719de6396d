"""The report on paper: PDF/UA-1 with the requisites of ДСТУ 4163:2020."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.base.papers.pdf import render_pdf, render_png
from oseredok.management.reports.narrative import photos, rich
from oseredok.management.reports.narrative.pieces import Paper, Piece


def render(paper: Paper, *, made_at: datetime) -> bytes:
    """Return the PDF. The same paper with the same `made_at` gives the same bytes."""
    head = paper.head
    data = {
        "institution": head.institution,
        "founder": head.founder,
        "code": _("Код ЄДРПОУ {code}").format(code=head.institution_code) if head.institution_code else "",
        "kind": _("Звіт"),
        "title": head.title,
        "addressee": head.addressee,
        "dated": date_words(head.dated) if head.dated else "____________________",
        "number": head.number or "______",
        "town": head.town,
        "position": head.position,
        "signer": head.signer,
        "draft": "" if head.signer else _("Чернетка: числа ще змінюються"),
        "pieces": list(_pieces(paper.printed)),
    }
    return render_pdf(template="narrative/report.typ", data=data, title=title_of(paper), made_at=made_at)


def title_of(paper: Paper) -> str:
    """Return the name of the paper: «Звіт про роботу за жовтень 2026 року»."""
    return _("Звіт {title}").format(title=paper.head.title)


def chart_picture(piece: Piece) -> bytes:
    """Return a chart as a picture for files that cannot draw it."""
    data = {"chart": _chart(piece), "alt": piece.alt}
    return render_png(
        template="narrative/chart.typ", data=data, title=piece.title or piece.subtitle, pixels_per_inch=200
    )


def _pieces(printed: Sequence[Piece]) -> Iterator[dict[str, Any]]:
    """Headings of a text stand under those of blocks; PDF/UA refuses a level that was skipped."""
    opened = False
    for piece in printed:
        opened = opened or bool(piece.title)
        told = _piece(piece, level=3 if opened else 2)
        opened = opened or any(one["kind"] in ("h2", "h3") for one in told.get("paragraphs", ()))
        yield told


def _piece(piece: Piece, *, level: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": piece.kind,
        "level": level,
        "title": piece.title,
        "subtitle": piece.subtitle,
        "note": piece.note,
    }
    if piece.html:
        told["paragraphs"] = list(_paragraphs(piece.html))
    if piece.sentences:
        told["sentences"] = list(piece.sentences)
    if piece.rows:
        told["header"] = list(piece.header)
        told["rows"] = [[cell.text for cell in row] for row in piece.rows]
        told["numeric"] = list(piece.numeric)
    if piece.bars:
        told["chart"] = _chart(piece)
        told["alt"] = piece.alt
    if piece.photo and (content := photos.read(piece.photo)):
        told["photo"], told["alt"] = list(content), piece.photo_alt
    return told


def _paragraphs(html: str) -> Iterator[dict[str, Any]]:
    """Paragraphs; neighbouring items of a list come as one true list, with those inside them."""
    waiting: list[rich.Paragraph] = []
    for one in rich.paragraphs(html):
        if one.kind == "item":
            waiting.append(one)
            continue
        yield from _lists(waiting)
        waiting = []
        yield asdict(one)
    yield from _lists(waiting)


def _lists(items: Sequence[rich.Paragraph]) -> Iterator[dict[str, Any]]:
    """A list for each run of items of one sort; deeper items belong to the item before them."""
    rest = list(items)
    while rest:
        first = rest[0]
        told: dict[str, Any] = {"kind": "list", "ordered": first.ordered, "items": []}
        while rest and (rest[0].level > first.level or rest[0].ordered == first.ordered):
            one = rest.pop(0)
            deeper = []
            while rest and rest[0].level > one.level:
                deeper.append(rest.pop(0))
            told["items"].append({"runs": [asdict(run) for run in one.runs], "inside": list(_lists(deeper))})
        yield told


def _chart(piece: Piece) -> dict[str, Any]:
    """Bars as shares of the longest one: the template only draws."""
    longest = max(
        (float(number) for bar in piece.bars for number in (bar.number, bar.last_year) if number), default=0.0
    )
    most = longest or 1.0
    return {
        "bars": [
            {
                "label": bar.label,
                "shown": bar.shown,
                "share": max(float(bar.number), 0.0) / most,
                "before": max(float(bar.last_year), 0.0) / most if bar.last_year else None,
            }
            for bar in piece.bars
        ]
    }
