"""Ratings answer through the same functions as everything else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oseredok.base.core.periods import Period
from oseredok.management.indicators import actions, queries
from oseredok.management.indicators.catalogue import INDICATORS
from tests.feedback.said import OCTOBER, rate, slips
from tests.world import World

pytestmark = pytest.mark.django_db
RATINGS = [one for one in INDICATORS if one.source == "ratings"]


def test_ratings_give_a_share_with_its_range_a_mean_and_counts(world: World) -> None:
    slips(world, {5: 20, 4: 12, 3: 5, 2: 2, 1: 1})
    found = queries.values(RATINGS, period=OCTOBER)
    share = found["ratings.positive_share"]
    assert (share.number, share.n, share.is_of_few) == (Decimal("80.0"), 40, False)
    assert share.interval == (Decimal("65.2"), Decimal("89.5"))
    assert found["ratings.mean"].number == Decimal("4.20")  # 168 points of 40
    counts = [found[f"ratings.{name}"].number for name in ("n", "positive", "neutral", "critical")]
    assert counts == [40, 32, 5, 3]
    assert found["outcomes.knowledge"].number is None


def test_months_and_libraries_have_their_own(world: World) -> None:
    slips(world, {5: 3, 1: 1})
    rate(world, 5, place=world.branch)
    months = queries.monthly("ratings.positive_share", period=Period.quarter(2026, 4), places=[world.central])
    assert [value.number for _month, value in months] == [75, None, None]
    places = queries.by_place("ratings.positive_share", period=OCTOBER, places=[world.central, world.branch])
    assert [value.number for _place, value in places] == [75, 100]
    assert places[1][1].is_of_few


def test_before_the_first_rating_none_are_kept(world: World) -> None:
    assert {one.code for one in RATINGS} == queries.never_kept(RATINGS)
    rate(world, 4)
    assert not queries.never_kept(RATINGS)


def test_eighty_per_cent_is_a_target_of_a_half_year(world: World) -> None:
    actions.set_target(
        indicator="ratings.positive_share", place=world.central, value=Decimal(80), valid_from=OCTOBER.start,
        length="half_year",
    )  # fmt: skip
    slips(world, {5: 20, 1: 10})
    going = queries.progress("ratings.positive_share", month=OCTOBER, on=world.now.date(), places=[world.central])
    assert (going.target, going.is_behind) == (80, True)
    assert going.sentence == "До цілі бракує 13,3."
