"""The same period of the last year, and how the month goes against its target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.management.indicators import actions, queries
from oseredok.management.indicators.models import Target
from tests.indicators.book import record, written
from tests.world import World

pytestmark = pytest.mark.django_db
OCTOBER = Period.month(2026, 10)


def test_a_finished_month_is_compared_with_the_whole_month(world: World) -> None:
    written(world)
    compared = queries.compare("visits.service", period=OCTOBER, on=date(2026, 11, 2), places=[world.central])
    assert (compared.now.number, compared.year_ago.number, compared.difference) == (30, 35, -5)
    assert round(compared.percent or 0, 1) == Decimal("-14.3")
    assert compared.is_good is False


def test_a_running_month_is_compared_with_as_many_days(world: World) -> None:
    written(world)
    compared = queries.compare("visits.service", period=OCTOBER, on=date(2026, 10, 14), places=[world.central])
    assert (compared.now.number, compared.year_ago.number) == (30, 20)
    assert compared.percent == 50
    assert compared.is_good is True


def test_a_comparison_with_nothing_has_no_per_cent(world: World) -> None:
    record(world, "visit", day=date(2026, 10, 6))
    compared = queries.compare("visits.service", period=OCTOBER, on=date(2026, 10, 14))
    assert (compared.difference, compared.percent) == (1, None)


def test_a_month_is_compared_with_the_one_before_too(world: World) -> None:
    written(world)
    compared = queries.compare("visits.service", period=OCTOBER, on=date(2026, 11, 2), places=[world.central])
    assert compared.before is not None
    assert (compared.before.number, compared.difference_before, compared.is_good_before) == (9, 21, True)
    assert round(compared.percent_before or 0) == 233


def test_a_running_month_is_set_beside_as_many_days_of_the_one_before(world: World) -> None:
    assert queries.period_before(OCTOBER, on=date(2026, 10, 14)) == Period(date(2026, 9, 1), date(2026, 9, 15))
    assert queries.period_before(Period.month(2026, 3), on=date(2026, 3, 30)) == Period.month(2026, 2)
    written(world)
    compared = queries.compare("visits.service", period=OCTOBER, on=date(2026, 10, 14), places=[world.central])
    assert compared.before is not None
    assert compared.before.number == 0
    assert compared.percent_before is None


def set_target(world: World, amount: int, **told: object) -> Target:
    values = {
        "indicator": "visits.total",
        "place": world.central,
        "value": Decimal(amount),
        "valid_from": OCTOBER.start,
        "replace": True,
    }
    return actions.set_target(**{**values, **told})  # type: ignore[arg-type]


def test_the_month_says_how_much_there_should_be_by_today(world: World) -> None:
    # October 2026 has 23 working days from Tuesday to Saturday; ten of them have begun by Wednesday the 14th.
    written(world)
    set_target(world, 46)
    going = queries.progress("visits.total", month=OCTOBER, on=date(2026, 10, 14), places=[world.central])
    assert going.expected_by_today == 20
    assert not going.is_behind
    assert [going.value, going.target] == [42, 46]
    assert going.sentence == "На 22 більше, ніж мало бути на сьогодні."


def test_a_month_that_lags_says_by_how_much(world: World) -> None:
    record(world, "visit", day=date(2026, 10, 6), quantity=10)
    set_target(world, 46)
    going = queries.progress("visits.total", month=OCTOBER, on=date(2026, 10, 14), places=[world.central])
    assert going.is_behind
    assert going.sentence == "На 10 менше, ніж мало бути на сьогодні. До цілі лишилося 36."


def test_a_reached_target_and_a_missed_one_are_told_plainly(world: World) -> None:
    written(world)
    set_target(world, 40)
    over = queries.progress("visits.total", month=OCTOBER, on=date(2026, 10, 14), places=[world.central])
    assert over.sentence == "Ціль перевищено на 2."
    set_target(world, 50)
    late = queries.progress("visits.total", month=OCTOBER, on=date(2026, 11, 3), places=[world.central])
    assert late.sentence == "До цілі забракло 8."


def test_without_a_target_there_is_only_the_number(world: World) -> None:
    written(world)
    going = queries.progress("visits.total", month=OCTOBER, on=date(2026, 10, 14), places=[world.branch])
    assert (going.value, going.target, going.expected_by_today) == (4, None, None)


def test_the_system_has_its_own_target_or_the_sum_of_all(world: World) -> None:
    def of_system() -> Decimal | None:
        return queries.target_of("visits.total", period=OCTOBER)

    set_target(world, 100)
    assert of_system() is None  # two branches have none yet
    set_target(world, 30, place=world.branch)
    set_target(world, 20, place=world.second_branch)
    assert of_system() == 150
    set_target(world, 200, place=None)
    assert of_system() == 200


def test_a_longer_period_has_the_sum_of_its_months_when_each_has_a_target(world: World) -> None:
    set_target(world, 100, valid_from=date(2026, 7, 1))
    set_target(world, 150)
    half = Period.half_year(2026, 2)
    assert queries.target_of("visits.total", period=half, places=[world.central]) == 750
    assert queries.target_of("visits.total", period=Period.year(2026), places=[world.central]) is None


def test_a_new_target_ends_the_old_one(world: World) -> None:
    set_target(world, 100, valid_from=date(2026, 1, 15))
    set_target(world, 150)
    assert queries.target_of("visits.total", period=Period.month(2026, 9), places=[world.central]) == 100
    assert queries.target_of("visits.total", period=OCTOBER, places=[world.central]) == 150


def test_an_ended_target_keeps_its_past(world: World) -> None:
    target = set_target(world, 100, valid_from=date(2026, 1, 1))
    actions.end_target(target=target, on=date(2026, 10, 14))
    assert queries.target_of("visits.total", period=OCTOBER, places=[world.central]) is None
    assert queries.target_of("visits.total", period=Period.month(2026, 9), places=[world.central]) == 100
    with pytest.raises(Conflict):
        actions.end_target(target=target, on=date(2026, 10, 14))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"indicator": "no.such"}, "indicator-unknown"),
        ({"indicator": "mean.ref_virtual", "value": Decimal(101)}, "over-hundred"),
        ({"length": "week"}, "length-unknown"),
        ({"valid_to": date(2026, 10, 1)}, "target-backwards"),
        ({"value": Decimal(0)}, "not-positive"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(world: World, told: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_target(world, 10, **told)
    assert refused.value.code == code
