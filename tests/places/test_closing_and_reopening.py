"""«Тривога», «Немає світла», «Відбій»: taps at the desk."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.library.places import actions, hours, queries
from oseredok.library.places.models import Closure
from tests.world import World, build

pytestmark = pytest.mark.django_db


def test_an_alert_closes_the_library_and_its_end_reopens_it(world: World) -> None:
    closure = actions.begin_closure(library=world.central, kind="air_raid", staff_name="Наталя К.", now=world.now)
    assert not hours.is_open(world.central, world.now)
    assert hours.is_open(world.branch, world.now)
    later = world.now + timedelta(minutes=36)
    ended = actions.end_closure(closure=closure, staff_name="Ірина Ґ.", now=later)
    assert hours.is_open(world.central, later)
    assert (ended.started_by, ended.ended_by, ended.ended_at) == ("Наталя К.", "Ірина Ґ.", later)


def test_two_taps_make_one_closure(world: World) -> None:
    first = actions.begin_closure(library=world.central, kind="air_raid", staff_name="Наталя К.", now=world.now)
    second = actions.begin_closure(
        library=world.central, kind="air_raid", staff_name="Ірина Ґ.", now=world.now + timedelta(seconds=2)
    )
    assert first == second
    assert second.started_at == world.now


def test_ending_twice_keeps_the_first_end(world: World) -> None:
    closure = actions.begin_closure(library=world.central, kind="power_cut", staff_name="Н", now=world.now)
    actions.end_closure(closure=closure, staff_name="перша", now=world.now + timedelta(minutes=5))
    again = actions.end_closure(closure=closure, staff_name="друга", now=world.now + timedelta(minutes=9))
    assert (again.ended_by, again.ended_at) == ("перша", world.now + timedelta(minutes=5))


def test_an_alert_and_a_power_cut_may_last_together(world: World) -> None:
    actions.begin_closure(library=world.central, kind="power_cut", staff_name="Н", now=world.now)
    alert = actions.begin_closure(library=world.central, kind="air_raid", staff_name="Н", now=world.now)
    at = world.now + timedelta(minutes=1)
    assert [one.kind for one in queries.live_closures(world.central, at=at)] == ["air_raid", "power_cut"]
    actions.end_closure(closure=alert, staff_name="Н", now=at)
    assert hours.state(world.central, at).reason == "power_cut"


def test_yesterdays_forgotten_alert_ends_with_its_day_when_the_next_begins(world: World) -> None:
    forgotten = actions.begin_closure(library=world.central, kind="air_raid", staff_name="Н", now=world.now)
    tomorrow = world.now + timedelta(days=1)
    assert list(queries.live_closures(world.central, at=tomorrow)) == []
    fresh = actions.begin_closure(library=world.central, kind="air_raid", staff_name="І", now=tomorrow)
    forgotten.refresh_from_db()
    assert fresh != forgotten
    assert forgotten.ended_at == clock.day_bounds(clock.local_date(world.now))[1]
    assert [one.pk for one in queries.live_closures(world.central, at=tomorrow)] == [fresh.pk]


def test_an_unknown_reason_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        actions.begin_closure(library=world.central, kind="holiday", staff_name="Н", now=world.now)
    assert refused.value.code == "unknown-closure"
    assert not Closure.objects.exists()


def test_the_closures_of_a_period_are_the_causes_beside_its_numbers(world: World) -> None:
    actions.begin_closure(library=world.central, kind="air_raid", staff_name="Н", now=world.now)
    day = clock.local_date(world.now)
    assert queries.closures(world.central, Period.day(day)).count() == 1
    assert queries.closures(world.central, Period.day(day).next()).count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_librarians_tapping_at_once_make_one_closure() -> None:
    world = build()
    made: list[int] = []
    start = threading.Barrier(2)

    def tap(name: str) -> None:
        start.wait(timeout=120)
        try:
            made.append(
                actions.begin_closure(library=world.central, kind="air_raid", staff_name=name, now=world.now).pk
            )
        finally:
            connection.close()

    taps = [threading.Thread(target=tap, args=(name,)) for name in ("Наталя", "Ірина")]
    for one in taps:
        one.start()
    for one in taps:
        one.join(timeout=120)
    assert len(made) == 2
    assert len(set(made)) == 1
    assert Closure.objects.count() == 1
