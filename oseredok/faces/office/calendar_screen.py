"""A month of a library as a calendar: what each day is, and why it differs from the week."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.clock import day_bounds, local, local_date
from oseredok.base.core.dates import WEEKDAYS, day_and_month, month_words
from oseredok.library.places import hours, outages, wording
from oseredok.library.places.models import Closure, HoursException, Library, PublicHoliday
from oseredok.library.places.schedule import Schedule


@dataclass(frozen=True)
class Day:
    """One square: hours or why it is closed, a holiday's name, what closed the doors meanwhile."""

    date: date
    in_month: bool
    is_today: bool
    is_open: bool
    differs: bool
    words: str
    holiday: str
    closures: list[str]
    outages: list[str]

    @property
    def weekday(self) -> str:
        """The name of the day as the product writes it; the framework's Friday has a typewriter's apostrophe."""
        return WEEKDAYS[self.date.weekday()]


@dataclass(frozen=True)
class Month:
    title: str
    weeks: list[list[Day]]
    working: int
    before: str
    after: str


def first_day(code: str, *, today: date) -> date:
    """Read `2026-12`; anything else is this month."""
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", code)
    if found:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def month_of(library: Library, first: date, *, now: datetime) -> Month:
    """Return the month in whole weeks."""
    after = (first + timedelta(days=32)).replace(day=1)
    days = [day for week in calendar.Calendar().monthdatescalendar(first.year, first.month) for day in week]
    schedule = hours.load(library, since=day_bounds(days[0])[0], until=day_bounds(days[-1])[1])
    holidays = dict(PublicHoliday.objects.filter(date__range=(days[0], days[-1])).values_list("date", "name"))
    shut = _closures(library, days[0], days[-1])
    dark = _outages(library, days[0], days[-1])
    drawn = [
        _day(schedule, day, first, local_date(now), holidays, shut.get(day, []), dark.get(day, [])) for day in days
    ]
    return Month(
        title=month_words(first),
        weeks=[drawn[at : at + 7] for at in range(0, len(drawn), 7)],
        working=sum(one.is_open for one in drawn if one.in_month),
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{after:%Y-%m}",
    )


def exceptions(library: Library, *, on: date) -> list[HoursException]:
    """Return the exceptions that are not over yet."""
    return list(library.hours_exceptions.filter(ends_on__gt=on).order_by("starts_on"))


def exception_words(one: HoursException) -> str:
    """`31 грудня: до 15:00`: days, hours, and the words for people."""
    last = one.ends_on - timedelta(days=1)
    days = day_and_month(one.starts_on)
    if last != one.starts_on:
        days = f"{days} – {day_and_month(last)}"
    if one.opens_at and one.closes_at:
        what = wording.spans_words([(one.opens_at, one.closes_at)])
    else:
        what = _("години як у звичайний день") if one.kind == HoursException.Kind.WORKING_HOLIDAY else _("зачинено")
    why = one.note or one.get_kind_display()
    return f"{days}: {what} ({why})"


def _day(
    schedule: Schedule,
    day: date,
    first: date,
    today: date,
    holidays: dict[date, str],
    closures: list[str],
    outages: list[str],
) -> Day:
    plan = schedule.plan(day)
    why = wording.reason_words(plan) if plan.reason else ""
    words = wording.spans_words(plan.spans) if plan.spans else _("зачинено")
    return Day(
        date=day,
        in_month=day.month == first.month,
        is_today=day == today,
        is_open=plan.is_working,
        differs=plan.spans != schedule.week(day),
        words=f"{words}: {why}" if why else words,
        holiday=holidays.get(day, ""),
        closures=closures,
        outages=outages,
    )


def _closures(library: Library, first: date, last: date) -> dict[date, list[str]]:
    found: dict[date, list[str]] = {}
    touching = Closure.objects.filter(
        library=library, started_at__gte=day_bounds(first)[0], started_at__lt=day_bounds(last)[1]
    ).order_by("started_at")
    for one in touching:
        began = local(one.started_at)
        until = wording.clock_words(local(one.ended_at)) if one.ended_at else _("досі")
        line = f"{one.get_kind_display()} {wording.clock_words(began)}–{until}"
        found.setdefault(began.date(), []).append(line)
    return found


def _outages(library: Library, first: date, last: date) -> dict[date, list[str]]:
    """What the grid's schedule says of each day."""
    found: dict[date, list[str]] = {}
    for one in outages.between(library, day_bounds(first)[0], day_bounds(last)[1]):
        found.setdefault(local_date(one.starts_at), []).append(_("без світла {span}").format(span=outages.span(one)))
    return found


def holidays(first_year: int) -> dict[str, Any]:
    """Return the holidays from a year on, and the source that most of them share: told once, not in each row."""
    rows = list(PublicHoliday.objects.filter(date__gte=date(first_year, 1, 1)))
    shared = Counter((row.source, row.checked_on) for row in rows).most_common(1)
    return {"rows": rows, "source": shared[0][0] if shared else ("", None)}
