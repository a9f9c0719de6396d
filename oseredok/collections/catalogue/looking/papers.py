"""What is printed of a record: a catalogue card of 125 × 75 mm, spine labels on an A4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.papers.pdf import render_pdf
from oseredok.collections.catalogue import citing
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.people.cards.drawing import barcode_modules, barcode_svg

MOST_MODULES = 158
"""With the light margins they fill the 34 mm of a label, each 0.19 mm wide: cheap scanners read no narrower."""


def card(record: Record, copies: Sequence[Copy], *, now: datetime) -> bytes:
    """Make a card for a drawer: the shelf mark, the description of ДСТУ ГОСТ 7.1:2006, classes, inventory numbers."""
    work, data = citing.Work.of(record), record.data
    classes = [one["index"] for one in data.get("classes", [])]
    told = {
        "mark": [part for part in (classes[0] if classes else "", data.get("author_mark", "")) if part],
        "heading": work.authors[0].turned if work.authors else "",
        "description": citing.cite(work, "gost71", looked_on=local_date(now)),
        "classes": classes,
        "topics": data.get("topics", []),
        "inventory": [copy.inventory_number for copy in copies if copy.inventory_number],
    }
    return render_pdf(
        template="catalogue/card.typ", data=told, title=_("Картка: {title}").format(title=record.title), made_at=now
    )


def labels(record: Record, copies: Sequence[Copy], *, now: datetime) -> bytes:
    """Make spine labels, one for each copy told apart, with a barcode of its number. Raises ValueError for no copies."""
    if not copies:
        raise ValueError("labels of which copies?")
    title = _("Наліпки на корінці: {title}").format(title=record.title)
    rows = [
        {
            "mark": copy.shelf_mark or record.data.get("call_number", "") or record.data.get("author_mark", "") or "—",
            "number": copy.inventory_number or copy.barcode,
            "bars": _bars(copy.barcode or copy.inventory_number),
            "where": copy.location.library.short_name if copy.location and copy.location.library else "",
        }
        for copy in copies
    ]
    return render_pdf(template="catalogue/labels.typ", data={"labels": rows}, title=title, made_at=now)


def _bars(number: str) -> str:
    """Return the picture of a barcode; nothing for what a scanner of this width could not read or not type."""
    if not number or not number.isascii() or not number.isprintable():
        return ""
    return barcode_svg(number) if len(barcode_modules(number)) <= MOST_MODULES else ""
