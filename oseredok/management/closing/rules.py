"""What may follow what, and what a decision must have."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.models import Account, Role
from oseredok.library.people.queries import live_roles
from oseredok.library.places.models import Library
from oseredok.management.closing.models import Closing, DataDecision, State
from oseredok.management.closing.preferences import WAY_BACK_DAYS

# An export may be made again: records go on until the last day, and papers are added after it.
TRANSITIONS: dict[State, frozenset[State]] = {
    State.PREPARED: frozenset({State.EXPORTED, State.CANCELLED}),
    State.EXPORTED: frozenset({State.EXPORTED, State.CLOSED, State.CANCELLED}),
    State.CLOSED: frozenset({State.REOPENED}),
    State.CANCELLED: frozenset(),
    State.REOPENED: frozenset(),
}
EXPORTABLE = (State.PREPARED, State.EXPORTED, State.CLOSED)
MOST_MEMBERS = 30
Way = DataDecision.Way


def check_can_go(*, closing: Closing, to: State) -> None:
    """Raise Conflict (`closing_state`) when the table of transitions does not allow it."""
    if to not in TRANSITIONS[State(closing.state)]:
        _refuse(closing)


def check_can_export(*, closing: Closing) -> None:
    """Raise Conflict (`closing_state`) for a closing that is over."""
    if closing.state not in EXPORTABLE:
        _refuse(closing)


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
    check_planned_on(order_date=order_date, planned_on=planned_on, today=today)
    if place is not None and place.closed_on is not None:
        raise Invalid(_("Цю бібліотеку вже закрито."), code="closed_already", field="place")
    if place is not None and place.is_central:
        raise Invalid(
            _("Центральну бібліотеку закривають лише разом з усім центром. Виберіть «Увесь центр»."),
            code="central_alone",
            field="place",
        )


def check_planned_on(*, order_date: date, planned_on: date, today: date) -> None:
    """Raise Invalid (`planned_before_order`, `planned_too_late`)."""
    if planned_on < order_date:
        raise Invalid(
            _("День закриття не може бути раніше за рішення."), code="planned_before_order", field="planned_on"
        )
    if planned_on.year > today.year + 10:
        raise Invalid(_("Перевірте рік закриття."), code="planned_too_late", field="planned_on")


# --- Personal data ------------------------------------------------------------------------------------


def check_can_decide_data(*, closing: Closing, former: DataDecision | None, way: str) -> None:
    """Raise Conflict (`data_begun`): what was handed over, erased or moved cannot be decided anew; (`closing_state`)."""
    if closing.state not in EXPORTABLE:
        _refuse(closing)
    if former is None:
        return
    if former.handed_on is not None or former.erasing_from is not None:
        raise Conflict(_("Рішення вже виконують: дані передано або стирають."), code="data_begun")
    if closing.state == State.CLOSED and Way.MOVE in (former.way, way):
        raise Conflict(_("Читачів переводять у день закриття. Цього вже не змінити."), code="data_begun")


def check_move_to(*, place: Library | None, move_to: Library | None, is_closing: bool) -> None:
    """Raise Invalid (`nowhere_to_move`, `move_to_itself`, `move_to_closed`)."""
    if place is None:
        raise Invalid(
            _("Закривається весь центр: переводити читачів нікуди. Передайте дані або зітріть."),
            code="nowhere_to_move",
            field="way",
        )
    if move_to is None:
        raise Invalid(_("Виберіть, до якої бібліотеки переводимо."), code="nowhere_to_move", field="move_to")
    if move_to.pk == place.pk:
        raise Invalid(_("Цю бібліотеку саме закривають."), code="move_to_itself", field="move_to")
    if move_to.closed_on is not None or is_closing:
        raise Invalid(_("Ту бібліотеку закрито або закривають. Виберіть іншу."), code="move_to_closed", field="move_to")


def check_can_seal(*, decision: DataDecision | None) -> DataDecision:
    """Return the decision to hand over. Raises Conflict (`not_handed_over`, `data_begun`)."""
    if decision is None or decision.way != Way.HAND_OVER:
        raise Conflict(_("Спершу вирішіть, що дані передаєте правонаступникові."), code="not_handed_over")
    if decision.handed_on is not None or decision.erasing_from is not None:
        raise Conflict(_("Дані вже передано: запечатаний файл лишається той самий."), code="data_begun")
    return decision


def is_sealed_whole(*, closing: Closing, decision: DataDecision) -> bool:
    """Tell whether the sealed file holds everybody: until the last step new readers may still be registered."""
    return (
        closing.state == State.CLOSED
        and closing.closed_at is not None
        and decision.sealed_at is not None
        and decision.sealed_at >= closing.closed_at
    )


def check_can_hand(*, closing: Closing, decision: DataDecision | None, handed_on: date, today: date) -> DataDecision:
    """Return the decision. Raises as `check_can_seal`; Conflict (`not_sealed`, `sealed_early`); Invalid (`handed_ahead`,
    `handed_early`)."""
    decision = check_can_seal(decision=decision)
    if decision.sealed_at is None:
        raise Conflict(_("Спершу запечатайте дані читачів у файл."), code="not_sealed")
    if not is_sealed_whole(closing=closing, decision=decision):
        raise Conflict(
            _(
                "Передають те, що запечатано після закриття: доти записуються нові читачі. Закрийте й запечатайте знову."
            ),
            code="sealed_early",
        )
    if handed_on > today:
        raise Invalid(_("Цей день іще не настав."), code="handed_ahead", field="handed_on")
    if handed_on < clock.local_date(decision.sealed_at):
        raise Invalid(_("Тоді файла ще не було."), code="handed_early", field="handed_on")
    return decision


def check_can_erase(*, closing: Closing, decision: DataDecision | None) -> DataDecision:
    """Return the decision. Raises Conflict: `not_closed_yet`, `not_to_erase`, `not_handed_yet`, `erased_already`."""
    if closing.state != State.CLOSED:
        raise Conflict(_("Дані стирають після закриття, не раніше."), code="not_closed_yet")
    if decision is None or decision.way == Way.MOVE:
        raise Conflict(_("Вирішено не стирати: читачів переведено."), code="not_to_erase")
    if decision.way == Way.HAND_OVER and decision.handed_on is None:
        raise Conflict(_("Спершу передайте дані правонаступникові й запишіть, хто прийняв."), code="not_handed_yet")
    if decision.erased_at is not None:
        raise Conflict(_("Дані вже стерто."), code="erased_already")
    return decision


# --- The way back -------------------------------------------------------------------------------------


def way_back_until(closing: Closing) -> date | None:
    """Return the last day on which a closed place may be opened again; None for one that is not closed."""
    if closing.closed_at is None:
        return None
    return clock.local_date(closing.closed_at) + timedelta(days=preferences.value(WAY_BACK_DAYS))


def check_can_reopen(*, closing: Closing, decision: DataDecision | None, now: datetime) -> None:
    """Raise Conflict: `closing_state`; `erasing_begun`; `way_back_over`."""
    check_can_go(closing=closing, to=State.REOPENED)
    if decision is not None and decision.erasing_from is not None:
        raise Conflict(_("Дані читачів уже стирають: повернути їх неможливо."), code="erasing_begun")
    until = way_back_until(closing)
    if until is not None and clock.local_date(now) > until:
        raise Conflict(
            _("Повернути можна було до {day} Тепер відкрийте бібліотеку як нову.").format(day=date_words(until)),
            code="way_back_over",
        )


def _refuse(closing: Closing) -> None:
    state = closing.get_state_display()
    raise Conflict(_("Цього вже не зробити. Стан закриття: {state}.").format(state=state), code="closing_state")
