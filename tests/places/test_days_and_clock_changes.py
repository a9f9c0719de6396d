"""What decides a day, and days of 23 and 25 hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from oseredok.base.core.periods import Period
from oseredok.library.places.schedule import Exceptional, Sanitary, Schedule, Shut
from tests.places.schedules import EVER, TUESDAY_TO_SATURDAY, WITH_LUNCH, kyiv, weekly

SUNDAY_TOO = Schedule(weekly=tuple(weekly(("09:00", "19:00"), days=range(7))))


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        ("2026-03-28", "07:00", "17:00"),  # the last day of winter time: Kyiv is UTC+2
        ("2026-03-29", "06:00", "16:00"),  # the clock went forward at night
        ("2026-10-24", "06:00", "16:00"),
        ("2026-10-25", "07:00", "17:00"),  # and back
    ],
)
def test_nine_is_nine_by_the_clock_on_the_wall(day: str, opens: str, closes: str) -> None:
    one = SUNDAY_TOO.planned(date.fromisoformat(day))[0]
    assert (f"{one.opens_at:%H:%M}", f"{one.closes_at:%H:%M}") == (opens, closes)
    assert one.closes_at - one.opens_at == timedelta(hours=10)


def test_a_night_of_reading_is_an_hour_longer_in_october_and_shorter_in_march() -> None:
    night = Schedule(weekly=tuple(weekly(("01:00", "06:00"), days=range(7))))
    [october] = night.planned(date(2026, 10, 25))
    [march] = night.planned(date(2026, 3, 29))
    assert october.closes_at - october.opens_at == timedelta(hours=6)
    assert march.closes_at - march.opens_at == timedelta(hours=4)


def test_hours_inside_the_skipped_hour_do_not_turn_time_back() -> None:
    odd = Schedule(weekly=tuple(weekly(("03:30", "04:15"), days=range(7))))
    assert odd.planned(date(2026, 3, 29)) == []
    assert len(odd.planned(date(2026, 3, 30))) == 1


def test_the_next_opening_is_found_across_new_year() -> None:
    holidays = {date(2027, 1, 1): "Новий рік"}
    closed = replace(TUESDAY_TO_SATURDAY, holidays=holidays, holidays_are_working=False)
    assert closed.next_open_moment(kyiv("2026-12-31", "19:00")) == kyiv("2027-01-02", "09:00")


def test_under_martial_law_a_holiday_is_a_working_day() -> None:
    day = date(2026, 12, 25)  # a Friday
    law = replace(TUESDAY_TO_SATURDAY, holidays={day: "Різдво Христове"}, holidays_are_working=True)
    assert law.plan(day).is_working
    assert not replace(law, holidays_are_working=False).plan(day).is_working


def test_a_working_holiday_keeps_the_hours_of_its_weekday() -> None:
    day = date(2026, 12, 25)
    open_anyway = replace(
        TUESDAY_TO_SATURDAY,
        holidays={day: "Різдво Христове"},
        holidays_are_working=False,
        exceptions=(Exceptional(day, day + timedelta(days=1), "working_holiday"),),
    )
    assert open_anyway.plan(day).spans == TUESDAY_TO_SATURDAY.week(day)


def test_the_sanitary_day_is_the_last_thursday() -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, 3, -1),))
    shut = [day for day in Period.month(2026, 10).days() if schedule.plan(day).reason == "sanitary"]
    assert shut == [date(2026, 10, 29)]


@pytest.mark.parametrize(("nth", "day"), [(1, 1), (2, 8), (3, 15), (4, 22)])
def test_the_sanitary_day_may_be_counted_from_the_start(nth: int, day: int) -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, 3, nth),))
    assert schedule.plan(date(2026, 10, day)).reason == "sanitary"


def test_a_sanitary_day_on_a_closed_weekday_changes_nothing() -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, 0, 1),))
    assert schedule.plan(date(2026, 10, 5)).reason == ""


def test_special_hours_win_over_the_sanitary_day() -> None:
    day = date(2026, 10, 29)
    from datetime import time

    festival = Exceptional(day, date(2026, 10, 30), "event", time(12), time(16), "книжковий ярмарок")
    schedule = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, 3, -1),), exceptions=(festival,))
    assert schedule.plan(day).spans == ((time(12), time(16)),)


def test_october_2026_has_twenty_two_working_days_of_which_ten_begin_by_the_fourteenth() -> None:
    days = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, 3, -1),)).working_days(Period.month(2026, 10))
    assert len(days) == 22
    assert sum(day <= date(2026, 10, 14) for day in days) == 10


def test_new_hours_begin_on_their_day_and_the_old_stay_in_the_past() -> None:
    turn = date(2026, 10, 15)
    schedule = Schedule(
        weekly=(*weekly(("09:00", "19:00"), ends=turn), *weekly(("10:00", "18:00"), starts=turn)),
    )
    assert schedule.is_open(kyiv("2026-10-14", "09:30"))
    assert not schedule.is_open(kyiv("2026-10-15", "09:30"))


def test_lunch_is_not_open() -> None:
    assert WITH_LUNCH.is_open(kyiv("2026-10-14", "12:59"))
    assert not WITH_LUNCH.is_open(kyiv("2026-10-14", "13:00"))
    assert WITH_LUNCH.is_open(kyiv("2026-10-14", "14:00"))
    assert not WITH_LUNCH.is_open(kyiv("2026-10-14", "18:00"))


def test_an_alert_cuts_its_time_out_of_the_day() -> None:
    alert = Shut("air_raid", kyiv("2026-10-14", "14:29"), kyiv("2026-10-14", "15:05"))
    schedule = replace(TUESDAY_TO_SATURDAY, closures=(alert,))
    pieces = schedule.opened(date(2026, 10, 14))
    assert [(one.opens_at, one.closes_at) for one in pieces] == [
        (kyiv("2026-10-14", "09:00"), alert.started_at),
        (alert.ended_at, kyiv("2026-10-14", "19:00")),
    ]


def test_a_closure_that_nobody_ended_is_over_with_its_day() -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, closures=(Shut("power_cut", kyiv("2026-10-14", "16:00")),))
    assert not schedule.is_open(kyiv("2026-10-14", "18:59"))
    assert schedule.is_open(kyiv("2026-10-15", "09:00"))


def test_a_branch_is_not_open_before_its_first_day_and_after_its_last() -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, opened_on=date(2026, 10, 14), closed_on=date(2026, 10, 16))
    working = schedule.working_days(Period.month(2026, 10))
    assert working == (date(2026, 10, 14), date(2026, 10, 15))
