"""When a library is open: pure computation on a loaded schedule. No database, no clock.

Days are Kyiv days; answers are UTC moments. What decides a day, the strongest first: an exception, a public holiday
(only when martial law does not make it a working day), the monthly sanitary day, the week. Live closures then cut
their time out of what is left.

A closure that nobody ended lasts to the end of its Kyiv day: a forgotten tap must not keep the doors shut for a week.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from oseredok.base.core.clock import day_bounds, local_date, moment_at
from oseredok.base.core.periods import Period

_DAY = timedelta(days=1)
HORIZON = 400
"""How many days ahead the next opening is looked for; a library without hours has none."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open in [opens_at, closes_at)."""

    opens_at: datetime
    closes_at: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.opens_at <= moment < self.closes_at


@dataclass(frozen=True, slots=True)
class Rule:
    """A row that holds in [starts_on, ends_on)."""

    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Hours(Rule):
    weekday: int
    opens_at: time
    closes_at: time


@dataclass(frozen=True, slots=True)
class Sanitary(Rule):
    """The `nth` such weekday of each month is closed; −1 is the last."""

    weekday: int
    nth: int

    def holds(self, day: date) -> bool:
        if day.weekday() != self.weekday or not Rule.holds(self, day):
            return False
        if self.nth == -1:
            return (day + timedelta(days=7)).month != day.month
        return (day.day - 1) // 7 + 1 == self.nth


@dataclass(frozen=True, slots=True)
class Exceptional(Rule):
    kind: str
    opens_at: time | None = None
    closes_at: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shut:
    """A live closure. `ended_at` is None while nobody has ended it."""

    kind: str
    started_at: datetime
    ended_at: datetime | None = None
    note: str = ""

    @property
    def until(self) -> datetime:
        return self.ended_at or day_bounds(local_date(self.started_at))[1]

    def __contains__(self, moment: datetime) -> bool:
        return self.started_at <= moment < self.until


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What the rules say about a day, before live closures. `reason` is why it differs from the week, or empty."""

    day: date
    spans: tuple[tuple[time, time], ...]
    reason: str = ""
    note: str = ""

    @property
    def is_working(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True)
class Schedule:
    weekly: tuple[Hours, ...] = ()
    sanitary: tuple[Sanitary, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    holidays_are_working: bool = True
    closures: tuple[Shut, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None

    def is_over(self, day: date) -> bool:
        """Whether the library is closed for good by that day."""
        return self.closed_on is not None and day >= self.closed_on

    # --- Days -------------------------------------------------------------------------------------

    def week(self, day: date) -> tuple[tuple[time, time], ...]:
        """The hours of the weekday of `day`, as the week of that time says."""
        rows = [row for row in self.weekly if row.weekday == day.weekday() and row.holds(day)]
        return tuple(sorted((row.opens_at, row.closes_at) for row in rows))

    def plan(self, day: date) -> DayPlan:
        if (self.opened_on and day < self.opened_on) or self.is_over(day):
            return DayPlan(day, ())
        week = self.week(day)
        told = [row for row in self.exceptions if row.holds(day)]
        if told:
            # Actions refuse overlaps; should the data have one, what was announced for fewer days is meant.
            row = min(told, key=lambda one: ((one.ends_on or date.max) - one.starts_on, one.kind))
            if row.opens_at and row.closes_at:
                return DayPlan(day, ((row.opens_at, row.closes_at),), row.kind, row.note)
            return DayPlan(day, week if row.kind == "working_holiday" else (), row.kind, row.note)
        if day in self.holidays and not self.holidays_are_working:
            return DayPlan(day, (), "holiday", self.holidays[day])
        if week and any(row.holds(day) for row in self.sanitary):
            return DayPlan(day, (), "sanitary")
        return DayPlan(day, week)

    def working_days(self, period: Period) -> tuple[date, ...]:
        """The days of the period on which the doors are to open. A power cut does not unmake a working day."""
        return tuple(day for day in period.days() if self.plan(day).is_working)

    # --- Moments ----------------------------------------------------------------------------------

    def planned(self, day: date) -> list[Interval]:
        """Opening intervals of the day by the rules alone: in order, disjoint, never touching."""
        spans = ((moment_at(day, opens), moment_at(day, closes)) for opens, closes in self.plan(day).spans)
        return _joined(Interval(opens, closes) for opens, closes in spans if opens < closes)

    def opened(self, day: date) -> list[Interval]:
        """Opening intervals of the day with closures cut out."""
        left = self.planned(day)
        for closure in self.closures:
            left = [piece for one in left for piece in _without(one, closure.started_at, closure.until)]
        return left

    def opening_moments(self, start: datetime, end: datetime) -> list[Interval]:
        """Intervals inside [start, end) when the library is open: in order, disjoint."""
        if start >= end:
            return []
        day, last = local_date(start), local_date(end)
        found: list[Interval] = []
        while day <= last:
            found += self.opened(day)
            day += _DAY
        cut = (Interval(max(one.opens_at, start), min(one.closes_at, end)) for one in found)
        return [one for one in cut if one.opens_at < one.closes_at]

    def current(self, at: datetime) -> Interval | None:
        """The interval that `at` is in, or None: closed."""
        return next((one for one in self.opened(local_date(at)) if at in one), None)

    def is_open(self, at: datetime) -> bool:
        return self.current(at) is not None

    def next_open_moment(self, at: datetime) -> datetime | None:
        """The least moment, `at` or later, when the library is open; None when there is none within the horizon."""
        today = local_date(at)
        for day in (today + timedelta(days=number) for number in range(HORIZON)):
            for one in self.opened(day):
                if at < one.closes_at:
                    return max(at, one.opens_at)
        return None

    def closure(self, at: datetime) -> Shut | None:
        """The closure in force; an air-raid alert before any other."""
        live = [one for one in self.closures if at in one]
        return min(live, key=lambda one: (one.kind != "air_raid", one.started_at), default=None)


def _joined(intervals: Iterator[Interval]) -> list[Interval]:
    out: list[Interval] = []
    for one in sorted(intervals):
        if out and one.opens_at <= out[-1].closes_at:
            out[-1] = Interval(out[-1].opens_at, max(out[-1].closes_at, one.closes_at))
        else:
            out.append(one)
    return out


def _without(one: Interval, start: datetime, end: datetime) -> Iterator[Interval]:
    if start >= end or end <= one.opens_at or one.closes_at <= start:
        yield one
        return
    if one.opens_at < start:
        yield Interval(one.opens_at, start)
    if end < one.closes_at:
        yield Interval(end, one.closes_at)


def runs(days: list[int]) -> list[list[int]]:
    """Group weekdays into runs of neighbours, the week taken as a ring: 0 1 3 6 → [6 0 1] [3]; never splits a run."""
    chosen = set(days)
    if len(chosen) == 7:
        return [list(range(7))]
    starts = [day for day in sorted(chosen) if (day - 1) % 7 not in chosen]
    return [
        [day % 7 for day in itertools.takewhile(lambda one: one % 7 in chosen, range(start, start + 7))]
        for start in starts
    ]
