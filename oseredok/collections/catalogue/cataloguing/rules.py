"""Who describes books and where, and what may be refused."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid, NotAllowed
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library

CATALOGUERS = (Role.CATALOGUER, Role.BRANCH_LIBRARIAN, Role.HEAD, Role.DIRECTOR)
MOST_COPIES = 200
"""Of one sowing: a mistyped range would fill the inventory."""
_RANGE = re.compile(r"^([^\W\d_]*)(\d{1,12})\s*[-–—]\s*(\D*)(\d{1,12})$")


def check_can_catalogue(duty: Duty) -> None:
    """Raise NotAllowed for whoever describes no books."""
    if not duty.may(*CATALOGUERS):
        sentence = _("Книги описують каталогізатор, бібліотекар філії, керівник центру і директор.")
        raise NotAllowed(sentence, code="not-a-cataloguer")


def branches(duty: Duty) -> list[Library]:
    """Return where this person may put copies: a branch librarian at the own branch, the others everywhere."""
    if duty.may(Role.CATALOGUER, Role.HEAD, Role.DIRECTOR):
        return list(Library.objects.filter(closed_on=None))
    return [place for place in duty.places_of(Role.BRANCH_LIBRARIAN) if place.closed_on is None]


def check_may_keep_at(duty: Duty, library: Library) -> None:
    """Raise NotAllowed for copies of a branch that is not one's own."""
    check_can_catalogue(duty)
    if library not in branches(duty):
        sentence = _("Примірники цієї бібліотеки записує її працівник або каталогізатор.")
        raise NotAllowed(sentence, code="not-your-branch", field="library")


def inventory_numbers(told: str) -> list[str]:
    """Return the numbers of a text: one a line or parted by commas; «1001–1005» is five of them. Raises Invalid."""
    found: list[str] = []
    for part in re.split(r"[,;\n]", told):
        if part.strip():
            found += _numbers(part.strip())
        if len(found) > MOST_COPIES:
            sentence = _("За раз можна записати до {most} примірників. Перевірте номери.")
            raise Invalid(sentence.format(most=MOST_COPIES), code="many-copies", field="numbers")
    if len(set(found)) < len(found):
        raise Invalid(_("Один номер написано двічі."), code="number-twice", field="numbers")
    if any(len(number) > 40 for number in found):
        raise Invalid(_("Інвентарний номер задовгий: до 40 знаків."), code="number-long", field="numbers")
    return found


def _numbers(part: str) -> list[str]:
    span = _RANGE.match(part)
    if span is None:
        return [part]
    prefix, first, again, last = span.groups()
    begin, end = int(first), int(last)
    if again not in ("", prefix) or end <= begin:
        return [part]  # «2019-2» is a number, no range
    if end - begin >= MOST_COPIES:
        sentence = _("За раз можна записати до {most} примірників. Перевірте номери.")
        raise Invalid(sentence.format(most=MOST_COPIES), code="many-copies", field="numbers")
    return [f"{prefix}{number:0{len(first)}d}" for number in range(begin, end + 1)]
