"""A list of readers that leaves the system: the director's decision, with its purpose kept, and seen by each reader in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import display_phone
from oseredok.base.core.text import tidy
from oseredok.base.papers.xlsx import Column, Sheet, make_workbook
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import looks
from oseredok.library.people.models import Account, Reader
from oseredok.library.people.registry import browsing
from oseredok.library.people.registry.browsing import Chosen
from oseredok.library.people.registry.models import ListExport
from oseredok.library.people.registry.preferences import CONSENT_AGE

MOST = 10_000
PURPOSES: list[tuple[str, str | Promise]] = list(ListExport.Why.choices)
_COLUMNS: dict[str, tuple[str | Promise, float, Callable[[Reader], object]]] = {
    "birth_year": (gettext_lazy("Рік народження"), 12, lambda reader: reader.birth_year or ""),
    "phone": (gettext_lazy("Телефон"), 20, lambda reader: display_phone(reader.phone) if reader.phone else ""),
    "email": (gettext_lazy("Електронна пошта"), 30, lambda reader: reader.email),
    "library": (gettext_lazy("Бібліотека"), 24, lambda reader: reader.home_library.short_name),
    "created_on": (gettext_lazy("Записано"), 12, lambda reader: reader.created_on),
}
EXTRA = [(code, title) for code, (title, _width, _value) in _COLUMNS.items()]


@transaction.atomic
def export(*, chosen: Chosen, why: str, note: str, columns: Sequence[str], staff: Account, now: datetime) -> bytes:
    """Return the workbook, having kept who took it, when, why, whom it holds, and told so to each reader in it.

    Raises Invalid (`why`, `note`, `column`, `list_empty`, `list_long`).
    """
    if why not in ListExport.Why.values:
        raise Invalid(_("Виберіть, навіщо потрібен список."), code="why", field="why")
    if not tidy(note):
        raise Invalid(_("Напишіть, на якій підставі."), code="note", field="note")
    if not set(columns) <= _COLUMNS.keys():
        raise Invalid(_("Такого стовпця немає."), code="column", field="columns")
    on = clock.local_date(now)
    found = list(browsing.readers(chosen, on=on, consent_age=preferences.value(CONSENT_AGE))[: MOST + 1])
    if not found:
        raise Invalid(_("У списку нікого немає: змініть вибір."), code="list_empty")
    if len(found) > MOST:
        raise Invalid(
            _("У списку понад {most} читачів. Звузьте вибір: стільки людей одразу не вивантажуємо.").format(most=MOST),
            code="list_long",
        )
    ListExport.objects.create(
        made_at=now,
        made_by=staff,
        why=why,
        note=tidy(note)[:200],
        chosen="; ".join(chosen.words)[:500],
        columns=", ".join(str(_COLUMNS[code][0]) for code in _COLUMNS if code in columns)[:200],
        amount=len(found),
    )
    looks.note_many(readers=found, account=staff, what="export", now=now)
    return _workbook(found, [code for code in _COLUMNS if code in columns], chosen, tidy(note), now)


def _workbook(found: Sequence[Reader], columns: Sequence[str], chosen: Chosen, note: str, now: datetime) -> bytes:
    heads = [Column(_("Читач"), 34), Column(_("Квиток"), 12)]
    for code in columns:
        title, width, _value = _COLUMNS[code]
        heads.append(Column(str(title), width, "date" if code == "created_on" else "text"))
    rows = (
        [reader.full_name, reader.card_number, *(_COLUMNS[code][2](reader) for code in columns)] for reader in found
    )
    heading = [
        _("Список читачів, {day}").format(day=date_words(clock.local_date(now))),
        "; ".join(chosen.words),
        _("Підстава: {note}. Персональні дані: зберігайте під замком, знищте, щойно мети досягнуто.").format(note=note),
    ]
    sheet = Sheet(name=_("Читачі"), columns=heads, rows=rows, heading=[line for line in heading if line])
    return make_workbook(title=_("Список читачів"), sheets=[sheet])
