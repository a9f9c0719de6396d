"""Old codes go by their term; what they counted stays in the journal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oseredok.base.core import clock
from oseredok.base.preferences.actions import set_value
from oseredok.library.privacy import register, retention
from oseredok.services.wifi import actions, counting, sessions
from oseredok.services.wifi.models import WifiBatch, WifiCode, WifiSession
from oseredok.services.wifi.preferences import KEEP_CODES
from tests.wifi.network import PHONE, counted, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def use(world: World, code: WifiCode) -> None:
    """Come in, stay ten minutes, leave."""
    told = sessions.Told(code=code.code, session="1", router="r", station=PHONE, lasted=timedelta(minutes=10))
    assert sessions.let_in(library=world.central, typed=code.code, station=PHONE, now=NOW).is_open
    sessions.ended(library=world.central, told=told, now=NOW + timedelta(minutes=10))


def test_a_code_goes_after_its_term_and_its_entry_stays(world: World) -> None:
    turn_on(world.central)
    use(world, actions.issue_code(place=world.central, now=NOW))
    counting.settle_due(now=NOW + timedelta(days=1))
    retention.run(now=NOW + timedelta(days=7))
    assert WifiCode.objects.count() == 1
    run = retention.run(now=NOW + timedelta(days=8))
    assert dict(run.counts.values_list("what", "number")) == {"wifi": 1}
    assert not WifiCode.objects.exists()
    assert not WifiSession.objects.exists()
    assert counted() == [(1, 10)]


def test_slips_that_may_still_be_used_stay_with_their_sheet(world: World) -> None:
    turn_on(world.central)
    batch = actions.print_batch(place=world.central, size=2, days=60, now=NOW)
    used, unused = batch.codes.order_by("pk")
    use(world, used)
    counting.settle_due(now=NOW + timedelta(days=1))
    retention.run(now=NOW + timedelta(days=30))
    assert list(WifiCode.objects.all()) == [unused]
    retention.run(now=NOW + timedelta(days=90))
    assert not WifiCode.objects.exists()
    assert not WifiBatch.objects.exists()


def test_the_term_is_set_by_the_office(world: World) -> None:
    turn_on(world.central)
    actions.issue_code(place=world.central, now=NOW)
    set_value(declared=KEEP_CODES, text="30", by="Ольга", now=NOW)
    planned = {one.term.code: one for one in retention.plan(today=clock.local_date(NOW + timedelta(days=8)))}["wifi"]
    assert (planned.setting, planned.now, planned.soon) == ("30 днів", 0, 1)


def test_the_register_of_processing_tells_of_devices_and_the_term(world: World) -> None:
    (line,) = [one for one in register.lines() if one.activity.code == "wifi"]
    assert "7 днів" in line.term
    assert "мітку" in line.activity.composition
