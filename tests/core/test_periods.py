"""Half-open periods: calendar, neighbours, names, addresses, moments across DST."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Kind, Period

KINDS: list[Kind] = ["day", "week", "month", "quarter", "half_year", "year", "school_year"]
DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("code", "start", "end", "title"),
    [
        ("2026-10-14", date(2026, 10, 14), date(2026, 10, 15), "14 жовтня 2026 р."),
        ("2026-w42", date(2026, 10, 12), date(2026, 10, 19), "тиждень 12–18 жовтня 2026"),
        ("2026-w40", date(2026, 9, 28), date(2026, 10, 5), "тиждень 28 вересня – 4 жовтня 2026"),
        ("2026-w53", date(2026, 12, 28), date(2027, 1, 4), "тиждень 28 грудня 2026 – 3 січня 2027"),
        ("2026-10", date(2026, 10, 1), date(2026, 11, 1), "жовтень 2026"),
        ("2026-q4", date(2026, 10, 1), date(2027, 1, 1), "IV квартал 2026 року"),
        ("2026-h1", date(2026, 1, 1), date(2026, 7, 1), "перше півріччя 2026 року"),
        ("2026-h2", date(2026, 7, 1), date(2027, 1, 1), "друге півріччя 2026 року"),
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "2026 рік"),
        ("2025-26s", date(2025, 9, 1), date(2026, 9, 1), "2025/26 навчальний рік"),
        ("1999-00s", date(1999, 9, 1), date(2000, 9, 1), "1999/00 навчальний рік"),
        ("2026-10-01--2026-10-15", date(2026, 10, 1), date(2026, 10, 16), "1–15 жовтня 2026"),
    ],
)
def test_an_address_names_a_period_and_the_period_its_address(code: str, start: date, end: date, title: str) -> None:
    period = Period.parse(code)
    assert (period.start, period.end) == (start, end)
    assert period.title.replace("\u00a0", " ") == title
    assert period.code == code


@pytest.mark.parametrize(
    "code",
    ["", "2026-13", "2026-0", "2026-q5", "2026-h3", "2025-w53", "2025-27s", "2026-02-30", "26", "2026-10-", "0000",
     "2026-10-15--2026-10-01", "٢٠٢٦", "2026-10\n", "9999"],
)  # fmt: skip
def test_an_unknown_address_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Period.parse(code)
    assert refusal.value.code == "period-unclear"
    assert str(refusal.value).endswith(".")


@given(st.sampled_from(KINDS), DAYS)
def test_every_calendar_period_knows_its_kind_and_returns_from_its_address(kind: Kind, day: date) -> None:
    period = Period.containing(kind, day)
    assert day in period
    assert period.kind == kind
    assert Period.parse(period.code) == period


@given(st.sampled_from(KINDS), DAYS)
def test_neighbours_meet_without_gap_or_overlap(kind: Kind, day: date) -> None:
    period = Period.containing(kind, day)
    assert period.previous().end == period.start
    assert period.next().start == period.end
    assert period.previous().next() == period
    assert period.previous().kind == kind
    assert not period.overlaps(period.next())


@given(DAYS)
def test_months_add_up_to_the_year_in_days_and_in_hours(day: date) -> None:
    year = Period.year(day.year)
    months = year.months()
    assert len(months) == 12
    assert [one for month in months for one in month.days()] == list(year.days())
    hours = sum(((month.ends_at - month.starts_at) for month in months), timedelta())
    assert hours == year.ends_at - year.starts_at


@given(st.sampled_from(KINDS), DAYS)
def test_the_same_period_a_year_before_is_of_the_same_kind(kind: Kind, day: date) -> None:
    period = Period.containing(kind, day)
    before = period.year_before()
    assert before.kind == kind
    assert before.end <= period.start or kind == "day"


def test_a_year_before_a_leap_day_and_a_53rd_week() -> None:
    assert Period.day(date(2028, 2, 29)).year_before() == Period.day(date(2027, 2, 28))
    assert Period.parse("2026-w53").year_before() == Period.parse("2025-w52")
    assert Period.through(date(2028, 2, 10), date(2028, 2, 29)).year_before().code == "2027-02-10--2027-02-28"


def test_a_span_before_a_span_is_as_long() -> None:
    span = Period.through(date(2026, 10, 1), date(2026, 10, 10))
    assert span.kind == "span"
    assert span.previous() == Period.through(date(2026, 9, 21), date(2026, 9, 30))
    assert span.next().length == 10


def test_a_span_that_is_a_whole_month_is_that_month() -> None:
    assert Period.through(date(2026, 2, 1), date(2026, 2, 28)) == Period.month(2026, 2)


def test_the_end_is_not_inside() -> None:
    october = Period.month(2026, 10)
    assert date(2026, 10, 31) in october
    assert date(2026, 11, 1) not in october
    assert october.last == date(2026, 10, 31)


def test_moments_belong_to_kyiv_days() -> None:
    october = Period.month(2026, 10)
    assert october.starts_at == datetime(2026, 9, 30, 21, tzinfo=UTC)
    assert october.ends_at == datetime(2026, 10, 31, 22, tzinfo=UTC)
    assert october.ends_at - october.starts_at == timedelta(days=31, hours=1)
    assert october.contains_moment(october.starts_at)
    assert not october.contains_moment(october.ends_at)


def test_a_march_with_dst_is_an_hour_shorter() -> None:
    march = Period.month(2027, 3)
    assert march.ends_at - march.starts_at == timedelta(days=31) - timedelta(hours=1)


def test_weeks_cover_the_month() -> None:
    assert [week.code for week in Period.month(2026, 10).weeks()] == [
        "2026-w40", "2026-w41", "2026-w42", "2026-w43", "2026-w44",
    ]  # fmt: skip


def test_an_empty_or_backward_period_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Period(date(2026, 1, 2), date(2026, 1, 2))
    with pytest.raises(Invalid, match="не пізніше"):
        Period.through(date(2026, 1, 2), date(2026, 1, 1))


def test_a_moment_is_never_taken_for_a_day() -> None:
    moment = datetime(2026, 10, 14, tzinfo=UTC)
    with pytest.raises(TypeError):
        Period(moment, moment + timedelta(days=1))
    with pytest.raises(TypeError):
        Period.month(2026, 10).contains(moment)
    with pytest.raises(ValueError, match="no calendar period"):
        Period.containing("span", date(2026, 1, 1))
