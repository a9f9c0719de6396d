"""Personal data on paper: everything held about a reader with a receipt, the register of processing."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.papers.pdf import render_pdf
from oseredok.library.people.models import Reader
from oseredok.library.places import queries as places
from oseredok.library.privacy import queries, register


def held_pdf(*, reader: Reader, printed_by: str, now: datetime) -> bytes:
    """Make the paper that a reader is given: all that is held, and a receipt to be torn off and signed."""
    groups = [
        {
            "title": str(group.title),
            "facts": [[str(fact.name), fact.value] for fact in group.facts if fact.value],
            "records": [[[str(fact.name), fact.value] for fact in one if fact.value] for one in group.records],
        }
        for group in queries.held(reader, now)
    ]
    data = {
        **_library(),
        "groups": groups,
        "printed_by": printed_by,
        "now": now,
        "name": reader.full_name,
        "rights": _(
            "Ви можете виправити ці дані, відкликати згоду, попросити стерти. Якщо не згодні з нами, можна поскаржитися "
            "Уповноваженому Верховної Ради України з прав людини або звернутися до суду."
        ),
    }
    return render_pdf(template="privacy/held.typ", data=data, title=_("Що бібліотека знає про вас"), made_at=now)


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
    contacts = [part for part in (central.address, central.phone, central.email) if part]
    return {"library": central.system.name, "contacts": contacts}
