"""Opening hours in words: the sentence on the door, the compact lines of a week."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.clock import local, local_date
from oseredok.base.core.dates import date_words, day_and_month
from oseredok.base.core.text import NBSP
from oseredok.library.places.schedule import DayPlan, Schedule, Shut, runs

DAYS = (
    lazy("понеділок"), lazy("вівторок"), lazy("середа"), lazy("четвер"), lazy("п’ятниця"), lazy("субота"), lazy("неділя"),
)  # fmt: skip
ON_DAYS = (
    lazy("у понеділок"), lazy("у вівторок"), lazy("у середу"), lazy("у четвер"), lazy("у п’ятницю"), lazy("у суботу"),
    lazy("у неділю"),
)  # fmt: skip
_NTH_OF = {
    (1, "m"): lazy("перший %(day)s місяця"), (1, "f"): lazy("перша %(day)s місяця"),
    (2, "m"): lazy("другий %(day)s місяця"), (2, "f"): lazy("друга %(day)s місяця"),
    (3, "m"): lazy("третій %(day)s місяця"), (3, "f"): lazy("третя %(day)s місяця"),
    (4, "m"): lazy("четвертий %(day)s місяця"), (4, "f"): lazy("четверта %(day)s місяця"),
    (-1, "m"): lazy("останній %(day)s місяця"), (-1, "f"): lazy("остання %(day)s місяця"),
}  # fmt: skip
_FEMININE = {2, 4, 5, 6}
COMING_DAYS = 14
"""So many days, today with them, the door looks ahead."""
REASONS = {
    "sanitary": lazy("санітарний день"),
    "holiday": lazy("вихідний"),
    "working_holiday": lazy("свято, працюємо"),
    "repairs": lazy("ремонт"),
    "event": lazy("особливі години"),
}


def clock_words(at: time | datetime) -> str:
    """`9:00`, `14:29`: no leading zero in sentences."""
    return f"{at.hour}:{at.minute:02}"


def at_words(at: time | datetime) -> str:
    """`о 9:00`, `об 11:00` (об одинадцятій)."""
    pattern = _("об %(time)s") if at.hour == 11 else _("о %(time)s")
    return (pattern % {"time": clock_words(at)}).replace(" ", NBSP)


def when_words(moment: datetime, *, now: datetime) -> str:
    """`о 14:00` later today, `завтра о 9:00`, `у вівторок о 9:00` within a week, `3 листопада о 9:00`."""
    there = local(moment)
    days = (there.date() - local_date(now)).days
    if days == 0:
        return _("сьогодні %(at)s") % {"at": at_words(there)}
    if days == 1:
        return _("завтра %(at)s") % {"at": at_words(there)}
    day = str(ON_DAYS[there.weekday()]) if days < 7 else day_and_month(there.date())
    return f"{day} {at_words(there)}"


def closure_sentence(closure: Shut) -> str:
    since = {"time": clock_words(local(closure.started_at))}
    if closure.kind == "air_raid":
        return _("Повітряна тривога з %(time)s. Усі в укриття") % since
    if closure.kind == "power_cut":
        return _("Немає світла з %(time)s") % since
    if closure.note:
        return _("Зачинено з %(time)s: %(note)s") % {**since, "note": closure.note}
    return _("Тимчасово зачинено з %(time)s") % since


def reason_words(plan: DayPlan) -> str:
    """Why a day differs from the week: the office's own words, or the kind of the exception."""
    return plan.note or str(REASONS.get(plan.reason, ""))


def state_sentence(schedule: Schedule, at: datetime) -> str:
    if schedule.closed_on is not None and schedule.is_over(local_date(at)):
        return _("Зачинено назавжди з %(day)s") % {"day": date_words(schedule.closed_on)}
    closure, plan = schedule.closure(at), schedule.plan(local_date(at))
    planned = schedule.planned(plan.day)
    inside = any(at in one for one in planned)
    if closure and (inside or closure.kind == "air_raid"):
        return closure_sentence(closure)
    current = schedule.current(at)
    if current:
        closes = clock_words(local(current.closes_at))
        later = [one for one in planned if one.opens_at >= current.closes_at]
        if later:
            back = clock_words(local(later[0].opens_at))
            return _("Відчинено до %(time)s. Перерва до %(back)s") % {"time": closes, "back": back}
        return _("Відчинено до %(time)s") % {"time": closes}
    upcoming = schedule.next_open_moment(at)
    if upcoming and planned and planned[0].opens_at <= at and local_date(upcoming) == plan.day:
        return _("Перерва. Відчинимо %(when)s") % {"when": at_words(local(upcoming))}
    why = "" if planned else reason_words(plan)
    shut = _("Зачинено: %(why)s.") % {"why": why} if why else _("Зачинено.")
    if upcoming is None:
        return shut.removesuffix(".")
    return shut + " " + _("Відчинимо %(when)s") % {"when": when_words(upcoming, now=at)}


