"""Labels for seats: the name and a QR code that opens the seat's own page, ten on an A4 or one alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.text import tie
from oseredok.base.papers.pdf import render_pdf
from oseredok.base.papers.qr import qr_svg
from oseredok.services.seats.models import Kind, Seat


def labels_pdf(seats: Sequence[Seat], *, address: Callable[[Seat], str], now: datetime) -> bytes:
    """Make the paper: a small page for one seat, sheets for several. `address` gives the whole address of a seat's page.

    Raises ValueError for no seats.
    """
    if not seats:
        raise ValueError("labels of which seats?")
    template = "seats/label.typ" if len(seats) == 1 else "seats/sheet.typ"
    return render_pdf(template=template, data=_data(seats, address), title=_("Таблички місць"), made_at=now)


def _data(seats: Sequence[Seat], address: Callable[[Seat], str]) -> dict[str, Any]:
    return {
        "what_for": tie(_("Наведіть камеру: чи вільно, надовго, «Я тут» за кодом броні.")),
        "labels": [
            {
                "name": seat.name,
                "kind": str(Kind(seat.kind).label).capitalize(),
                "where": f"{seat.room.name}, {seat.room.library.name}",
                "qr": qr_svg(address(seat)),
                "alt": _("Код сторінки місця {name}").format(name=seat.name),
            }
            for seat in seats
        ],
    }
