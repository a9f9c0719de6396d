"""A signed report never changes; what comes later shows as entered after closing."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum

from oseredok.base.core.clock import day_bounds
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.spine.journal import actions, queries
from oseredok.spine.journal.models import ClosedPeriod
from tests.journal.builders import NOON, Town

pytestmark = pytest.mark.django_db
OCTOBER = Period.month(2026, 10)
NOVEMBER_5 = NOON + timedelta(days=22)


@pytest.fixture
def town() -> Town:
    return Town()


def close(town: Town, place: Library | None = None, period: Period = OCTOBER) -> ClosedPeriod:
    return actions.close_period(place=place, period=period, staff=town.librarian, now=NOVEMBER_5)


def late(period: Period = OCTOBER) -> list[int]:
    return sorted(entry.pk for entry in queries.entries(period=period) if entry.after_closing)


def signed_sum(closing: ClosedPeriod) -> int:
    return queries.as_of(closing=closing).aggregate(total=Sum("quantity"))["total"] or 0


def test_later_corrections_show_and_the_signed_sum_stays(town: Town) -> None:
    first, second = town.record(), town.record(quantity=4)
    closing = close(town)
    assert (signed_sum(closing), late()) == (5, [])
    reversal = town.reverse(second, now=NOVEMBER_5 + timedelta(hours=1))
    forgotten = town.record(quantity=2, now=NOVEMBER_5 + timedelta(hours=2))
    assert signed_sum(closing) == 5
    assert late() == [reversal.pk, forgotten.pk]
    assert queries.total(period=OCTOBER) == 3
    assert not queries.entries().get(pk=first.pk).after_closing


def test_the_order_of_writing_decides_even_when_a_clock_was_slow(town: Town) -> None:
    closing = close(town)
    slow = town.record(now=NOVEMBER_5 - timedelta(minutes=1))
    assert late() == [slow.pk]
    assert signed_sum(closing) == 0


def test_a_closing_concerns_its_place_and_its_days(town: Town) -> None:
    close(town, town.central)
    after = NOVEMBER_5 + timedelta(hours=1)
    here, there = town.record(now=after), town.record(now=after, place=town.branch)
    next_month = town.record(now=after, occurred_at=after)
    assert late() == [here.pk]
    assert late(Period.month(2026, 11)) == []
    close(town, None, Period.month(2026, 9))
    assert there.pk not in late()
    assert next_month.pk not in late()


def test_a_closing_of_the_whole_system_concerns_every_place(town: Town) -> None:
    close(town)
    after = town.record(now=NOVEMBER_5 + timedelta(hours=1), place=town.branch)
    assert late() == [after.pk]


def test_a_period_that_is_not_over_is_not_closed(town: Town) -> None:
    last_moment = day_bounds(date(2026, 10, 31))[1] - timedelta(seconds=1)
    with pytest.raises(Invalid) as refused:
        actions.close_period(place=None, period=OCTOBER, staff=town.librarian, now=last_moment)
    assert refused.value.code == "period-not-over"
    actions.close_period(place=None, period=OCTOBER, staff=town.librarian, now=last_moment + timedelta(seconds=1))


@pytest.mark.parametrize("whole", [True, False])
def test_a_period_is_closed_once(town: Town, whole: bool) -> None:
    place = None if whole else town.central
    close(town, place)
    with pytest.raises(Conflict) as refused:
        close(town, place)
    assert refused.value.code == "period-closed"
    close(town, place, Period.quarter(2026, 3))  # another report about some of the same days
    assert ClosedPeriod.objects.count() == 2
