"""What may be done with a visit or a service already recorded. Buttons and actions ask the same functions."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.spine.journal.models import Entry

UNDO_WINDOW = timedelta(minutes=10)
LONGEST_BACKFILL = timedelta(days=366)


def is_of_the_desk(*, entry: Entry) -> bool:
    """Whether the entry is a visit or a service of the desk; the rest belongs to the service that counts it."""
    return entry.subject_app in ("", "visits")


def check_is_of_the_desk(*, entry: Entry) -> None:
    """Raise NotAllowed for an entry of another service: its own page takes it back together with the thing it counts."""
    if not is_of_the_desk(entry=entry):
        raise NotAllowed(_("Цей запис скасовують на його власній сторінці."), code="not_of_the_desk")


def check_can_undo(*, entry: Entry, now: datetime) -> None:
    """Raise unless one tap may still take the entry back.

    Raises:
        Conflict: it has been taken back already.
        NotAllowed: the ten minutes are over; a correction with a reason is the way then. Or it is not of the desk.
    """
    check_is_of_the_desk(entry=entry)
    if entry.reverses_id is not None or hasattr(entry, "reversal"):
        raise Conflict(_("Цей запис уже скасовано."), code="already_reversed")
    if now - entry.recorded_at > UNDO_WINDOW:
        raise NotAllowed(_("Минуло понад 10 хвилин: виправте запис із поясненням, чому."), code="undo_window_over")


def can_undo(*, entry: Entry, now: datetime) -> bool:
    try:
        check_can_undo(entry=entry, now=now)
    except (Conflict, NotAllowed):
        return False
    return True


def check_can_backfill(*, occurred_at: datetime, now: datetime) -> None:
    """Raise `Invalid` when a past day cannot be entered: it is ahead of us or more than a year back."""
    if occurred_at > now:
        raise Invalid(_("Цей день іще не настав."), code="in_the_future", field="date")
    if now - occurred_at > LONGEST_BACKFILL:
        raise Invalid(_("Понад рік тому: такі дані вносять через звіт, а не на стійці."), code="too_old", field="date")
