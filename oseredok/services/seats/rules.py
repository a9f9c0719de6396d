"""What may be done with a seat: pure checks, each refusing with the sentence that the person reads where it bites."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, long_date
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.text import counted
from oseredok.services.seats.hall import STEP, HallDay
from oseredok.services.seats.models import Hold, Kind, Seat, State
from oseredok.services.seats.timing import MINUTE, minutes_left, runs_until
from oseredok.services.seats.who import Who

SHORTEST = 15
EARLY = 30
"""Minutes before its beginning from which a booked seat may be taken, if it is free."""


def minutes_words(minutes: int) -> str:
    """Return `2 години`, `45 хвилин`, `1 година 30 хвилин`."""
    whole, rest = divmod(minutes, 60)
    parts = []
    if whole:
        parts.append(counted(whole, _("година"), _("години"), _("годин")))
    if rest or not whole:
        parts.append(counted(rest, _("хвилина"), _("хвилини"), _("хвилин")))
    return " ".join(parts)


def span_words(minutes: int) -> str:
    """Return the same in the accusative, as after «на» or «чекатиме»: `1 годину 30 хвилин`."""
    whole, rest = divmod(minutes, 60)
    parts = [counted(whole, _("годину"), _("години"), _("годин"))] if whole else []
    if rest or not whole:
        parts.append(counted(rest, _("хвилину"), _("хвилини"), _("хвилин")))
    return " ".join(parts)


def time_words(moment: datetime) -> str:
    """Return the Kyiv clock's `14:30`."""
    return clock_time(clock.local(moment))


def moment_words(moment: datetime) -> str:
    """Return `четвер, 15 жовтня, 14:30`."""
    return f"{long_date(clock.local_date(moment))}, {time_words(moment)}"


def check_time(hall: HallDay, *, starts_at: datetime, minutes: int) -> None:
    """A booking is ahead, on a half-hour, inside opening hours. Raises Invalid, Conflict."""
    if minutes < SHORTEST:
        raise Invalid(_("Виберіть, на скільки часу: щонайменше 15 хвилин."), code="too-short", field="minutes")
    if starts_at <= hall.now:
        raise Invalid(_("Цей час уже минув. Виберіть пізніший."), code="in-the-past", field="starts_at")
    if starts_at.second or starts_at.microsecond or (starts_at - hall.starts_at) // MINUTE % STEP:
        raise Invalid(_("Виберіть час із переліку."), code="off-the-grid", field="starts_at")
    check_open(hall, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))


def check_open(hall: HallDay, *, starts_at: datetime, ends_at: datetime) -> None:
    """Nothing outside opening hours. Raises Conflict (`closed-then`)."""
    if hall.is_open(starts_at, ends_at):
        return
    closes = hall.closes_after(starts_at)
    if closes is None:
        raise Conflict(_("У цей час бібліотеку зачинено. Виберіть інший."), code="closed-then", field="starts_at")
    raise Conflict(
        _("О %(time)s бібліотека зачиняється. Виберіть коротший час або раніший початок.")
        % {"time": time_words(closes)},
        code="closed-then",
        field="minutes",
    )


def check_horizon(hall: HallDay, *, who: Who) -> None:
    """How far ahead. Raises Conflict (`too-far`)."""
    days = hall.rules.horizon if who.can_be_reached else min(hall.rules.horizon, hall.rules.horizon_unreached)
    last = clock.local_date(hall.now) + timedelta(days=days)
    if hall.day <= last:
        return
    if days < hall.rules.horizon:
        raise Conflict(
            _("Без телефону чи пошти бронюємо не далі, ніж до %(day)s. Лишіть, як із вами зв’язатися.")
            % {"day": long_date(last)},
            code="too-far",
            field="contact",
        )
    raise Conflict(_("Бронюємо не далі, ніж до %(day)s.") % {"day": long_date(last)}, code="too-far", field="starts_at")


def check_length(hall: HallDay, *, kind: str, minutes: int) -> None:
    """The longest session. Raises Invalid (`too-long`)."""
    longest = hall.longest(kind)
    if longest and minutes > longest:
        raise Invalid(
            _("За один раз місце дають не довше ніж на %(time)s, щоб вистачило всім.") % {"time": span_words(longest)},
            code="too-long",
            field="minutes",
        )


def check_person(hall: HallDay, *, who: Who, kind: str) -> None:
    """Children with an adult; some kinds for readers. Raises NotAllowed (`needs-an-adult`, `readers-only`)."""
    if hall.rules.adult_under and who.is_child and not who.with_adult:
        raise NotAllowed(
            _("Дітям до %(years)s років бронюємо місце разом із дорослим.") % {"years": hall.rules.adult_under},
            code="needs-an-adult",
            field="with_adult",
        )
    if kind and who.reader is None and not hall.is_for_guests(kind):
        raise NotAllowed(
            _("%(kind)s: лише для читачів бібліотеки. Увійдіть за квитком або запишіться, це безкоштовно.")
            % {"kind": Kind(kind).label.capitalize()},
            code="readers-only",
            field="kind",
        )


