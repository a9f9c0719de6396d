"""The paper form: what is asked, with boxes to tick and lines to write on. Numbers beside options are those typed in later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.papers.pdf import render_pdf
from oseredok.base.papers.qr import qr_svg
from oseredok.library.places.models import Library
from oseredok.spine.surveys import queries, rules
from oseredok.spine.surveys.models import Question, Survey

Kind = Question.Kind


def blank(survey: Survey, *, address: str, place: Library, now: datetime) -> bytes:
    """Return the PDF to print. `address` is where the same can be answered on a phone; empty for a draft.

    The QR code of a survey of several libraries names the one that prints it, the short address under it does not.
    """
    several = survey.held_at.count() != 1
    code = f"{address}?at={place.code}" if several else address
    data = {
        "library": place.name,
        "lead": survey.lead,
        "anonymous": _("Підписувати не треба: відповіді без імен."),
        "address": address.removeprefix("https://").removeprefix("http://"),
        "qr": qr_svg(code) if address else "",
        "qr_alt": _("QR-код: відповісти з телефона"),
        "or_phone": _("Або з телефона"),
        "questions": [_question(number, one) for number, one in enumerate(queries.questions(survey), 1)],
        "thanks": survey.thanks or _("Дякуємо."),
        "staff": _("Пачка № ______   Анкета № ______"),
        "was": _("Було"),
        "became": _("Стало"),
    }
    return render_pdf(template="surveys/blank.typ", data=data, title=survey.title, made_at=now)


def _question(number: int, question: Question) -> dict[str, Any]:
    options = [one.words for one in question.options.all()]
    if question.has_other:
        options.append(_("Інше (напишіть):"))
    return {
        "number": number,
        "words": question.words,
        "hint": question.hint,
        "kind": question.kind,
        "how": _how(question),
        "options": options,
        "has_other": question.has_other,
        "marks": rules.SKILL,
        "low": f"1 – {question.low}" if question.low else "",
        "high": f"10 – {question.high}" if question.high else "",
        "unit": question.unit,
    }


def _how(question: Question) -> str:
    return {
        Kind.SEVERAL: _("Позначте все, що підходить"),
        Kind.SKILL: _("Обведіть число в кожному рядку"),
        Kind.NUMBER: _("Напишіть число"),
        Kind.TEXT: "",
    }.get(Kind(question.kind), _("Позначте одне"))
