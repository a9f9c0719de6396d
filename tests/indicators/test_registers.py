"""Numbers that registers tell: libraries, rooms, hours, groups counted apart."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.places.models import Closure, Library, Room
from oseredok.management.indicators import queries
from tests.indicators.book import record
from tests.world import World

pytestmark = pytest.mark.django_db
OCTOBER = Period.month(2026, 10)


def test_libraries_are_those_that_work_on_the_last_day(world: World) -> None:
    Library.objects.filter(pk=world.second_branch.pk).update(closed_on=date(2026, 10, 20))
    assert queries.value("net.branches", period=Period.month(2026, 9)) == 3
    assert queries.value("net.branches", period=OCTOBER) == 2
    assert queries.value("net.rural", period=Period.month(2026, 9)) == 1


def test_hours_are_those_of_the_schedule_without_alerts(world: World) -> None:
    # October 2026: 23 working days of ten hours from Tuesday to Saturday.
    asked = {"period": OCTOBER, "places": [world.central]}
    assert queries.value("net.days_open", **asked) == 23  # type: ignore[arg-type]
    assert queries.value("net.hours_open", **asked) == 230  # type: ignore[arg-type]
    assert queries.value("net.hours_open", period=OCTOBER) == 690
    day = date(2026, 10, 6)
    Closure.objects.create(
        library=world.central, kind="air_raid", started_at=clock.moment_at(day, time(8)),
        ended_at=clock.moment_at(day, time(10, 30)),
    )  # fmt: skip
    assert queries.value("net.hours_open", **asked) == Decimal("228.5")  # type: ignore[arg-type]
    assert queries.value("net.hours_lost", **asked) == Decimal("1.5")  # type: ignore[arg-type]
    months = queries.monthly("net.hours_lost", period=Period.quarter(2026, 4), places=[world.central])
    assert [value.number for _month, value in months] == [Decimal("1.5"), 0, 0]


def test_rooms_are_told_by_purpose_and_only_as_they_are_now(world: World) -> None:
    assert queries.value("room.area_service", period=OCTOBER) is None, "nobody told of any room"
    for purpose, area, free in (("service", 80, True), ("coworking", 40, False), ("storage", 60, False)):
        Room.objects.create(library=world.central, name=purpose, purpose=purpose, area=area, step_free=free)
    found = {name: queries.value(f"room.area_{name}", period=OCTOBER) for name in ("total", "service", "step_free")}
    assert found == {"total": 180, "service": 120, "step_free": 80}
    assert queries.value("room.area_total", period=OCTOBER, places=[world.branch]) is None
    compared = queries.compare("room.area_total", period=OCTOBER, on=date(2026, 11, 1))
    assert (compared.now.number, compared.year_ago.number, compared.difference) == (180, None, None)
    months = queries.monthly("room.area_total", period=Period.quarter(2026, 4))
    assert [value.number for _month, value in months] == [None, None, 180]


def test_groups_and_occupations_of_registered_people_are_counted(world: World) -> None:
    assert queries.value("users.idp", period=OCTOBER) is None, "no group was ever counted here"
    day = date(2026, 10, 6)
    for number in range(3):
        record(world, "user_new", day=day, flags=["idp"], social_status="pensioner", hour=10 + number)
    record(world, "user_reregistered", day=day, flags=["idp", "veteran"], place=world.branch)
    record(world, "visit", day=day, flags=["idp"])  # a visit is no registration
    assert queries.value("users.idp", period=OCTOBER) == 4
    assert queries.value("users.idp", period=OCTOBER, places=[world.central]) == 3
    assert queries.value("users.veteran", period=OCTOBER) == 1
    assert queries.value("users.disability", period=OCTOBER) == 0
    assert queries.value("users.pensioner", period=OCTOBER) == 3
    assert queries.value("users.idp", period=Period.month(2026, 9)) == 0
