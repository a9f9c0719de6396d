"""What a code is at a moment and what may be done with it. Pure: buttons, actions and the RADIUS server's door share them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, day_and_month
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.places.hours import Schedule
from oseredok.services.wifi import digits
from oseredok.services.wifi.models import WifiCode, WifiSettings
from oseredok.spine.journal.models import Entry

MOST_SLIPS = 240
MOST_DAYS = 366
LEAST_MINUTES, MOST_MINUTES = 5, 24 * 60
UNDO_WINDOW = timedelta(minutes=10)


class State(StrEnum):
    """`WAITING`: nobody has used it yet."""

    AHEAD = "ahead"
    WAITING = "waiting"
    WORKING = "working"
    OVER = "over"
    REVOKED = "revoked"


def state_of(code: WifiCode, *, now: datetime) -> State:
    """Return what the code is now."""
    if code.revoked_at is not None:
        return State.REVOKED
    if now >= over_at(code):
        return State.OVER
    if now < code.valid_from:
        return State.AHEAD
    return State.WAITING if code.started_at is None else State.WORKING


def over_at(code: WifiCode) -> datetime:
    """Return the moment from which the code opens nothing."""
    return code.ends_at or code.valid_until


def end_of_day(schedule: Schedule, at: datetime) -> datetime:
    """Return the moment when a code of the day that `at` belongs to is over.

    It is the closing hour by the rules of the day: an alert or a power cut neither lengthens nor shortens it. Out of
    hours and on days off it is midnight.
    """
    day = clock.local_date(at)
    closes = [span.closes_at for span in schedule.planned(day) if span.closes_at > at]
    return closes[-1] if closes else clock.day_bounds(day)[1]


def end_of_first_use(code: WifiCode, *, day_ends_at: datetime, at: datetime) -> datetime:
    """Return when a code that is used first at `at` will be over: the soonest of its limits."""
    limits = [code.valid_until]
    if code.batch_id is not None:
        limits.append(day_ends_at)
    if code.minutes is not None:
        limits.append(at + timedelta(minutes=code.minutes))
    return min(limits)


def check_is_typed_well(typed: str) -> str:
    """Return the eight digits. Raises Invalid for what cannot be a code."""
    code = digits.clean(typed)
    if not digits.is_code(code):
        raise Invalid(_("Код — це вісім цифр. Перевірте його."), code="not-a-code")
    if digits.is_mistyped(code):
        raise Invalid(_("У коді помилка: перевірте кожну цифру."), code="mistyped")
    return code


def check_opens(code: WifiCode, *, now: datetime) -> None:
    """Raise Conflict with a sentence for the person who typed the code, when it does not open the network now."""
    match state_of(code, now=now):
        case State.REVOKED:
            raise Conflict(_("Цей код скасовано. Візьміть новий біля стійки."), code="revoked")
        case State.OVER:
            when = moment_words(over_at(code), now=now)
            raise Conflict(_("Час коду скінчився {when}. Візьміть новий біля стійки.").format(when=when), code="over")
        case State.AHEAD:
            when = moment_words(code.valid_from, now=now)
            raise Conflict(_("Цей код запрацює {when}.").format(when=when), code="ahead")


def moment_words(moment: datetime, *, now: datetime) -> str:
    """Return «о 14:05» for today, «15 жовтня о 14:05» for another day, «15 жовтня» for the midnight that ends it."""
    at = clock.local(moment)
    if at.time() == time.min and moment <= now:
        return day_and_month(at - timedelta(minutes=1))
    if clock.local_date(moment) == clock.local_date(now):
        return _("о {time}").format(time=clock_time(at))
    return _("{day} о {time}").format(day=day_and_month(at), time=clock_time(at))


def check_has_codes(mine: WifiSettings) -> None:
    """Raise Conflict when the library does not let people in by codes."""
    if not mine.by_codes:
        raise Conflict(_("У цій бібліотеці кодів для Wi-Fi не видають."), code="no-codes")


def check_minutes(minutes: int | None) -> None:
    """Raise Invalid unless the length is sensible; None means all day."""
    if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Invalid(
            _("Код може діяти від {least} до {most} хвилин.").format(least=LEAST_MINUTES, most=MOST_MINUTES),
            code="minutes",
            field="minutes",
        )


def check_batch(*, size: int, days: int) -> None:
    """Raise Invalid for a batch that cannot be."""
    if not 1 <= size <= MOST_SLIPS:
        raise Invalid(_("За раз можна від 1 до {most} талонів.").format(most=MOST_SLIPS), code="size", field="size")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(_("Талони можуть лежати від 1 до {most} днів.").format(most=MOST_DAYS), code="days", field="days")


def check_network(*, by_codes: bool, network: str, password: str) -> None:
    """Raise Invalid for a name or a password that no router takes."""
    if by_codes and not network:
        raise Invalid(_("Напишіть назву мережі: її друкуємо на талоні."), code="no-network", field="network")
    if len(network.encode()) > 32:
        raise Invalid(
            _("Задовга назва: щонайбільше 32 латинські або 16 українських літер."), code="long-network", field="network"
        )
    if password and not (8 <= len(password) <= 63 and password.isascii() and password.isprintable()):
        raise Invalid(
            _("Пароль мережі має від 8 до 63 знаків: латинські літери, цифри, знаки."),
            code="password",
            field="password",
        )


def check_can_revoke(code: WifiCode, *, now: datetime) -> None:
    """Raise Conflict when there is nothing to revoke."""
    state = state_of(code, now=now)
    if state is State.REVOKED:
        raise Conflict(_("Цей код уже скасовано."), code="revoked")
    if state is State.OVER:
        raise Conflict(_("Час цього коду вже скінчився."), code="over")


def check_can_undo(entry: Entry | None, *, now: datetime) -> None:
    """Raise unless one tap may still take a connection counted by hand back.

    Raises:
        Invalid: there is no such record here.
        Conflict: it has been taken back already.
        NotAllowed: the ten minutes are over.
    """
    if entry is None:
        raise Invalid(_("Такого запису тут немає."), code="no-such-entry")
    if hasattr(entry, "reversal"):
        raise Conflict(_("Цей запис уже скасовано."), code="already-reversed")
    if now - entry.recorded_at > UNDO_WINDOW:
        raise NotAllowed(_("Минуло понад 10 хвилин: виправте запис на сторінці «Сьогодні»."), code="undo-window-over")
