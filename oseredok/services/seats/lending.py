"""Laptops that are lent: handing out and taking back, with the state of the device. Counted as lent equipment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people.models import Account
from oseredok.services.seats import faults, rules, sitting
from oseredok.services.seats.models import Handout, Hold, State
from oseredok.spine.journal import actions as journal

BAD = (Handout.Condition.BROKEN, Handout.Condition.INCOMPLETE)


@transaction.atomic
def hand_out(
    *, hold: Hold, staff: Account, now: datetime, condition: str = Handout.Condition.FINE, gesture: UUID | None = None
) -> Handout:
    """Give the laptop of a session into the person's hands. Handing it out twice finds the first time.

    Raises Conflict (`not-back-yet`): it has not come back from somebody else; Invalid (`unknown-condition`).
    """
    rules.check_is_seated(hold)
    _check_condition(condition)
    try:
        with transaction.atomic():
            handout, made = Handout.objects.get_or_create(
                hold=hold,
                defaults={
                    "seat": hold.seat,
                    "given_at": now,
                    "given_as": condition,
                    "given_by": staff.short_name,
                },
            )
    except IntegrityError:
        raise Conflict(_("Цей ноутбук іще не повернули. Спершу прийміть його назад."), code="not-back-yet") from None
    if made:
        journal.record(
            kind="equipment_loan",
            place=hold.place,
            occurred_at=now,
            now=now,
            staff=staff,
            age_group=hold.age_group,
            gesture=gesture,
            subject=("seats", str(hold.public_id)),
            key=f"seat-handout:{hold.public_id}",
        )
    return handout


@transaction.atomic
def take_back(*, handout: Handout, condition: str, staff: Account, now: datetime, note: str = "") -> Handout:
    """Take a laptop back, end its session if it still runs; one that came back broken leaves booking at once.

    Taking it back twice changes nothing. Raises Invalid (`unknown-condition`, `note-empty`).
    """
    _check_condition(condition)
    note = display_apostrophe(tidy(note))[:160]
    handout = Handout.objects.select_for_update().select_related("hold__seat__room__library__system").get(pk=handout.pk)
    if handout.back_at is not None:
        return handout
    if condition in BAD and not note:
        raise Invalid(_("Напишіть, що зламалося або чого бракує."), code="note-empty", field="note")
    handout.back_at, handout.back_as, handout.taken_by, handout.note = now, condition, staff.short_name, note
    handout.save(update_fields=["back_at", "back_as", "taken_by", "note"])
    if handout.hold.state == State.SEATED:
        sitting.end(hold=handout.hold, now=now, staff=staff)
    if condition in BAD and not handout.seat.faults.filter(fixed_at__isnull=True).exists():
        faults.report(seat=handout.seat, reason=note[: faults.REASON], staff_name=staff.short_name, now=now)
    return handout


def _check_condition(condition: str) -> None:
    if condition not in Handout.Condition.values:
        raise Invalid(_("Виберіть, у якому стані ноутбук."), code="unknown-condition", field="condition")
