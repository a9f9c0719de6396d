"""What may follow what, and what a decision must have."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people.models import Account, Role
from oseredok.library.people.queries import live_roles
from oseredok.library.places.models import Library
from oseredok.management.closing.models import Closing, State

# An export may be made again: records go on until the last day.
TRANSITIONS: dict[State, frozenset[State]] = {
    State.PREPARED: frozenset({State.EXPORTED, State.CANCELLED}),
    State.EXPORTED: frozenset({State.EXPORTED, State.CANCELLED}),
    State.CANCELLED: frozenset(),
}
MOST_MEMBERS = 30


def check_can_go(*, closing: Closing, to: State) -> None:
    """Raise Conflict (`closing_state`) when the table of transitions does not allow it."""
    if to not in TRANSITIONS[State(closing.state)]:
        state = closing.get_state_display()
        raise Conflict(_("Цього вже не зробити. Стан закриття: {state}.").format(state=state), code="closing_state")


def check_decides(*, by: Account) -> None:
    """Raise NotAllowed for everybody but the director of the whole system."""
    if not any(held.role == Role.DIRECTOR and held.place_id is None for held in live_roles(account=by)):
        raise NotAllowed(_("Закриття веде директор."))


def check_can_prepare(*, place: Library | None, order_date: date, planned_on: date, today: date) -> None:
    """Raise Invalid (`order_ahead`, `planned_before_order`, `closed_already`, `central_alone`)."""
    if order_date > today:
        raise Invalid(_("Дата рішення ще не настала."), code="order_ahead", field="order_date")
    if order_date.year < 1991:
        raise Invalid(_("Перевірте рік рішення."), code="order_too_old", field="order_date")
    if planned_on < order_date:
        raise Invalid(
            _("День закриття не може бути раніше за рішення."), code="planned_before_order", field="planned_on"
        )
    if planned_on.year > today.year + 10:
        raise Invalid(_("Перевірте рік закриття."), code="planned_too_late", field="planned_on")
    if place is not None and place.closed_on is not None:
        raise Invalid(_("Цю бібліотеку вже закрито."), code="closed_already", field="place")
    if place is not None and place.is_central:
        raise Invalid(
            _("Центральну бібліотеку закривають лише разом з усім центром. Виберіть «Увесь центр»."),
            code="central_alone",
            field="place",
        )
