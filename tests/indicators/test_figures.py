"""Numbers written by hand: what holds, what they add up to, what is refused and asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from oseredok.base.core.errors import Conflict, DomainError, Invalid
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators import figures, queries
from oseredok.management.indicators.catalogue import INDICATORS, indicator
from oseredok.management.indicators.figure_actions import write_figures
from oseredok.management.indicators.models import Figure
from tests.indicators.book import written
from tests.world import World

pytestmark = pytest.mark.django_db
YEAR, LAST_YEAR = Period.year(2026), Period.year(2025)


def write(
    world: World, period: Period = LAST_YEAR, *, place: Library | None = None, sure: bool = False, **told: object
) -> int:
    """Write numbers down; names have `__` for the dot: `staff__total=12`."""
    numbers = {code.replace("__", "."): None if one is None else Decimal(str(one)) for code, one in told.items()}
    rows = write_figures(
        written=numbers, place=place, period=period, staff=world.director, now=world.now, source="звіт", sure=sure
    )
    return len(rows)


def test_what_nobody_wrote_is_not_known_and_not_zero(world: World) -> None:
    assert queries.value("staff.total", period=LAST_YEAR) is None
    write(world, staff__total=0)
    assert queries.value("staff.total", period=LAST_YEAR) == 0


def test_a_stock_stands_until_a_newer_number(world: World) -> None:
    write(world, staff__total=12)
    assert queries.value("staff.total", period=Period.month(2025, 11)) is None
    assert queries.value("staff.total", period=Period.month(2026, 5)) == 12
    write(world, Period.half_year(2026, 1), staff__total=11)
    assert [queries.value("staff.total", period=Period.month(2026, month)) for month in (5, 6, 7)] == [12, 11, 11]


def test_a_flow_is_added_up_and_a_number_for_longer_stands_instead_of_its_parts(world: World) -> None:
    for quarter in (1, 2):
        write(world, Period.quarter(2026, quarter), stock__added=100)
    assert queries.value("stock.added", period=YEAR) == 200
    assert queries.value("stock.added", period=Period.month(2026, 1)) is None
    write(world, Period.half_year(2026, 1), stock__added=230)
    assert queries.value("stock.added", period=YEAR) == 230
    assert queries.value("stock.added", period=Period.quarter(2026, 1)) == 100


def test_libraries_add_up_unless_the_system_has_a_number_of_its_own(world: World) -> None:
    write(world, place=world.central, staff__total=8)
    write(world, place=world.branch, staff__total=2)
    assert queries.value("staff.total", period=LAST_YEAR) == 10
    write(world, staff__total=11)
    assert queries.value("staff.total", period=LAST_YEAR) == 11
    assert queries.value("staff.total", period=LAST_YEAR, places=[world.central]) == 8
    write(world, Period.half_year(2026, 1), place=world.central, staff__total=7)
    assert queries.value("staff.total", period=Period.half_year(2026, 1)) == 9, "newer than the system's own"


def test_a_number_is_corrected_and_taken_back_and_the_history_stays(world: World) -> None:
    assert write(world, staff__total=12) == 1
    assert write(world, staff__total=12) == 0, "it stands already: a form sent twice changes nothing"
    write(world, staff__total=13)
    assert queries.value("staff.total", period=LAST_YEAR) == 13
    write(world, staff__total=None)
    assert queries.value("staff.total", period=LAST_YEAR) is None
    assert [row.value for row in figures.history(indicator="staff.total")] == [None, 13, 12]


def test_the_start_of_a_period_is_the_end_of_the_one_before(world: World) -> None:
    write(world, stock__end=12_400)
    assert queries.value("stock.start", period=YEAR) == 12_400
    assert queries.value("stock.start", period=LAST_YEAR) is None
    with pytest.raises(Invalid) as refused:
        write(world, stock__start=12_400)
    assert refused.value.code == "indicator-computed"


def test_money_keeps_its_kopecks_and_people_are_whole(world: World) -> None:
    write(world, money__in_budget="1234.50", staff__fte="7.75")
    assert queries.value("money.in_total", period=LAST_YEAR) == Decimal("1234.50")
    with pytest.raises(Invalid) as refused:
        write(world, staff__total="7.5")
    assert (refused.value.code, refused.value.field) == ("figure-too-fine", "staff.total")


def test_a_number_far_from_the_last_one_is_asked_about(world: World) -> None:
    write(world, staff__total=12)
    with pytest.raises(Conflict) as asked:
        write(world, YEAR, staff__total=120)
    assert asked.value.code == "figures-odd"
    assert "Працівників" in asked.value.message
    assert Figure.objects.count() == 1
    assert write(world, YEAR, staff__total=120, sure=True) == 1


@pytest.mark.parametrize(
    ("told", "period", "code"),
    [
        ({"no__such": 1}, LAST_YEAR, "indicator-unknown"),
        ({"visits__total": 1}, LAST_YEAR, "indicator-computed"),
        ({"net__branches": 1}, LAST_YEAR, "indicator-computed"),
        ({"staff__total": -1}, LAST_YEAR, "figure-impossible"),
        ({"staff__total": "NaN"}, LAST_YEAR, "figure-impossible"),
        ({"staff__total": "1e30"}, LAST_YEAR, "figure-impossible"),
        ({"staff__total": 1}, Period.year(2027), "period-ahead"),
        ({"staff__total": 1}, Period.week(date(2026, 5, 4)), "period-odd"),
    ],
)
def test_what_cannot_be_is_refused(world: World, told: dict[str, object], period: Period, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        write(world, period, **told)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not Figure.objects.exists()


def test_means_use_what_was_written(world: World) -> None:
    written(world)  # 5 people registered in 2026, 7 loans, 46 visits at all libraries and 9 in September
    write(world, YEAR, stock__end=14, money__out_wages="2.5", money__out_other="0.5", sure=True)
    found = queries.values(INDICATORS, period=YEAR)
    by_hand = {
        "mean.turnover": Decimal("0.50"),
        "mean.stock_per_user": Decimal("2.8"),
        "mean.coverage": Decimal("0.0"),  # 5 of 21 400
        "iso.cost_per_user": Decimal("600.00"),
        "iso.cost_per_visit": Decimal("54.55"),  # 3 000 / 55
        "iso.visits_per_head": Decimal("0.00"),
    }
    assert {code: found[code].number for code in by_hand} == by_hand
    assert found["iso.staff_trained"].number is None


def test_people_of_the_community_are_corrected_by_hand(world: World) -> None:
    assert queries.value("mean.coverage", period=YEAR) == 0
    write(world, net__population=10)
    written(world)
    assert queries.value("mean.coverage", period=YEAR) == 50
    assert queries.value("mean.coverage", period=YEAR, places=[world.branch]) is None


def test_what_is_never_kept_is_told_apart_from_zero(world: World) -> None:
    written(world)
    write(world, staff__total=0)
    silent = queries.never_kept(INDICATORS)
    assert {"staff.fte", "sdi.issues", "visits.virtual", "iso.downloads_per_head", "money.in_total"} <= silent
    assert not {"staff.total", "visits.total", "ref.verify", "net.branches", "mean.reading"} & silent - {"ref.verify"}
    assert "visits.events" in queries.never_kept([indicator("visits.events")], places=[world.branch])
