"""The sheet of slips to print and cut."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.core.text import tie
from oseredok.base.papers.pdf import render_pdf
from oseredok.library.places.models import Library
from oseredok.spine.feedback.forms import QUESTIONS
from oseredok.spine.feedback.scale import Score


def slips_pdf(place: Library, *, now: datetime) -> bytes:
    """Make four slips of a library on one A4."""
    data = {
        "question": tie(_("Як усе пройшло?")),
        "place": place.name,
        "scores": [str(score.label) for score in Score],
        "better": _("Що стало краще?"),
        "outcomes": [tie(str(question)) for question in QUESTIONS.values()],
        "yes": _("так"),
        "no": _("ні"),
        "words": _("Ваші слова, якщо хочете"),
        "note": tie(_("Без імені. Киньте аркушик у скриньку: зміст рахуємо, папір знищуємо.")),
    }
    return render_pdf(template="desk/slips.typ", data=data, title=_("Аркушики з оцінками"), made_at=now)
