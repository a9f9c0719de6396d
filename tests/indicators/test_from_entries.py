"""However a number is read (tallies by month, odd days, entries not settled yet), it is what its own entries add up to."""

from __future__ import annotations

from datetime import date

import pytest

from oseredok.base.core.periods import Period
from oseredok.management.indicators import queries
from oseredok.management.indicators.catalogue import INDICATORS, Indicator
from oseredok.management.indicators.formulas import Cut, Distinct, Sum
from oseredok.management.indicators.gathering import By, gather
from oseredok.spine.journal import actions as journal
from tests.indicators.book import record, take_back, written
from tests.world import World

pytestmark = pytest.mark.django_db
PERIODS = (
    Period.month(2026, 10),
    Period.through(date(2026, 9, 30), date(2026, 10, 6)),  # no whole month
    Period.through(date(2025, 10, 20), date(2026, 10, 6)),  # whole months between odd days
    Period.day(date(2026, 10, 6)),
)


def diary(world: World) -> None:
    """Half of it settled: the rest is in the tail, and so is a mistake taken back after its entry was settled."""
    written(world)
    for day, kind in ((6, "visit"), (7, "visit"), (7, "visit_event"), (30, "visit")):
        record(world, kind, day=date(2026, 10, day), visitor=world.taras, social_status="pensioner")
    settled = record(world, "loan_book", day=date(2026, 10, 3), theme="fiction", language="uk", visitor=world.daryna)
    journal.settle()
    take_back(world, settled)
    record(world, "visit", day=date(2026, 10, 6), visitor=world.daryna, place=world.branch)
    record(world, "user_new", day=date(2026, 10, 6), social_status="pensioner")
    record(world, "reference_fact", day=date(2025, 10, 28), outcome="redirected", channel="email")


def behind(one: Indicator, period: Period, world: World) -> int:
    entries = queries.totals(queries.entries_of(one, period=period, places=[world.central]))
    return entries["visitors" if isinstance(one.formula, Distinct) else one.formula.of]  # type: ignore[attr-defined]


@pytest.mark.parametrize("settled", [False, True])
def test_every_number_of_the_journal_is_the_sum_of_its_entries(world: World, settled: bool) -> None:
    diary(world)
    if settled:
        journal.settle()
    listed = [one for one in INDICATORS if isinstance(one.formula, Sum | Distinct)]
    for period in PERIODS:
        values = queries.values(listed, period=period, places=[world.central])
        expected = {one.code: behind(one, period, world) for one in listed}
        assert {code: value.number for code, value in values.items()} == expected, period


def test_fewer_facts_make_the_same_sums(world: World) -> None:
    diary(world)
    cuts = [cut for one in INDICATORS for cut in one.formula.cuts]
    cuts += [Cut(kinds=("visit",)), Cut(kinds=("visit",), age_groups=("none",)), Cut(statuses=("none", "pensioner"))]
    cuts += [Cut(themes=("none", "fiction"), languages=("uk", "none")), Cut(channels=("phone",), age_groups=("none",))]
    groupings: tuple[By, ...] = ("", "month", "place", "place_month", "day")
    places = [world.central, world.branch]
    for by in groupings:
        every = gather(cuts=cuts, period=PERIODS[2], places=places, by=by)
        fewer = gather(cuts=cuts, period=PERIODS[2], places=places, by=by, keep=())
        assert set(every) == set(fewer)
        for bucket, facts in every.items():
            assert [facts.total(cut) for cut in cuts] == [fewer[bucket].total(cut) for cut in cuts], (by, bucket)


def test_different_people_of_a_narrower_cut_are_counted_from_entries(world: World) -> None:
    diary(world)
    old = Cut(kinds=("visit",), statuses=("pensioner",))
    october = PERIODS[0]
    facts = gather(cuts=(), distinct=[old, Cut(kinds=("visit",))], period=october, by="month")
    assert [facts[october.start].distinct[cut] for cut in (old, Cut(kinds=("visit",)))] == [1, 2]
