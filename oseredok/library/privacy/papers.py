"""Personal data on paper: everything held about a reader with a receipt, the register of processing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.dates import date_words
from oseredok.base.papers.pdf import render_pdf
from oseredok.library.people.holders import Group
from oseredok.library.people.models import Reader
from oseredok.library.places import queries as places
from oseredok.library.privacy import queries, register
from oseredok.library.privacy.models import SubjectRequest

_RIGHTS = lazy(
    "Ви можете виправити ці дані, відкликати згоду, попросити стерти. Якщо не згодні з нами, можна поскаржитися "
    "Уповноваженому Верховної Ради України з прав людини або звернутися до суду."
)


def held_pdf(*, reader: Reader, printed_by: str, now: datetime) -> bytes:
    """Make the paper that a reader is given: all that is held, and a receipt to be torn off and signed."""
    data = {
        **_library(),
        "groups": _paper_groups(queries.held(reader, now)),
        "printed_by": printed_by,
        "now": now,
        "name": reader.full_name,
        "rights": str(_RIGHTS),
    }
    return render_pdf(template="privacy/held.typ", data=data, title=_("Що бібліотека знає про вас"), made_at=now)


def answer_pdf(*, request: SubjectRequest, now: datetime) -> bytes:
    """Make the answer to a person's request: to whom, what was decided, how the term was counted, the data, where to complain."""
    data = {
        **_library(),
        "dated": date_words(request.answered_on) if request.answered_on else "",
        "number": _("ПД-{number}").format(number=request.pk),
        "to": [part for part in (request.from_name, request.contact) if part],
        "answered": _answered_words(request),
        "answer": request.answer,
        "facts": [
            [_("Про що запит"), request.get_kind_display()],
            [_("Як надійшов"), f"{request.get_how_display()}, {date_words(request.received_on)}"],
            [_("Рішення"), request.get_outcome_display()],
            [_("Строк відповіді"), request.due_words],
        ],
        "groups": _paper_groups(queries.held(request.reader, now)) if request.tells_data and request.reader else [],
        "rights": str(_RIGHTS),
        "made_by": request.answered_by.full_name if request.answered_by else "",
    }
    title = _("Відповідь на запит про персональні дані")
    return render_pdf(template="privacy/answer.typ", data=data, title=title, made_at=now)


def _answered_words(request: SubjectRequest) -> str:
    words = _("Ваш запит від {day} розглянуто.").format(day=date_words(request.received_on))
    if request.answered_on and request.answered_on > request.due_on:
        return words + " " + _("Відповідаємо пізніше від строку, вибачте.")
    return words


def _paper_groups(held: list[Group]) -> list[dict[str, object]]:
    return [
        {
            "title": str(group.title),
            "facts": [[str(fact.name), fact.value] for fact in group.facts if fact.value],
            "records": [[[str(fact.name), fact.value] for fact in one if fact.value] for one in group.records],
        }
        for group in held
    ]


def register_pdf(*, now: datetime) -> bytes:
    """Make the register of processing as it stands now, terms included."""
    names = [
        ("purpose", _("Мета")),
        ("ground", _("Підстава")),
        ("people", _("Чиї дані")),
        ("composition", _("Склад даних")),
        ("term", _("Строк зберігання")),
        ("recipients", _("Кому передаємо")),
        ("protection", _("Як захищаємо")),
        ("kept_where", _("Де зберігаємо")),
        ("responsible", _("Хто відповідає")),
    ]
    lines = [
        {
            "title": line.activity.title,
            "version": _("редакція {number}").format(number=line.activity.version),
            "facts": [[name, line.term if field == "term" else getattr(line.activity, field)] for field, name in names],
        }
        for line in register.lines()
    ]
    data = {**_library(), "lines": lines, "now": now}
    return render_pdf(
        template="privacy/register.typ", data=data, title=_("Реєстр обробки персональних даних"), made_at=now
    )


def _library() -> dict[str, object]:
    central = places.central()
    if central is None:
        return {"library": "", "contacts": []}
    code = _("код ЄДРПОУ {code}").format(code=central.system.registry_code) if central.system.registry_code else ""
    contacts = [part for part in (code, central.address, central.phone, central.email) if part]
    return {"library": central.system.name, "contacts": contacts}
