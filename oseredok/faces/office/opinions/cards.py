"""The card with a QR code: A6 for a desk (four to a sheet of A4 to cut), A4 for a wall."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from oseredok.base.core.text import tie
from oseredok.base.papers.pdf import render_pdf
from oseredok.base.papers.qr import qr_svg
from oseredok.spine.feedback.models import Point

SIZES = ("a4", "a6")


def card_pdf(point: Point, *, size: str, address: str, now: datetime) -> bytes:
    """Make the card as a tagged PDF. Raises ValueError for an unknown size."""
    if size not in SIZES:
        raise ValueError(f"no card of size {size!r}")
    with override("uk"):
        data = {
            "size": size,
            "question": tie(_("Як усе пройшло?")),
            "about": point.kind.name if point.kind else point.place.name,
            "place": point.place.name if point.kind else "",
            "how": tie(
                _("Наведіть камеру телефона на код і натисніть оцінку: без імені, без реєстрації, за пів хвилини.")
            ),
            "staff": tie(_("Немає телефона? Візьміть аркушик у бібліотекаря.")),
            "address": address.partition("://")[2].rstrip("/"),
            "qr": qr_svg(address),
            "alt": _("QR-код: {address}").format(address=address),
        }
        return render_pdf(template="office/opinion_card.typ", data=data, title=_("Оцініть послугу"), made_at=now)
