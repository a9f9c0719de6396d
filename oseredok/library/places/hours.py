"""Is the library open? The one place where the rest of the system asks.

Each function reads the library's schedule (two queries) and hands it to `schedule`, which computes. A page that asks
more than once loads the schedule itself and keeps it: `hours.load(library, since=now)`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, SmallIntegerField, TimeField, Value
from django.db.models.functions import Cast

from oseredok.base.core.clock import local_date
from oseredok.base.core.periods import Period
from oseredok.library.places import wording
from oseredok.library.places.models import (
    Closure,
    HoursException,
    Library,
    PublicHoliday,
    SanitaryDay,
    WeeklyHours,
)
from oseredok.library.places.schedule import Exceptional, Hours, Interval, Sanitary, Schedule, Shut

__all__ = [
    "Interval",
    "OpenState",
    "Schedule",
    "is_open",
    "load",
    "next_open_moment",
    "opening_moments",
    "state",
    "working_days",
]


@dataclass(frozen=True)
class OpenState:
    """What the door says. `until` is the closing time while open, `opens_at` the next opening while closed."""

    is_open: bool
    until: datetime | None
    opens_at: datetime | None
    reason: str  # why closed: air_raid, power_cut, other, sanitary, holiday, repairs, event, week; "" while open
    closure: Shut | None
    sentence: str

    @property
    def is_alert(self) -> bool:
        return self.closure is not None and self.closure.kind == Closure.Kind.AIR_RAID


def is_open(library: Library, at: datetime) -> bool:
    """Whether the doors are open at the moment: hours, exceptions, holidays, live closures."""
    return load(library, since=at, until=at).is_open(at)


def opening_moments(library: Library, start: datetime, end: datetime) -> list[Interval]:
    """Return open intervals inside [start, end): in order, disjoint, as UTC moments."""
    return load(library, since=start, until=end).opening_moments(start, end)


def next_open_moment(library: Library, at: datetime) -> datetime | None:
    """Return the least moment, `at` or later, when the library is open; None for one that has no hours."""
    return load(library, since=at).next_open_moment(at)


def working_days(library: Library, period: Period) -> tuple[date, ...]:
    """Return the days of the period on which the library is to open; live closures do not change them."""
    return load(library).working_days(period)


def state(library: Library, at: datetime) -> OpenState:
    """Return what to tell people at the moment."""
    return state_of(load(library, since=at), at)


def state_of(schedule: Schedule, at: datetime) -> OpenState:
    """The same for a schedule loaded already (with closures from `at` on)."""
    current, closure = schedule.current(at), schedule.closure(at)
    plan = schedule.plan(local_date(at))
    reason = ""
    if current is None:
        inside = any(at in one for one in schedule.planned(plan.day))
        reason = closure.kind if closure and inside else ("" if plan.spans else plan.reason) or "week"
    return OpenState(
        is_open=current is not None,
        until=current.closes_at if current else None,
        opens_at=None if current else schedule.next_open_moment(at),
        reason=reason,
        closure=closure,
        sentence=wording.state_sentence(schedule, at),
    )


# --- Loading ------------------------------------------------------------------------------------------


def load(library: Library, *, since: datetime | None = None, until: datetime | None = None) -> Schedule:
    """Read the schedule of the library in two queries.

    Closures are those that touch [since, until]; without `since` none is read (days only).
    """
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rules(library):
        rows[row["table"]].append(row)
    closures: tuple[Shut, ...] = ()
    if since is not None:
        touching = library.closures.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=since))
        if until is not None:
            touching = touching.filter(started_at__lte=until)
        closures = tuple(Shut(one.kind, one.started_at, one.ended_at, one.note) for one in touching)
    return Schedule(
        weekly=tuple(Hours(r["first"], r["end"], r["number"], r["opens"], r["closes"]) for r in rows["weekly"]),
        sanitary=tuple(Sanitary(r["first"], r["end"], r["number"], r["count"]) for r in rows["sanitary"]),
        exceptions=tuple(
            Exceptional(r["first"], r["end"], r["what"], r["opens"], r["closes"], r["words"]) for r in rows["exception"]
        ),
        holidays={r["first"]: r["words"] for r in rows["holiday"]},
        holidays_are_working=library.system.holidays_are_working,
        closures=closures,
        opened_on=library.opened_on,
        closed_on=library.closed_on,
    )


def _rules(library: Library) -> QuerySet[Any, dict[str, Any]]:
    """All rows that make the schedule, of four tables, in one statement."""
    small: SmallIntegerField[int, int] = SmallIntegerField()
    words: CharField[str, str] = CharField()
    day: DateField[date, date] = DateField()
    at: TimeField[Any, Any] = TimeField()

    def column(value: Any, field: Any) -> Any:
        # PostgreSQL must know the type of a bare value before it can join the four.
        return Cast(Value(value, output_field=field), field)

    def shaped(query: QuerySet[Any], table: str, **columns: Any) -> QuerySet[Any, dict[str, Any]]:
        empty = {
            "number": column(0, small),
            "count": column(0, small),
            "first": column(None, day),
            "end": column(None, day),
            "opens": column(None, at),
            "closes": column(None, at),
            "what": column("", words),
            "words": column("", words),
        }
        given = {name: F(value) for name, value in columns.items()}
        shape = {"table": column(table, words), **empty, **given}
        return query.order_by().values(**shape)

    weekly = WeeklyHours.objects.filter(library=library)
    sanitary = SanitaryDay.objects.filter(library=library)
    exceptions = HoursException.objects.filter(library=library)
    holidays = PublicHoliday.objects.all() if not library.system.holidays_are_working else PublicHoliday.objects.none()
    parts = [
        shaped(sanitary, "sanitary", number="weekday", count="nth", first="valid_from", end="valid_to"),
        shaped(
            exceptions, "exception",
            first="starts_on", end="ends_on", opens="opens_at", closes="closes_at", what="kind", words="note",
        ),
        shaped(holidays, "holiday", first="date", words="name"),
    ]  # fmt: skip
    return shaped(
        weekly, "weekly", number="weekday", first="valid_from", end="valid_to", opens="opens_at", closes="closes_at"
    ).union(*parts, all=True)
