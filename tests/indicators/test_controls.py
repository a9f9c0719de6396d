"""Control relations: what does not agree is told with its arithmetic."""

from __future__ import annotations

import pytest

from oseredok.base.core.periods import Period
from oseredok.management.indicators import queries
from oseredok.management.indicators.queries import Checked
from tests.indicators.book import record, written
from tests.indicators.test_figures import LAST_YEAR, write
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
YEAR = Period.year(2026)


def checked(code: str) -> Checked:
    return next(one for one in queries.controls(period=YEAR) if one.code == code)


def test_a_stock_that_agrees_and_one_that_does_not(world: World) -> None:
    assert checked("stock").state == "unknown"
    assert "немає числа «Фонд на початок періоду»" in checked("stock").sentence
    write(world, LAST_YEAR, stock__end=12_400)
    write(world, YEAR, stock__added=310, stock__withdrawn=120, stock__end=12_590)
    assert checked("stock").state == "holds"
    write(world, YEAR, stock__end=12_600)
    broken = checked("stock")
    assert broken.is_broken
    assert broken.sentence.replace("\u00a0", " ") == (
        "Фонд на початок, плюс надходження, мінус вибуття дають фонд на кінець: не сходиться на 10. "
        "фонд на початок періоду 12 400 + фонд: надійшло 310 − фонд: вибуло 120 = 12 590, а фонд на кінець періоду 12 600."
    )
    assert queries.controls(period=YEAR)[0].is_broken, "what is broken comes first"


def test_what_was_not_withdrawn_counts_as_nothing(world: World) -> None:
    write(world, LAST_YEAR, stock__end=100)
    write(world, YEAR, stock__added=5, stock__end=105)
    assert checked("stock").state == "holds"


def test_unknown_ages_show_as_a_gap(world: World) -> None:
    written(world)
    assert checked("ages").state == "holds"
    record(world, "user_new", day=DAY)
    assert "не сходиться на 1" in checked("ages").sentence


def test_a_part_larger_than_its_whole_is_told(world: World) -> None:
    write(world, YEAR, it__computers_total=10, it__computers_public=12)
    assert checked("computers").sentence.startswith("Комп’ютери для користувачів — частина всіх: більше на 2.")


def test_quarters_written_by_hand_make_the_year(world: World) -> None:
    for quarter, number in enumerate((10, 20, 30, 40), start=1):
        write(world, Period.quarter(2025, quarter), money__in_budget=number)
    assert not [one for one in queries.controls(period=LAST_YEAR) if one.code.startswith("parts-")]
    write(world, LAST_YEAR, money__in_budget=101)
    found = next(one for one in queries.controls(period=LAST_YEAR) if one.code == "parts-money.in_budget")
    assert found.is_broken
    assert "частини разом 100, а за весь період записано 101" in found.sentence


@pytest.mark.parametrize("code", ["event-visits", "virtual", "new", "remote"])
def test_what_the_journal_counts_agrees_by_itself(world: World, code: str) -> None:
    written(world)
    assert checked(code).state == "holds"
