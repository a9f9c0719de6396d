"""Properties of the schedule: every way of asking gives the same answer, on any day of the year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from oseredok.base.core import clock
from oseredok.library.places.schedule import HORIZON, Schedule
from tests.places import schedules as some


@st.composite
def asked(draw: st.DrawFn) -> tuple[Schedule, list[datetime]]:
    anchor: date = draw(st.sampled_from(some.ANCHORS))
    schedule = draw(some.schedules(anchor))
    found = draw(st.lists(some.moments_near(anchor), min_size=2, max_size=4))
    edges = [edge for one in schedule.planned(anchor) for edge in (one.opens_at, one.closes_at)]
    return schedule, sorted(found + edges)


@given(asked())
@settings(max_examples=200, deadline=None)
def test_it_is_open_exactly_inside_the_opening_moments(case: tuple[Schedule, list[datetime]]) -> None:
    schedule, moments = case
    start, end = moments[0] - timedelta(days=1), moments[-1] + timedelta(days=1)
    opened = schedule.opening_moments(start, end)
    for moment in moments:
        assert schedule.is_open(moment) == any(moment in one for one in opened)


@given(asked())
@settings(max_examples=200, deadline=None)
def test_intervals_are_in_order_inside_the_limits_and_never_touch(case: tuple[Schedule, list[datetime]]) -> None:
    schedule, moments = case
    start, end = moments[0], moments[-1]
    opened = schedule.opening_moments(start, end)
    assert all(start <= one.opens_at < one.closes_at <= end for one in opened)
    midnights = {clock.day_bounds(clock.local_date(one.closes_at))[0] for one in opened}
    assert all(
        one.closes_at < two.opens_at or (one.closes_at == two.opens_at and two.opens_at in midnights)
        for one, two in pairwise(opened)
    )


@given(asked())
@settings(max_examples=200, deadline=None)
def test_the_next_open_moment_is_the_least(case: tuple[Schedule, list[datetime]]) -> None:
    schedule, moments = case
    for moment in moments:
        upcoming = schedule.next_open_moment(moment)
        if upcoming is None:
            assert schedule.opening_moments(moment, moment + timedelta(days=HORIZON - 2)) == []
        else:
            assert upcoming >= moment
            assert schedule.is_open(upcoming)
            assert schedule.opening_moments(moment, upcoming) == []


@given(asked(), st.integers(0, 3000))
@settings(max_examples=100, deadline=None)
def test_what_is_cut_in_two_adds_up(case: tuple[Schedule, list[datetime]], minutes: int) -> None:
    schedule, moments = case
    start = moments[0]
    middle, end = start + timedelta(minutes=minutes), start + timedelta(minutes=3000)

    def length(one: datetime, two: datetime) -> timedelta:
        return sum((piece.closes_at - piece.opens_at for piece in schedule.opening_moments(one, two)), timedelta())

    assert length(start, middle) + length(middle, end) == length(start, end)


@given(asked())
@settings(max_examples=100, deadline=None)
def test_a_closure_never_opens_anything(case: tuple[Schedule, list[datetime]]) -> None:
    schedule, moments = case
    for moment in moments:
        closure = schedule.closure(moment)
        assert closure is None or not schedule.is_open(moment)