# --- Lines of the week --------------------------------------------------------------------------------


def spans_words(spans: Sequence[tuple[time, time]]) -> str:
    """`9:00–19:00`; a lunch break is told as a break."""
    opens, closes = clock_words(spans[0][0]), clock_words(spans[-1][1])
    breaks = [f"{clock_words(one[1])}–{clock_words(two[0])}" for one, two in itertools.pairwise(spans)]
    breaks = [one for one in breaks if one.split("–")[0] != one.split("–")[1]]
    if breaks:
        return _("%(hours)s, перерва %(breaks)s") % {"hours": f"{opens}–{closes}", "breaks": ", ".join(breaks)}
    return f"{opens}–{closes}"


def days_words(days: Sequence[int]) -> str:
    if len(days) == 7:
        return _("щодня")
    if len(days) > 2:
        return f"{DAYS[days[0]]}–{DAYS[days[-1]]}"
    return ", ".join(str(DAYS[day]) for day in days)


def hours_lines(schedule: Schedule, on: date) -> list[str]:
    """`вівторок–субота 9:00–19:00`, `неділя, понеділок — зачинено`, `санітарний день — останній четвер місяця`."""
    if schedule.is_over(on):
        return []
    by_spans: dict[tuple[tuple[time, time], ...], list[int]] = {}
    for number in range(7):
        # The week that holds on the day asked about, even when a new one starts in the middle of it.
        rows = [row for row in schedule.weekly if row.weekday == number and row.holds(on)]
        by_spans.setdefault(tuple(sorted((row.opens_at, row.closes_at) for row in rows)), []).append(number)
    if set(by_spans) == {()}:
        return []
    closed = by_spans.pop((), [])
    lines = []
    for spans, days in sorted(by_spans.items(), key=lambda pair: pair[1]):
        names = ", ".join(days_words(run) for run in runs(days))
        lines.append(f"{names} {spans_words(spans)}")
    if closed:
        rests = runs(closed)
        if len(rests) > 1 and max(map(len, rests)) < 3:
            rests = [
                sorted(closed)[at : at + 1] for at in range(len(closed))
            ]  # single days go in the order of the week
        names = ", ".join(days_words(run) for run in rests)
        lines.append(_("%(days)s — зачинено") % {"days": names})
    # A rule that begins later this month is worth saying already. One that was written anew the same is said once.
    going_on = [rule for rule in schedule.sanitary if rule.ends_on is None or rule.ends_on > on]
    told = dict.fromkeys(nth_day_words(rule.weekday, rule.nth) for rule in going_on)
    return [*lines, *(_("санітарний день — %(which)s") % {"which": which} for which in told)]


def nth_day_words(weekday: int, nth: int) -> str:
    """Return `останній четвер місяця`."""
    gender = "f" if weekday in _FEMININE else "m"
    return str(_NTH_OF[nth, gender]) % {"day": DAYS[weekday]}


def told_from(starts_on: date) -> date:
    """Return the first day on which the door and the site tell of a day or a span that begins then."""
    return starts_on - timedelta(days=COMING_DAYS - 1)


def coming_lines(schedule: Schedule, on: date, *, days: int = COMING_DAYS) -> list[str]:
    """Days soon to come that differ from the week: `четвер, 29 жовтня — зачинено: санітарний день`."""
    lines = []
    for plan in (schedule.plan(on + timedelta(days=number)) for number in range(days)):
        if not plan.reason or plan.spans == schedule.week(plan.day):
            continue
        what = _("відчинено %(hours)s") % {"hours": spans_words(plan.spans)} if plan.spans else _("зачинено")
        day = f"{DAYS[plan.day.weekday()]}, {day_and_month(plan.day)}"
        why = reason_words(plan)
        lines.append(f"{day} — {what}: {why}" if why else f"{day} — {what}")
    return lines
