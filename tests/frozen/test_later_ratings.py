"""Ratings recorded or taken back after a freezing are listed apart, as entries of the journal are; nothing frozen changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client

from oseredok.management.reports.frozen import queries
from oseredok.management.reports.frozen.actions import freeze
from oseredok.management.reports.frozen.models import Snapshot
from oseredok.spine.feedback import paper
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.feedback.models import PaperBatch
from tests.feedback.said import OCTOBER, rate, slips
from tests.frozen.test_frozen_numbers import LATER
from tests.monitoring import cases
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
CODES = ("ratings.n", "ratings.positive_share")


def frozen(world: World) -> Snapshot:
    snapshot = freeze(codes=CODES, period=OCTOBER, places=[world.central], now=LATER)
    return Snapshot.objects.get(pk=snapshot.pk)


def take_back(world: World, batch: PaperBatch) -> None:
    paper.take_back(batch=batch, reason="twice", place=world.central, staff=world.consultant, now=LATER)


def test_slips_typed_in_later_are_listed_and_change_nothing_frozen(world: World) -> None:
    slips(world, {5: 8, 1: 2})
    snapshot = frozen(world)
    slips(world, {4: 3}, day=DAY, now=LATER)
    assert [row.number for row in snapshot.rows] == [10, 80]
    assert [(one.score, one.quantity) for one in queries.late_ratings(snapshot)] == [(4, 3)]
    assert ("ratings.n", 13) in [(one.row.code, one.now) for one in queries.corrections_since(snapshot)]


def test_slips_taken_back_later_are_listed_with_the_opposite_sign(world: World) -> None:
    batch = slips(world, {5: 8})
    snapshot = frozen(world)
    take_back(world, batch)
    (late,) = queries.late_ratings(snapshot)
    assert (late.quantity, late.reverses_id is not None) == (-8, True)
    assert snapshot.rows[0].number == 8


def test_ratings_of_another_library_or_month_are_not_listed(world: World) -> None:
    snapshot = frozen(world)
    rate(world, 1, place=world.branch)
    rate(world, 1, now=LATER)
    assert not queries.late_ratings(snapshot).exists()


def test_a_snapshot_that_remembers_no_rating_is_read_as_it_was_signed(world: World) -> None:
    """Those made before ratings were remembered have a digest without them."""
    slips(world, {5: 8})
    with patch.object(feedback, "last_rating", return_value=None):
        kept = frozen(world)
    assert kept.rows[0].number == 8  # the digest holds
    assert kept.content.digest != replace(kept.content, last_rating=0).digest
    slips(world, {4: 3}, now=LATER)
    assert not queries.late_ratings(kept).exists()


def test_the_page_of_a_monitoring_lists_them(client: Client, world: World) -> None:
    with time_machine.travel(cases.NOW, tick=False):
        one = cases.started(cases.written(world))
        day = cases.HALF.last
        slips(world, {2: 4, 5: 1}, day=day, now=cases.NOW + timedelta(hours=1))
        world.sign_in(client, "director")
        page = client.get(f"/office/monitoring/{one.public_id}/").content.decode()
        later = client.get(f"/office/monitoring/{one.public_id}/later/").content.decode()
    assert "2 пізніші оцінки" in page.replace("\u00a0", " ")
    assert "Оцінок за цей період додалося або скасовано: 2 рядки." in later.replace("\u00a0", " ")
    assert "2 (погано)" in later
    assert "в щоденник внесли" not in later
