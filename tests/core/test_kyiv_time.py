"""One bridge between moments and Kyiv days; dates as people type them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import UkDateField, UkTimeField


def test_a_late_evening_in_utc_is_the_next_day_in_kyiv() -> None:
    assert clock.local_date(datetime(2026, 10, 13, 20, 59, tzinfo=UTC)) == date(2026, 10, 13)
    assert clock.local_date(datetime(2026, 10, 13, 21, 0, tzinfo=UTC)) == date(2026, 10, 14)
    assert clock.local_date(datetime(2026, 12, 31, 22, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        clock.local(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 24), 24), (date(2026, 10, 25), 25)],
)
def test_the_days_of_the_clock_change_are_shorter_and_longer(day: date, hours: int) -> None:
    start, end = clock.day_bounds(day)
    assert end - start == timedelta(hours=hours)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_days_follow_each_other_without_gap(day: date) -> None:
    start, end = clock.day_bounds(day)
    assert clock.local_date(start) == day
    assert clock.local_date(end - timedelta(microseconds=1)) == day
    assert clock.day_bounds(day + timedelta(days=1))[0] == end


def test_an_hour_shown_twice_means_the_first_and_a_skipped_one_comes_later() -> None:
    assert clock.moment_at(date(2026, 10, 25), time(3, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    skipped = clock.moment_at(date(2026, 3, 29), time(3, 30))
    assert clock.local(skipped).time() == time(4, 30)


@pytest.mark.parametrize(
    "typed",
    ["1.2.26", "01.02.2026", "01/02/2026", "1-2-2026", "2026-02-01", "1 лютого 2026", "1 Лютого 2026 р.",
     " 1  лютого 2026 року ", "1.2.2026 р."],
)  # fmt: skip
def test_a_date_is_understood_as_people_type_it(typed: str) -> None:
    assert clock.parse_date(typed) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date-unclear"),
        ("завтра", "date-unclear"),
        ("1 лютня 2026", "date-unclear"),
        ("1.2", "date-unclear"),
        ("31.02.2026", "date-impossible"),
        ("2026-13-01", "date-impossible"),
        ("29.2.2027", "date-impossible"),
    ],
)
def test_what_is_no_date_is_refused_with_the_cure(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clock.parse_date(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("typed", "meant"), [("9:05", time(9, 5)), ("9.05", time(9, 5)), ("0905", time(9, 5)), ("9", time(9))]
)
def test_a_time_is_understood_as_people_type_it(typed: str, meant: time) -> None:
    assert clock.parse_time(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "9:60", "вранці", "905"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        clock.parse_time(typed)


class VisitForm(forms.Form):
    on = UkDateField()
    at = UkTimeField(required=False)


def test_the_form_takes_typed_dates_and_returns_dates() -> None:
    form = VisitForm({"on": "14 жовтня 2026", "at": "9.30"})
    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2026, 10, 14), "at": time(9, 30)}


def test_the_form_says_what_is_wrong_beside_the_field() -> None:
    form = VisitForm({"on": "31.02.2026"})
    assert form.errors["on"] == ["Такої дати немає в календарі. Перевірте день і місяць."]
    assert VisitForm({}).errors["on"] == ["Вкажіть дату."]


def test_the_form_shows_a_date_back_the_ukrainian_way() -> None:
    assert 'value="14.10.2026"' in str(VisitForm(initial={"on": date(2026, 10, 14)})["on"])