def check_sits_alone(hall: HallDay, *, who: Who) -> None:
    """Whoever sits down without the desk is no child. Raises NotAllowed (`needs-an-adult`)."""
    if hall.rules.adult_under and who.is_child:
        raise NotAllowed(
            _("Дітям до %(years)s років місце дає бібліотекар: підійдіть на стійку разом із дорослим.")
            % {"years": hall.rules.adult_under},
            code="needs-an-adult",
            field="age_group",
        )


def check_fair(hall: HallDay, *, who: Who, minutes: int, used_today: int, bookings_this_week: int) -> None:
    """A day's minutes and a week's bookings of one person. Raises Conflict (`day-is-spent`, `week-is-spent`)."""
    if not who.mark:
        return
    if hall.rules.a_day and used_today + minutes > hall.rules.a_day:
        left = max(hall.rules.a_day - used_today, 0)
        said = (
            _("На цей день у вас лишилося %(left)s: на день дають %(all)s.")
            if left
            else _("На цей день ви вже взяли свої %(all)s. Виберіть інший день.")
        )
        raise Conflict(
            said % {"left": minutes_words(left), "all": span_words(hall.rules.a_day)},
            code="day-is-spent",
            field="minutes",
        )
    if hall.rules.a_week and bookings_this_week >= hall.rules.a_week:
        raise Conflict(
            _("На цей тиждень у вас уже %(count)s. Приходьте без броні: частина місць завжди для таких відвідувачів.")
            % {"count": counted(bookings_this_week, _("бронь"), _("броні"), _("броней"))},
            code="week-is-spent",
            field="starts_at",
        )


def check_can_check_in(hold: Hold, *, now: datetime) -> None:
    """Raises Conflict: too early, or there is nothing to sit down by any more."""
    if hold.state == State.SEATED:
        raise Conflict(_("За цією бронню вже сіли."), code="already-seated")
    if hold.state not in (State.BOOKED, State.OFFERED):
        raise Conflict(state_words(hold), code=f"is-{hold.state}")
    if now < hold.starts_at - timedelta(minutes=EARLY):
        raise Conflict(
            _("Ваш час: %(when)s. Сісти можна за пів години до нього.") % {"when": moment_words(hold.starts_at)},
            code="too-early",
        )


def check_can_change(hold: Hold, *, now: datetime) -> None:
    """Raises Conflict: only what has not begun is changed or cancelled."""
    if hold.state not in (State.BOOKED, State.OFFERED):
        raise Conflict(state_words(hold), code=f"is-{hold.state}")


def check_is_seated(hold: Hold) -> None:
    """Raises Conflict: nobody sits by this hold."""
    if hold.state != State.SEATED:
        raise Conflict(state_words(hold), code=f"is-{hold.state}")


def check_can_extend(
    hold: Hold, *, hall: HallDay, minutes: int, now: datetime, waiting: int, by_staff: bool = False
) -> None:
    """A session may go on while nobody waits and some seat is left. Staff may be kinder, the next booking may not.

    Raises Conflict (`somebody-waits`, `all-busy`, `next-is-booked`, `closed-then`, `paused`, `too-soon`).
    """
    check_is_seated(hold)
    until = hold.ends_at + timedelta(minutes=minutes)
    if hold.paused_at is not None:
        raise Conflict(_("Годинник зупинено: після відбою час піде далі."), code="paused")
    check_open(hall, starts_at=hold.ends_at, ends_at=until)
    if not hall.free(hold.ends_at, until, seat=hold.seat):
        raise Conflict(
            _("Далі це місце заброньоване або не працює. Запитайте на стійці про інше."), code="next-is-booked"
        )
    if by_staff:
        return
    if minutes_left(hold, now) > hall.rules.extension:
        raise Conflict(
            _("Продовжити можна, коли лишиться %(time)s.") % {"time": minutes_words(hall.rules.extension)},
            code="too-soon",
        )
    if waiting:
        raise Conflict(_("На місце чекають. Збережіть роботу до %(time)s.") % {"time": time_words(runs_until(hold, now))},
                       code="somebody-waits")  # fmt: skip
    if not [seat for seat in hall.free(now, until) if seat.pk != hold.seat_id]:
        raise Conflict(
            _("Усі місця зайняті. Збережіть роботу до %(time)s.") % {"time": time_words(runs_until(hold, now))},
            code="all-busy",
        )


def check_in_use(seat: Seat, *, now: datetime) -> None:
    """Raises Conflict (`seat-retired`): the seat is not there any more."""
    if seat.retired_on is not None and seat.retired_on <= clock.local_date(now):
        raise Conflict(_("Цього місця вже немає в залі."), code="seat-retired", field="seat")


def state_words(hold: Hold) -> str:
    """Say what has become of a hold."""
    return {
        State.OFFERED: _("Місце запропоновано й чекає на відповідь."),
        State.BOOKED: _("Місце заброньоване."),
        State.SEATED: _("За цим місцем уже сидять."),
        State.ENDED: _("Цей сеанс уже завершено."),
        State.CANCELLED: _("Цю бронь скасовано."),
        State.NO_SHOW: _("Ми чекали, але ніхто не прийшов, і місце віддали іншим. Забронюйте ще раз."),
        State.LAPSED: _("Час на відповідь вийшов, місце запропонували іншим."),
        State.FREED: _("Бронь довелося скасувати: бібліотеку було зачинено або місце зламалося."),
    }[State(hold.state)]
