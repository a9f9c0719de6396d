"""How many seats are busy at each hour of each weekday, by numbers worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from oseredok.base.core.periods import Period
from oseredok.library.places import actions as places
from oseredok.library.places.models import Closure
from oseredok.services.seats import heat, sitting
from oseredok.services.seats.models import Seat
from tests.seats.conftest import Hall

pytestmark = pytest.mark.django_db

TUESDAY, NEXT_TUESDAY, WEDNESDAY = date(2026, 10, 6), date(2026, 10, 13), date(2026, 10, 14)
WEEKS = Period(date(2026, 9, 16), date(2026, 10, 15))


def sat(hall: Hall, seat: Seat, day: date, begins: tuple[int, int], ends: tuple[int, int]) -> None:
    hold = hall.seat(seat, now=hall.at(*begins, day=day))
    sitting.end(hold=hold, now=hall.at(*ends, day=day))


def cells(hall: Hall) -> dict[tuple[int, int], float]:
    found = heat.crowding(hall.place, period=WEEKS, now=hall.now)
    return {(one.weekday, one.hour): one.busy for one in found.cells}


def test_minutes_at_seats_are_divided_by_minutes_open(hall: Hall) -> None:
    sat(hall, hall.pc, TUESDAY, (10, 0), (10, 30))
    sat(hall, hall.laptops[0], NEXT_TUESDAY, (10, 0), (11, 30))
    sat(hall, hall.laptops[1], NEXT_TUESDAY, (10, 30), (11, 0))
    hall.seat(hall.table, now=hall.at(11, 0, day=WEDNESDAY))  # and sits there still, at 11:30
    found = cells(hall)
    assert found[1, 10] == 1.0  # 30 + 60 + 30 of 120 minutes
    assert found[1, 11] == 0.2  # 30 of 120, 0,25 rounded to the even tenth
    assert found[2, 11] == 0.3  # 30 of 90: this Wednesday is half over
    assert found[1, 9] == found[5, 18] == 0
    assert {weekday for weekday, _hour in found} == {1, 2, 3, 4, 5}
    assert {hour for _weekday, hour in found} == set(range(9, 19))


def test_an_alarm_is_neither_busy_nor_open(hall: Hall) -> None:
    hold = hall.seat(hall.pc, now=hall.at(10, 0, day=NEXT_TUESDAY))
    shut = hall.at(10, 30, day=NEXT_TUESDAY)
    alarm = places.begin_closure(library=hall.place, kind=Closure.Kind.AIR_RAID, staff_name="Наталя", now=shut)
    places.end_closure(closure=alarm, staff_name="Наталя", now=shut + timedelta(minutes=20))
    sitting.end(hold=hold, now=hall.at(11, 0, day=NEXT_TUESDAY))
    assert cells(hall)[1, 10] == 1.0  # 40 of 40


def test_of_a_hall_where_nobody_sat_nothing_is_said(hall: Hall) -> None:
    hall.book(15)
    assert cells(hall) == {}


def test_another_day_of_the_period_does_not_count_before_the_first_session(hall: Hall) -> None:
    sat(hall, hall.pc, NEXT_TUESDAY, (10, 0), (11, 0))
    found = cells(hall)
    assert found[1, 10] == 1.0  # the Tuesdays before had no hall
    assert {weekday for weekday, _hour in found} == {1, 2}
    assert heat.crowding(hall.place, period=WEEKS, now=hall.now).since == NEXT_TUESDAY
