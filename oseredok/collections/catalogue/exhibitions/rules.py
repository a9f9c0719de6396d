"""Who makes exhibitions, and what may be refused. Pure."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid, NotAllowed
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role

CURATORS = (Role.CATALOGUER, Role.BRANCH_LIBRARIAN, Role.HEAD, Role.DIRECTOR)
MOST = 200
"""Books of one exhibition: more is a list of literature."""
_NUMBER = re.compile(r"(?:^|/catalogue/)(\d{1,18})(?:-|/|$)")


def check_can_curate(duty: Duty) -> None:
    """Raise NotAllowed for whoever has nothing to do with books."""
    if not duty.may(*CURATORS):
        sentence = _("Виставки збирають каталогізатор, бібліотекар філії, керівник центру і директор.")
        raise NotAllowed(sentence, code="not-a-curator")


def check_days(starts_on: date, ends_on: date | None) -> None:
    """Raise Invalid for an end before the beginning."""
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(_("Останній день раніше за перший."), code="end-early", field="ends_on")


def check_may_show(exhibits: int) -> None:
    """Raise Invalid for an exhibition without a single book."""
    if not exhibits:
        raise Invalid(
            _("На виставці ще немає жодної книги. Додайте хоч одну."), code="exhibition-empty", field="record"
        )


def number_of(told: str) -> int:
    """Return the number of a record: as it is, or in the address of its page. Raises Invalid."""
    found = _NUMBER.search(told.strip())
    if found is None:
        sentence = _("Не впізнаємо книги. Відкрийте її сторінку в каталозі й скопіюйте звідти адресу.")
        raise Invalid(sentence, code="record-unknown", field="record")
    return int(found.group(1))
