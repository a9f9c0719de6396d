"""What people read on the door and on the home page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.utils import translation

from oseredok.base.core.text import NBSP
from oseredok.library.places import hours, wording
from oseredok.library.places.schedule import Exceptional, Sanitary, Schedule, Shut
from tests.places.schedules import EVER, TUESDAY_TO_SATURDAY, WITH_LUNCH, kyiv, weekly

LAST_THURSDAY = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, 3, -1),))


def said(schedule: Schedule, day: str, at: str) -> str:
    return hours.state_of(schedule, kyiv(day, at)).sentence.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("schedule", "day", "at", "sentence"),
    [
        (LAST_THURSDAY, "2026-10-14", "10:00", "Відчинено до 19:00"),
        (LAST_THURSDAY, "2026-10-14", "08:59", "Зачинено. Відчинимо сьогодні о 9:00"),
        (LAST_THURSDAY, "2026-10-14", "19:00", "Зачинено. Відчинимо завтра о 9:00"),
        (LAST_THURSDAY, "2026-10-17", "20:00", "Зачинено. Відчинимо у вівторок о 9:00"),
        (LAST_THURSDAY, "2026-10-28", "20:00", "Зачинено. Відчинимо у п’ятницю о 9:00"),
        (LAST_THURSDAY, "2026-10-29", "12:00", "Зачинено: санітарний день. Відчинимо завтра о 9:00"),
        (WITH_LUNCH, "2026-10-14", "10:00", "Відчинено до 13:00. Перерва до 14:00"),
        (WITH_LUNCH, "2026-10-14", "13:10", "Перерва. Відчинимо о 14:00"),
        (WITH_LUNCH, "2026-10-14", "15:00", "Відчинено до 18:00"),
        (Schedule(), "2026-10-14", "15:00", "Зачинено"),
    ],
)
def test_the_sentence_says_until_when_or_from_when(schedule: Schedule, day: str, at: str, sentence: str) -> None:
    assert said(schedule, day, at) == sentence


def test_eleven_takes_the_other_preposition() -> None:
    late = Schedule(weekly=tuple(weekly(("11:00", "19:00"))))
    assert said(late, "2026-10-14", "08:00") == "Зачинено. Відчинимо сьогодні об 11:00"


def test_an_alert_is_told_first_even_after_closing_time() -> None:
    alert = Shut("air_raid", kyiv("2026-10-14", "14:29"))
    power = Shut("power_cut", kyiv("2026-10-14", "14:00"))
    schedule = replace(TUESDAY_TO_SATURDAY, closures=(power, alert))
    assert said(schedule, "2026-10-14", "14:40") == "Повітряна тривога з 14:29. Усі в укриття"
    assert said(schedule, "2026-10-14", "19:30") == "Повітряна тривога з 14:29. Усі в укриття"


def test_a_power_cut_is_told_only_in_working_hours() -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, closures=(Shut("power_cut", kyiv("2026-10-14", "15:10")),))
    assert said(schedule, "2026-10-14", "15:20") == "Немає світла з 15:10"
    assert said(schedule, "2026-10-14", "20:00") == "Зачинено. Відчинимо завтра о 9:00"


def test_a_closure_with_a_note_says_why() -> None:
    schedule = replace(
        TUESDAY_TO_SATURDAY, closures=(Shut("other", kyiv("2026-10-14", "15:10"), note="прорвало трубу"),)
    )
    assert said(schedule, "2026-10-14", "15:20") == "Зачинено з 15:10: прорвало трубу"


def test_long_repairs_name_the_date_of_opening() -> None:
    repairs = Exceptional(date(2026, 10, 13), date(2026, 11, 3), "repairs", note="ремонт даху")
    schedule = replace(TUESDAY_TO_SATURDAY, exceptions=(repairs,))
    assert said(schedule, "2026-10-14", "12:00") == "Зачинено: ремонт даху. Відчинимо 3 листопада о 9:00"


def test_the_state_carries_its_parts() -> None:
    state = hours.state_of(LAST_THURSDAY, kyiv("2026-10-14", "10:00"))
    assert (state.is_open, state.until, state.opens_at, state.reason) == (True, kyiv("2026-10-14", "19:00"), None, "")
    state = hours.state_of(LAST_THURSDAY, kyiv("2026-10-29", "10:00"))
    assert (state.is_open, state.until, state.reason) == (False, None, "sanitary")
    assert state.opens_at == kyiv("2026-10-30", "09:00")


# --- Lines of the week ------------------------------------------------------------------------------


def lines(schedule: Schedule, on: date = date(2026, 10, 14)) -> list[str]:
    return wording.hours_lines(schedule, on)


def test_the_week_is_told_in_compact_lines() -> None:
    assert lines(LAST_THURSDAY) == [
        "вівторок–субота 9:00–19:00",
        "неділя, понеділок — зачинено",
        "санітарний день — останній четвер місяця",
    ]


def test_days_of_different_hours_come_apart_and_lunch_is_a_break() -> None:
    week = Schedule(
        weekly=(
            *weekly(("09:00", "13:00"), ("14:00", "18:00"), days=range(5)),
            *weekly(("10:00", "16:00"), days=range(5, 6)),
        )
    )
    assert lines(week) == [
        "понеділок–п’ятниця 9:00–18:00, перерва 13:00–14:00",
        "субота 10:00–16:00",
        "неділя — зачинено",
    ]


def test_single_closed_days_go_in_the_order_of_the_week() -> None:
    week = Schedule(weekly=tuple(weekly(("10:00", "15:00"), days=range(1, 6, 2))))
    assert lines(week) == ["вівторок, четвер, субота 10:00–15:00", "понеділок, середа, п’ятниця, неділя — зачинено"]


def test_every_day_alike_is_one_line() -> None:
    assert lines(Schedule(weekly=tuple(weekly(("09:00", "19:00"), days=range(7))))) == ["щодня 9:00–19:00"]


def test_a_library_without_hours_has_no_lines() -> None:
    assert lines(Schedule()) == []


@pytest.mark.parametrize(
    ("weekday", "nth", "words"),
    [(0, 1, "перший понеділок місяця"), (2, 2, "друга середа місяця"), (4, -1, "остання п’ятниця місяця")],
)
def test_the_sanitary_day_agrees_in_gender(weekday: int, nth: int, words: str) -> None:
    schedule = replace(TUESDAY_TO_SATURDAY, sanitary=(Sanitary(EVER, None, weekday, nth),))
    assert lines(schedule)[-1] == f"санітарний день — {words}"


def test_days_soon_to_come_that_differ_are_told() -> None:
    event = Exceptional(date(2026, 10, 21), date(2026, 10, 22), "event", time(12), time(16), "ярмарок")
    told = wording.coming_lines(replace(LAST_THURSDAY, exceptions=(event,)), date(2026, 10, 16))
    assert [line.replace(NBSP, " ") for line in told] == [
        "середа, 21 жовтня — відчинено 12:00–16:00: ярмарок",
        "четвер, 29 жовтня — зачинено: санітарний день",
    ]


def test_sentences_survive_another_language() -> None:
    with translation.override("en"):
        assert said(LAST_THURSDAY, "2026-10-14", "10:00")


def test_a_sanitary_day_written_anew_is_said_once_and_the_former_one_no_more() -> None:
    since = date(2026, 10, 14)  # a Wednesday
    told = "санітарний день — останній четвер місяця"
    same = (Sanitary(EVER, since, 3, -1), Sanitary(since, None, 3, -1))
    lines = wording.hours_lines(replace(TUESDAY_TO_SATURDAY, sanitary=same), since)
    assert [line for line in lines if "санітарний" in line] == [told]
    other = (Sanitary(EVER, since, 3, -1), Sanitary(since, None, 1, -1))
    lines = wording.hours_lines(replace(TUESDAY_TO_SATURDAY, sanitary=other), since)
    assert [line for line in lines if "санітарний" in line] == ["санітарний день — останній вівторок місяця"]
    ahead = wording.hours_lines(replace(TUESDAY_TO_SATURDAY, sanitary=other), since - timedelta(days=1))
    assert len([line for line in ahead if "санітарний" in line]) == 2, "both: one holds, one is near"
