"""When a copy is due, also after a night without light; which copies stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.backup.rotation import to_keep
from oseredok.base.backup.schedule import in_words, is_due, last_slot
from oseredok.base.core.clock import local, local_date

MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
COPIES = st.lists(MOMENTS, max_size=60)
COUNTS = st.integers(0, 12)
NIGHT = datetime(2026, 10, 14, 0, 0, tzinfo=UTC)  # three in the morning in Kyiv


@given(MOMENTS, st.sampled_from(["daily", "weekly"]), st.integers(0, 23), st.integers(0, 6))
def test_the_last_planned_moment_is_past_and_less_than_one_span_old(
    now: datetime, schedule: str, hour: int, weekday: int
) -> None:
    slot = last_slot(now=now, schedule=schedule, hour=hour, weekday=weekday)
    assert slot is not None
    span = timedelta(days=7 if schedule == "weekly" else 1, hours=1)  # the day of the clock change has 25 hours
    assert timedelta(0) <= now - slot < span
    assert local(slot).hour in (hour, hour + 1)  # an hour that March skips comes after it
    assert schedule == "daily" or local(slot).weekday() == weekday


def test_without_a_schedule_nothing_is_due() -> None:
    assert last_slot(now=NIGHT, schedule="off", hour=3, weekday=0) is None
    assert not is_due(now=NIGHT, slot=None, last_good=None, failed_since=[])


def test_a_copy_missed_in_a_power_cut_is_due_as_soon_as_there_is_light() -> None:
    morning = NIGHT + timedelta(hours=9)
    slot = last_slot(now=morning, schedule="daily", hour=3, weekday=0)
    assert slot == NIGHT
    assert is_due(now=morning, slot=slot, last_good=NIGHT - timedelta(days=4), failed_since=[])
    assert not is_due(now=morning, slot=slot, last_good=NIGHT + timedelta(minutes=1), failed_since=[])


def test_a_failed_copy_is_tried_again_after_longer_and_longer_pauses() -> None:
    first = NIGHT + timedelta(minutes=2)
    for tries, pause in (([first], 10), ([first, first], 60), ([first] * 3, 240), ([first] * 9, 240)):
        last = tries[-1]
        before, after = last + timedelta(minutes=pause - 1), last + timedelta(minutes=pause)
        assert not is_due(now=before, slot=NIGHT, last_good=None, failed_since=tries)
        assert is_due(now=after, slot=NIGHT, last_good=None, failed_since=tries)


@given(COPIES, COUNTS, COUNTS, COUNTS)
def test_the_rule_keeps_copies_that_exist_the_newest_always(
    copies: list[datetime], daily: int, weekly: int, monthly: int
) -> None:
    kept = to_keep(copies, daily=daily, weekly=weekly, monthly=monthly)
    assert kept <= set(copies)
    assert len(kept) <= max(1, daily + weekly + monthly)
    if copies:
        assert max(copies) in kept
    assert to_keep(kept, daily=daily, weekly=weekly, monthly=monthly) == kept, "a second turn removes nothing"


@given(COPIES, COUNTS, COUNTS, COUNTS)
def test_the_newest_of_each_of_the_last_days_weeks_and_months_stays(
    copies: list[datetime], daily: int, weekly: int, monthly: int
) -> None:
    kept = to_keep(copies, daily=daily, weekly=weekly, monthly=monthly)
    for most, span in ((daily, "%Y-%m-%d"), (weekly, "%G-%V"), (monthly, "%Y-%m")):
        spans = sorted({f"{local_date(moment):{span}}" for moment in copies}, reverse=True)[:most]
        for name in spans:
            assert max(moment for moment in copies if f"{local_date(moment):{span}}" == name) in kept


@given(st.integers(0, 400), st.integers(1, 10), st.integers(0, 8), st.integers(0, 12))
def test_a_copy_made_each_day_leaves_no_hole(days: int, daily: int, weekly: int, monthly: int) -> None:
    """What stays after pruning day by day is what stays when all copies are looked at once."""
    made = [NIGHT + timedelta(days=day) for day in range(days)]
    there: set[datetime] = set()
    for moment in made:
        there = to_keep(there | {moment}, daily=daily, weekly=weekly, monthly=monthly)
    assert there == to_keep(made, daily=daily, weekly=weekly, monthly=monthly)


def test_moments_are_said_as_people_say_them() -> None:
    now = NIGHT + timedelta(hours=9)
    assert in_words(NIGHT, now=now) == "сьогодні о 03:00"
    assert in_words(NIGHT - timedelta(days=1), now=now) == "учора о 03:00"
    assert in_words(NIGHT - timedelta(days=30), now=now).replace("\xa0", " ") == "14 вересня 2026 р. о 03:00"
