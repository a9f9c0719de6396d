"""What the hall of seats tells the journal becomes five numbers, each counted here by hand."""

from __future__ import annotations

from datetime import date

import pytest

from oseredok.base.core.periods import Period
from oseredok.management.indicators import queries
from oseredok.management.indicators.catalogue import INDICATORS, indicator
from tests.indicators.book import record, take_back
from tests.world import World

pytestmark = pytest.mark.django_db
OCTOBER = Period.month(2026, 10)
BY_HAND = {
    "seats.sessions": 165,  # 120 + 45; 30 were taken back
    "seats.no_show": 3,
    "seats.refusals": 2,
    "seats.downtime": 480,  # 300 + 180
    "seats.lost": 50,
}


def diary(world: World) -> None:
    day = date(2026, 10, 6)
    record(world, "coworking_seat", day=day, minutes=120)
    record(world, "coworking_seat", day=day, hour=15, minutes=45)
    take_back(world, record(world, "coworking_seat", day=day, minutes=30))
    for number in (6, 7, 8):
        record(world, "seat_no_show", day=date(2026, 10, number))
    for number in (9, 10):
        record(world, "seat_refusal", day=date(2026, 10, number), channel="web")
    record(world, "seat_downtime", day=day, minutes=300)
    record(world, "seat_downtime", day=date(2026, 10, 7), minutes=180)
    record(world, "seat_lost", day=day, minutes=50)
    record(world, "seat_lost", day=day, minutes=5, place=world.branch)
    record(world, "coworking_seat", day=date(2026, 9, 30), minutes=60)


def test_every_number_of_the_hall_is_what_a_person_would_count(world: World) -> None:
    diary(world)
    values = queries.values(INDICATORS, period=OCTOBER, places=[world.central])
    assert {code: values[code].number for code in BY_HAND} == BY_HAND
    assert values["visits.coworking"].number == 2


def test_the_whole_system_counts_the_branch_too(world: World) -> None:
    diary(world)
    assert queries.value("seats.lost", period=OCTOBER) == 55
    assert queries.value("seats.lost", period=OCTOBER, places=[world.branch]) == 5


def test_what_the_hall_missed_is_no_service(world: World) -> None:
    diary(world)
    assert queries.value("services.total", period=OCTOBER, places=[world.central]) == 2


def test_fewer_missed_seats_are_good_news_and_more_time_at_seats_is() -> None:
    assert {code: indicator(code).direction for code in BY_HAND} == {
        "seats.sessions": "up",
        "seats.no_show": "down",
        "seats.refusals": "down",
        "seats.downtime": "down",
        "seats.lost": "down",
    }
