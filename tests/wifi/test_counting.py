"""From what a router tells to the journal: one person with one code is one service, however often the phone fell asleep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.periods import Period
from oseredok.library.offer import queries as offer
from oseredok.library.places.models import Library
from oseredok.management.indicators import numbers as indicators
from oseredok.services.wifi import actions, counting, tasks
from oseredok.services.wifi.models import WifiCode, WifiSession
from oseredok.spine.journal import subjects
from oseredok.spine.journal.models import Entry
from tests.wifi.network import LAPTOP, Router, counted, turn_on
from tests.world import DAY, NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def central(world: World) -> Library:
    turn_on(world.central, one_device=False)
    return world.central


@pytest.fixture
def router(central: Library) -> Router:
    return Router(central)


@pytest.fixture
def code(central: Library, router: Router) -> str:
    """An hour's code that a phone has come in by."""
    made = actions.issue_code(place=central, now=NOW, minutes=60).code
    assert router.lets_in(made)
    return made


def settle(morning: Any, *, after: timedelta = timedelta(minutes=66)) -> None:
    """Live until after the hour's code is over and the worker has had its turn."""
    morning.move_to(NOW + after)
    counting.settle_due(now=NOW + after)


def test_a_stay_till_the_end_is_counted_as_soon_as_it_ends(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    morning.shift(timedelta(minutes=60))
    assert counted() == []
    router.tells("Stop", code, lasted=3600)
    assert counted() == [(1, 60)]
    entry = Entry.objects.get(kind__code="wifi")
    assert (entry.occurred_at, entry.local_date, entry.staff, entry.visitor_key) == (NOW, DAY, None, "")


def test_a_phone_that_falls_asleep_is_one_service(router: Router, code: str, morning: Any) -> None:
    for number in range(6):
        router.tells("Start", code, session=f"s{number}")
        morning.shift(timedelta(minutes=5))
        router.tells("Stop", code, session=f"s{number}", lasted=300)
        morning.shift(timedelta(minutes=3))
    settle(morning)
    assert counted() == [(1, 30)]


def test_two_devices_at_once_are_one_service_and_their_minutes_count_once(
    router: Router, code: str, morning: Any
) -> None:
    router.lets_in(code, device=LAPTOP)
    router.tells("Start", code)
    router.tells("Start", code, session="other", station=LAPTOP)
    morning.shift(timedelta(minutes=20))
    router.tells("Stop", code, lasted=20 * 60)
    morning.shift(timedelta(minutes=10))
    router.tells("Stop", code, session="other", station=LAPTOP, lasted=30 * 60)
    settle(morning)
    assert counted() == [(1, 30)]


def test_what_is_told_twice_is_counted_once(router: Router, code: str, morning: Any) -> None:
    for _time in range(3):
        router.tells("Start", code)
    morning.shift(timedelta(minutes=60))
    for _time in range(3):
        router.tells("Stop", code, lasted=3600)
    router.tells("Start", code, ago=3600)
    settle(morning)
    settle(morning, after=timedelta(minutes=90))
    assert counted() == [(1, 60)]
    assert WifiSession.objects.count() == 1


def test_an_end_without_a_beginning_is_still_a_stay(router: Router, code: str, morning: Any) -> None:
    morning.shift(timedelta(minutes=25))
    router.tells("Stop", code, lasted=25 * 60)
    settle(morning)
    assert counted() == [(1, 25)]


def test_news_that_came_late_tell_when_it_was(router: Router, code: str, morning: Any) -> None:
    morning.shift(timedelta(minutes=10))
    router.tells("Start", code, ago=600)
    morning.shift(timedelta(minutes=20))
    router.tells("Stop", code, ago=300)
    settle(morning)
    assert counted() == [(1, 25)]


def test_a_power_cut_leaves_what_was_known_till_then(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    morning.shift(timedelta(minutes=20))
    router.tells("Interim-Update", code, lasted=20 * 60, input=700, output=300)
    settle(morning, after=timedelta(hours=5))
    assert counted() == [(1, 20)]
    session = WifiSession.objects.get()
    assert (session.octets, session.station, session.ended_at) == (1000, "", NOW + timedelta(minutes=20))


def test_a_router_that_tells_nothing_still_gives_one_service(router: Router, code: str, morning: Any) -> None:
    settle(morning)
    assert counted() == [(1, None)]
    assert not WifiSession.objects.exists()


def test_a_code_that_nobody_used_is_not_counted(central: Library, morning: Any) -> None:
    actions.issue_code(place=central, now=NOW, minutes=60)
    settle(morning, after=timedelta(days=1))
    assert counted() == []


def test_the_router_has_five_minutes_for_its_last_words(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    settle(morning, after=timedelta(minutes=64))
    assert counted() == []
    router.tells("Stop", code, lasted=3600)
    assert counted() == [(1, 60)]


def test_a_revoked_code_is_counted_when_its_device_leaves(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    morning.shift(timedelta(minutes=10))
    actions.revoke_code(code=WifiCode.objects.get(), now=NOW + timedelta(minutes=10))
    assert counted() == []
    router.tells("Stop", code, lasted=600)
    assert counted() == [(1, 10)]


def test_a_revoked_code_that_nobody_uses_now_is_counted_at_once(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    router.tells("Stop", code, lasted=0)
    actions.revoke_code(code=WifiCode.objects.get(), now=NOW)
    assert counted() == [(1, None)]


def test_a_restarted_router_uses_a_session_number_again(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    morning.shift(timedelta(minutes=10))
    router.tells("Interim-Update", code, lasted=600)
    router.tells("Accounting-On")
    morning.shift(timedelta(minutes=10))
    router.tells("Start", code)
    morning.shift(timedelta(minutes=15))
    router.tells("Stop", code, lasted=15 * 60)
    settle(morning)
    assert counted() == [(1, 25)]
    assert WifiSession.objects.count() == 2


def test_traffic_over_four_gigabytes_is_added_right(router: Router, code: str) -> None:
    router.tells("Start", code)
    router.tells("Stop", code, lasted=60, input=5, input_gigawords=1, output=7)
    assert WifiSession.objects.get().octets == 2**32 + 12


@pytest.mark.parametrize(
    "odd",
    [{"lasted": "-5"}, {"lasted": "9" * 30}, {"ago": "вчора"}, {"input": "²"}, {"session": ""}, {"router": "х" * 900}],
)
def test_odd_news_break_nothing(router: Router, code: str, odd: dict[str, str]) -> None:
    assert router.tells("Stop", code, **odd) == 204
    assert router.tells("Нове", code, **odd) == 204
    assert router.tells("Start", "' OR 1=1", **odd) == 204


@pytest.mark.parametrize("field", ["code", "session", "router", "station"])
def test_a_nul_in_the_news_is_refused_and_breaks_nothing(router: Router, code: str, field: str) -> None:
    assert router.tells("Start", **{"code": code, field: "\0"}) == 400


def test_news_of_a_code_that_is_not_ours_are_answered_and_forgotten(router: Router) -> None:
    assert router.tells("Start", "11111111") == 204
    assert not WifiSession.objects.exists()


def test_a_service_that_is_switched_off_meanwhile_waits_to_be_counted(router: Router, code: str, morning: Any) -> None:
    kind = offer.kind("wifi")
    kind.is_active = False
    kind.save()
    settle(morning)
    assert counted() == []
    kind.is_active = True
    kind.save()
    settle(morning, after=timedelta(minutes=80))
    assert counted() == [(1, None)]


def test_the_worker_counts_and_orders_its_next_turn(router: Router, code: str, morning: Any) -> None:
    morning.move_to(NOW + timedelta(minutes=70))
    assert tasks.count_codes.func() == 1
    assert counted() == [(1, None)]
    assert DBTaskResult.objects.filter(task_path=tasks.count_codes.module_path).count() == 1


def test_the_mark_of_a_silent_device_is_dropped(router: Router, code: str, morning: Any) -> None:
    router.tells("Start", code)
    morning.shift(timedelta(minutes=14))
    assert counting.forget_devices(now=NOW + timedelta(minutes=14)) == 0
    assert counting.forget_devices(now=NOW + timedelta(minutes=15)) == 1
    assert WifiSession.objects.get().station == ""


def test_the_entry_feeds_the_indicators_and_names_the_code_without_its_digits(
    router: Router, code: str, central: Library, morning: Any
) -> None:
    settle(morning)
    day = Period.day(DAY)
    assert indicators.value("services.access", places=[central], period=day) == 1
    entry = Entry.objects.get(kind__code="wifi")
    (named,) = subjects.describe([entry]).values()
    assert named.title == f"За кодом № {WifiCode.objects.get().pk}"
    assert code not in str(list(Entry.objects.filter(pk=entry.pk).values()))
