"""A code bound to something of another room (a booking, a session at a seat): one for each, moved with its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from oseredok.library.places.models import Library
from oseredok.services.wifi import actions, queries
from oseredok.services.wifi.models import WifiCode
from tests.wifi.network import Router, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SEAT = ("seats", "42")


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def central(world: World) -> Library:
    turn_on(world.central)
    return world.central


def code_of(place: Library, **how: Any) -> WifiCode:
    made = actions.code_for(**{"place": place, "subject": SEAT, "until": NOW + HOUR, "now": NOW, **how})
    assert made is not None
    return made


def test_asked_twice_it_is_the_same_code(central: Library) -> None:
    assert code_of(central) == code_of(central)
    assert WifiCode.objects.count() == 1
    assert queries.code_of(place=central, subject=SEAT) == WifiCode.objects.get()
    assert queries.code_of(place=central, subject=("seats", "43")) is None


def test_each_booking_has_its_own(central: Library) -> None:
    assert code_of(central).code != code_of(central, subject=("seats", "43")).code


def test_it_lasts_as_long_as_the_session(central: Library, morning: Any) -> None:
    router, code = Router(central), code_of(central)
    assert router.asks(code.code)["reply:Session-Timeout"] == 3600
    morning.shift(HOUR)
    assert not router.lets_in(code.code)


def test_an_extended_session_extends_it_even_when_it_is_in_use(central: Library, morning: Any) -> None:
    router, code = Router(central), code_of(central)
    router.lets_in(code.code)
    code_of(central, until=NOW + 2 * HOUR)
    morning.shift(HOUR)
    assert router.asks(code.code)["reply:Session-Timeout"] == 3600


def test_a_session_that_ended_sooner_ends_it(central: Library, morning: Any) -> None:
    router, code = Router(central), code_of(central)
    router.lets_in(code.code)
    code_of(central, until=NOW + HOUR / 4)
    morning.shift(HOUR / 2)
    assert not router.lets_in(code.code)


def test_what_the_desk_revoked_stays_revoked(central: Library) -> None:
    actions.revoke_code(code=code_of(central), now=NOW)
    assert code_of(central, until=NOW + 2 * HOUR).revoked_at is not None


def test_it_is_over_without_a_code_or_time(world: World, central: Library) -> None:
    asked = {"subject": SEAT, "now": NOW}
    assert actions.code_for(place=world.branch, until=NOW + HOUR, **asked) is None, "no codes are given there"
    assert actions.code_for(place=central, until=NOW, **asked) is None
    assert actions.code_for(place=central, since=NOW + HOUR, until=NOW + HOUR, **asked) is None
    assert not WifiCode.objects.exists()
