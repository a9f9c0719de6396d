"""Schedules for tests and for Hypothesis: any week, any exceptions, any closures, near a clock change or not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from oseredok.base.core import clock
from oseredok.library.places.models import HoursException
from oseredok.library.places.schedule import Exceptional, Hours, Sanitary, Schedule, Shut

EVER = date(2020, 1, 1)
# Spring and autumn change of the clock, New Year, a leap day, an ordinary week.
ANCHORS = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 1, 1), date(2028, 2, 29), date(2026, 6, 10))


def kyiv(day: str, at: str) -> datetime:
    """`kyiv("2026-10-14", "14:29")`."""
    return clock.moment_at(date.fromisoformat(day), time.fromisoformat(at))


def weekly(
    *spans: tuple[str, str], days: range = range(1, 6), starts: date = EVER, ends: date | None = None
) -> list[Hours]:
    return [
        Hours(starts, ends, day, time.fromisoformat(opens), time.fromisoformat(closes))
        for day in days
        for opens, closes in spans
    ]


TUESDAY_TO_SATURDAY = Schedule(weekly=tuple(weekly(("09:00", "19:00"))))
WITH_LUNCH = Schedule(weekly=tuple(weekly(("09:00", "13:00"), ("14:00", "18:00"))))

# --- Hypothesis -------------------------------------------------------------------------------------

_minutes = st.integers(0, 24 * 60 - 1)


@st.composite
def spans(draw: st.DrawFn) -> tuple[time, time]:
    one, two = sorted(draw(st.lists(_minutes, min_size=2, max_size=2, unique=True)))
    return time(one // 60, one % 60), time(two // 60, two % 60)


@st.composite
def moments_near(draw: st.DrawFn, anchor: date) -> datetime:
    start = datetime.combine(anchor, time.min, tzinfo=UTC)
    return start + timedelta(minutes=draw(st.integers(-4 * 1440, 5 * 1440)))


@st.composite
def schedules(draw: st.DrawFn, anchor: date) -> Schedule:
    near = st.integers(-10, 10).map(lambda number: anchor + timedelta(days=number))
    hours = []
    for weekday in draw(st.sets(st.integers(0, 6), max_size=7)):
        for opens, closes in draw(st.lists(spans(), min_size=1, max_size=2)):
            starts = draw(st.sampled_from([EVER, anchor]))
            hours.append(Hours(starts, draw(st.sampled_from([None, date(2030, 1, 1)])), weekday, opens, closes))
    exceptions = []
    for _ in range(draw(st.integers(0, 2))):
        first = draw(near)
        kind = draw(st.sampled_from(HoursException.Kind.values))
        opens, closes = draw(spans()) if draw(st.booleans()) else (None, None)
        exceptions.append(Exceptional(first, first + timedelta(days=draw(st.integers(1, 3))), kind, opens, closes))
    closures = []
    for _ in range(draw(st.integers(0, 3))):
        began = draw(moments_near(anchor))
        lasted = draw(st.none() | st.integers(0, 2000))
        ended = None if lasted is None else began + timedelta(minutes=lasted)
        closures.append(Shut(draw(st.sampled_from(["air_raid", "power_cut", "other"])), began, ended))
    return Schedule(
        weekly=tuple(hours),
        sanitary=tuple(
            Sanitary(EVER, None, weekday, nth)
            for weekday, nth in draw(
                st.sets(st.tuples(st.integers(0, 6), st.sampled_from([-1, 1, 2, 3, 4])), max_size=1)
            )
        ),
        exceptions=tuple(exceptions),
        holidays=dict.fromkeys(draw(st.sets(near, max_size=2)), "свято"),
        holidays_are_working=draw(st.booleans()),
        closures=tuple(closures),
    )
