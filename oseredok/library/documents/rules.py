"""What a document's days mean, who sees it, who may write it. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.errors import Invalid, NotAllowed
from oseredok.library.documents.models import Document
from oseredok.library.people.access import LEADERS, Duty
from oseredok.library.people.models import Role

EARLIEST_YEAR = 1900
WRITERS = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
WHOLE_SYSTEM = (Role.DIRECTOR, Role.ADMINISTRATOR)


class State(TextChoices):
    FUTURE = "future", gettext_lazy("ще не чинний")
    IN_FORCE = "in_force", gettext_lazy("чинний")
    REVIEW = "review", gettext_lazy("скоро переглянути")
    OVERDUE = "overdue", gettext_lazy("час переглянути")
    EXPIRED = "expired", gettext_lazy("не чинний")
    REPLACED = "replaced", gettext_lazy("замінено")


def state_of(document: Document, *, on: date, soon: timedelta, replaced_from: date | None = None) -> State:
    """Return the state on a day. `replaced_from`: since when another document stands in its place."""
    if replaced_from is not None and replaced_from <= on:
        return State.REPLACED
    if document.in_force_until is not None and document.in_force_until < on:
        return State.EXPIRED
    if starts_on(document) > on:
        return State.FUTURE
    if document.review_on is not None:
        if document.review_on <= on:
            return State.OVERDUE
        if document.review_on <= on + soon:
            return State.REVIEW
    return State.IN_FORCE


def starts_on(document: Document) -> date:
    """A document is in force from its own date unless it says otherwise."""
    return document.in_force_from or document.dated


def check_days(*, dated: date, in_force_from: date | None, in_force_until: date | None, today: date) -> None:
    """Raise Invalid for days that cannot be."""
    for day, field in ((dated, "dated"), (in_force_from, "in_force_from"), (in_force_until, "in_force_until")):
        if day is not None and not EARLIEST_YEAR <= day.year <= today.year + 100:
            raise Invalid(_("Перевірте рік: такого документа бути не може."), code="year-unlikely", field=field)
    if dated > today + timedelta(days=31):
        raise Invalid(_("Дата документа ще далеко попереду. Перевірте її."), code="dated-ahead", field="dated")
    if in_force_until is not None and (in_force_from or dated) > in_force_until:
        raise Invalid(_("Документ не може втратити чинність раніше, ніж набув."), code="force", field="in_force_until")


def next_number(numbers: Iterable[str]) -> str:
    """Suggest the number after the greatest that begins with digits: `14-о` is fourteen."""
    found = [int(digits) for digits in map(_head, numbers) if digits]
    return str(max(found, default=0) + 1)


def _head(number: str) -> str:
    digits = ""
    for sign in number.strip():
        if not (sign.isascii() and sign.isdigit()):
            break
        digits += sign
    return digits[:6]


def check_can_write(duty: Duty, *, place_id: int | None) -> None:
    """Raise NotAllowed: the head writes documents of their own library, the director and administrator all."""
    if duty.holds(*WRITERS, at=place_id):
        return
    sentence = _("Документи всієї системи й інших бібліотек записує директор або адміністратор.")
    raise NotAllowed(sentence, code="document-not-yours", field="place")


def can_write(duty: Duty, *, place_id: int | None) -> bool:
    try:
        check_can_write(duty, place_id=place_id)
    except NotAllowed:
        return False
    return True


def can_see(document: Document, duty: Duty | None) -> bool:
    """Whether whoever is here may read it: everybody, any member of staff with a role, or those who lead."""
    if document.seen_by == Document.For.EVERYBODY:
        return True
    if duty is None or not duty.held:
        return False
    if document.seen_by == Document.For.STAFF:
        return True
    leading = (*LEADERS, Role.ADMINISTRATOR)
    return duty.holds(*leading, at=document.place_id)
