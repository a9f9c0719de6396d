"""A slip with the code of a booking, to give into the hand of somebody who left no address."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core.text import tie
from oseredok.base.papers.pdf import render_pdf
from oseredok.services.seats import hall, letters, rules
from oseredok.services.seats.models import Hold


def slip_pdf(hold: Hold, *, now: datetime) -> bytes:
    """Make the slip; it names the seat and the time, never the person."""
    grace = rules.minutes_words(hall.rules_of(hold.place).grace)
    data = {
        "title": _("Ваше місце"),
        "when": letters.when_words(hold),
        "seat": f"{hold.seat.name}, {hold.seat.room.name}",
        "code_words": _("Код броні"),
        "code": letters.by_threes(hold.code) or hold.label,
        "grace": tie(_("Чекаємо %(grace)s від початку, потім місце віддаємо іншим.") % {"grace": grace}),
        "place": ", ".join(filter(None, [hold.place.name, hold.place.address])),
    }
    return render_pdf(template="desk/seat.typ", data=data, title=_("Бронь місця"), made_at=now)
