"""Who may do what with a monitoring, and what it must have before the next step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library
from oseredok.management.reports.monitoring.models import Monitoring, State

PREPARES = (Role.HEAD, Role.DIRECTOR, Role.METHODIST)
APPROVES = (Role.DIRECTOR,)
MOST_WORDS = 20_000
MOST_DECISIONS = 40

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.APPROVED}),
    State.APPROVED: frozenset({State.PUBLISHED, State.DRAFT}),
    State.PUBLISHED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}


def check_can_prepare(duty: Duty, places: Iterable[Library] | None) -> None:
    """Raise NotAllowed (`monitoring-not-yours`): one prepares for the libraries where one leads; None is all of them."""
    if not _holds(duty, PREPARES, places):
        raise NotAllowed(
            _("Моніторинг складають для бібліотек, якими керують. Для всієї системи це директор або методист."),
            code="monitoring-not-yours",
            field="places",
        )


def check_can_approve(duty: Duty, places: Iterable[Library] | None) -> None:
    """Raise NotAllowed (`not-the-director`)."""
    if not _holds(duty, APPROVES, places):
        raise NotAllowed(_("Моніторинг затверджує директор."), code="not-the-director")


def may_prepare(duty: Duty, places: Iterable[Library] | None) -> bool:
    return _holds(duty, PREPARES, places)


def may_approve(duty: Duty, places: Iterable[Library] | None) -> bool:
    return _holds(duty, APPROVES, places)


def _holds(duty: Duty, roles: tuple[Role, ...], places: Iterable[Library] | None) -> bool:
    if places is None:
        return duty.holds(*roles, at=None)
    listed = list(places)
    return bool(listed) and all(duty.holds(*roles, at=place.pk) for place in listed)


def check_can_go(monitoring: Monitoring, *, to: State) -> None:
    """Raise Conflict (`monitoring-state`) when the table of transitions does not allow it."""
    if to not in TRANSITIONS[State(monitoring.state)]:
        raise wrong_state(monitoring)


def check_is_draft(monitoring: Monitoring) -> None:
    """Raise Conflict (`monitoring-state`): what was approved is not written anew."""
    if not monitoring.is_draft:
        raise wrong_state(monitoring)


def wrong_state(monitoring: Monitoring) -> Conflict:
    """Return the refusal of what the state does not allow."""
    state = monitoring.get_state_display()
    return Conflict(_("Цього вже не зробити. Стан моніторингу: {state}.").format(state=state), code="monitoring-state")


def check_words(text: str, *, field: str, most: int = MOST_WORDS) -> None:
    """Raise Invalid (`too-long`)."""
    if len(text) > most:
        raise Invalid(_("Надто довгий текст. Скоротіть його."), code="too-long", field=field)


def check_reason(text: str, *, field: str) -> None:
    """Raise Invalid (`no-reason`, `too-long`)."""
    if not text:
        raise Invalid(_("Напишіть причину: її побачать ті, хто читатиме."), code="no-reason", field=field)
    check_words(text, field=field, most=300)


def check_until(until: date, *, period_end: date, field: str) -> None:
    """Raise Invalid (`term-before-the-period`, `term-too-far`): a decision is for the time after the monitored one."""
    if until < period_end:
        raise Invalid(_("Строк має бути після кінця періоду."), code="term-before-the-period", field=field)
    if until.year > period_end.year + 5:
        raise Invalid(_("Строк надто далеко. Перевірте рік."), code="term-too-far", field=field)


def check_order(*, number: str, dated: date, period_end: date, today: date) -> None:
    """Raise Invalid (`no-order-number`, `order-ahead`, `order-too-early`)."""
    if not number:
        raise Invalid(_("Напишіть номер наказу."), code="no-order-number", field="order_number")
    if dated > today:
        raise Invalid(_("Дата наказу ще не настала."), code="order-ahead", field="order_date")
    if dated < period_end:
        raise Invalid(
            _("Період скінчився {day} Наказ не може бути раніше.").format(day=date_words(period_end)),
            code="order-too-early",
            field="order_date",
        )
