"""The door of the network: who comes in by a code, for how long, and why not, as a RADIUS server hears it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.library.offer import queries as offer
from oseredok.library.places.models import Library
from oseredok.services.wifi import actions, digits, settings_actions
from oseredok.services.wifi.models import WifiCode, WifiSession, WifiSettings
from tests.wifi.network import LAPTOP, PHONE, Router, header, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def central(world: World) -> Library:
    turn_on(world.central)
    return world.central


@pytest.fixture
def router(central: Library) -> Router:
    return Router(central)


def issue(place: Library, **how: Any) -> WifiCode:
    return actions.issue_code(place=place, now=NOW, **how)


def refusal(answer: dict[str, Any]) -> str:
    assert answer["control:Auth-Type"] == "Reject"
    return str(answer["reply:Reply-Message"])


def test_a_good_code_opens_until_its_end(router: Router, central: Library) -> None:
    answer = router.asks(issue(central).code)
    assert answer["control:Auth-Type"] == "Accept"
    assert answer["reply:Session-Timeout"] == 7.5 * 3600, "from 11:30 to 19:00"
    assert answer["reply:Acct-Interim-Interval"] == 300


def test_the_time_runs_from_the_first_use(router: Router, central: Library, morning: Any) -> None:
    code = issue(central, minutes=60)
    morning.shift(timedelta(minutes=40))
    assert router.asks(code.code)["reply:Session-Timeout"] == 3600
    morning.shift(timedelta(minutes=50))
    assert router.asks(code.code)["reply:Session-Timeout"] == 600, "coming back begins nothing anew"
    morning.shift(timedelta(minutes=10))
    assert refusal(router.asks(code.code)) == "Час коду скінчився о 13:10. Візьміть новий біля стійки."


def test_closing_ends_a_code_sooner_than_its_minutes(router: Router, central: Library, morning: Any) -> None:
    code = issue(central, minutes=120)
    morning.shift(timedelta(hours=7))
    assert router.asks(code.code)["reply:Session-Timeout"] == 1800


def test_a_code_may_be_typed_with_a_gap(router: Router, central: Library) -> None:
    assert router.lets_in(digits.shown(issue(central).code))


def test_an_unknown_code_is_refused_and_no_more_is_told(router: Router) -> None:
    assert refusal(router.asks(digits.fresh())) == "Такого коду немає. Перевірте цифри або візьміть код біля стійки."


def test_a_slip_of_the_finger_is_told(router: Router, central: Library) -> None:
    code = issue(central).code
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert refusal(router.asks(wrong)) == "У коді помилка: перевірте кожну цифру."
    assert refusal(router.asks("гість")) == "Код — це вісім цифр. Перевірте його."


def test_a_revoked_code_is_refused(router: Router, central: Library) -> None:
    code = issue(central)
    actions.revoke_code(code=code, now=NOW)
    assert refusal(router.asks(code.code)) == "Цей код скасовано. Візьміть новий біля стійки."


def test_a_code_of_another_library_opens_nothing_here(router: Router, world: World) -> None:
    turn_on(world.branch)
    assert not router.lets_in(issue(world.branch).code)


def test_a_code_that_is_not_begun_yet_says_when(router: Router, central: Library) -> None:
    code = actions.code_for(
        place=central, subject=("seats", "7"), since=NOW + timedelta(hours=1), until=NOW + timedelta(hours=2), now=NOW
    )
    assert code is not None
    assert refusal(router.asks(code.code)) == "Цей код запрацює о 12:30."


def test_when_codes_are_switched_off_nobody_comes_in(router: Router, central: Library) -> None:
    code = issue(central)
    WifiSettings.objects.update(by_codes=False)
    assert refusal(router.asks(code.code)) == "Wi-Fi за кодами зараз вимкнено. Спитайте біля стійки."


def test_when_the_service_is_not_given_nobody_comes_in(router: Router, central: Library) -> None:
    code = issue(central)
    kind = offer.kind("wifi")
    kind.is_active = False
    kind.save()
    assert not router.lets_in(code.code)


def test_every_refusal_fits_into_an_answer_of_radius(router: Router, central: Library, morning: Any) -> None:
    over, revoked = issue(central, minutes=5), issue(central)
    actions.revoke_code(code=revoked, now=NOW)
    router.lets_in(over.code)
    morning.shift(timedelta(days=1))
    told = [refusal(router.asks(typed)) for typed in (over.code, revoked.code, digits.fresh(), "x", "12345678")]
    assert len(set(told)) == 5
    assert max(len(sentence.encode()) for sentence in told) <= 253


# --- One device at a time -----------------------------------------------------------------------------


def test_a_second_device_waits_until_the_first_is_gone(router: Router, central: Library) -> None:
    code = issue(central).code
    assert router.lets_in(code)
    told = refusal(router.asks(code, device=LAPTOP))
    assert told == "Цей код уже працює на іншому пристрої. Для другого візьміть ще один."
    router.tells("Start", code)
    assert not router.lets_in(code, device=LAPTOP)
    router.tells("Stop", code, lasted=0)
    assert router.lets_in(code, device=LAPTOP)


def test_the_same_device_comes_back_however_its_name_is_written(router: Router, central: Library) -> None:
    code = issue(central).code
    assert router.lets_in(code, device="aa:bb:cc:00:11:22")
    assert router.lets_in(code, device="AABB.CC00.1122")
    assert WifiSession.objects.count() == 1


def test_a_device_that_never_came_frees_the_code_in_two_minutes(router: Router, central: Library, morning: Any) -> None:
    code = issue(central).code
    assert router.lets_in(code)
    morning.shift(timedelta(minutes=1, seconds=59))
    assert not router.lets_in(code, device=LAPTOP)
    morning.shift(timedelta(seconds=2))
    assert router.lets_in(code, device=LAPTOP)


def test_a_device_of_which_the_router_is_silent_frees_the_code(router: Router, central: Library, morning: Any) -> None:
    code = issue(central).code
    router.lets_in(code)
    router.tells("Start", code)
    morning.shift(timedelta(minutes=10))
    router.tells("Interim-Update", code, lasted=600)
    morning.shift(timedelta(minutes=14))
    assert not router.lets_in(code, device=LAPTOP)
    morning.shift(timedelta(minutes=2))
    assert router.lets_in(code, device=LAPTOP)


def test_a_library_may_allow_several_devices(router: Router, central: Library) -> None:
    turn_on(central, one_device=False)
    code = issue(central).code
    assert router.lets_in(code)
    assert router.lets_in(code, device=LAPTOP)


def test_a_restarted_router_has_nobody_connected(router: Router, central: Library) -> None:
    code = issue(central).code
    router.lets_in(code)
    router.tells("Start", code)
    assert not router.lets_in(code, device=LAPTOP)
    assert router.tells("Accounting-On") == 204
    assert router.lets_in(code, device=LAPTOP)


def test_a_restarted_router_does_not_cut_off_those_of_another(router: Router, central: Library) -> None:
    code = issue(central).code
    router.lets_in(code)
    router.tells("Start", code)
    router.tells("Accounting-Off", router="other")
    assert not router.lets_in(code, device=LAPTOP)


# --- Guessing -----------------------------------------------------------------------------------------


def test_a_guessing_device_is_stopped_and_another_one_is_not(router: Router, central: Library, morning: Any) -> None:
    code = issue(central).code
    for _try in range(10):
        assert not router.lets_in(digits.fresh())
    assert refusal(router.asks(code)) == "Забагато спроб. Спробуйте о 11:45."
    assert router.lets_in(code, device=LAPTOP)
    morning.shift(timedelta(minutes=16))
    router.tells("Accounting-On")
    assert router.lets_in(issue(central).code)


def test_whoever_comes_in_by_a_good_code_is_not_counted_as_guessing(router: Router, central: Library) -> None:
    code = issue(central).code
    assert all(router.lets_in(code) for _time in range(25))


def test_guessing_by_many_devices_does_not_stop_those_who_are_in(
    router: Router, central: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oseredok.library.people.own_page.limits import Limit
    from oseredok.services.wifi import sessions

    monkeypatch.setattr(sessions, "WRONG_OF_LIBRARY", Limit("wifi-library", 5, timedelta(hours=1)))
    used, fresh = issue(central).code, issue(central).code
    assert router.lets_in(used)
    for number in range(5):
        router.asks(digits.fresh(), device=f"02-00-00-00-00-{number:02d}")
    assert "Забагато спроб." in refusal(router.asks(fresh, device=LAPTOP))
    assert router.lets_in(used, device=PHONE)


# --- Who may ask --------------------------------------------------------------------------------------

PATHS = ("/radius/authorize/", "/radius/accounting/")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "told",
    ["", "Basic", "Basic !!!", "Bearer abc", header("central", ""), header("central", "wrong"), header("nowhere", "x"),
     "Basic " + "A" * 5000, "Basic /////w=="],
)  # fmt: skip
def test_without_the_key_nothing_is_answered(central: Library, path: str, told: str) -> None:
    settings_actions.make_key(library=central, now=NOW)
    answer = Client().post(path, {"code": issue(central).code}, headers={"Authorization": told} if told else {})
    assert answer.status_code == 401
    assert answer.content == b""
    assert WifiCode.objects.get().started_at is None


def test_a_library_that_made_no_key_is_asked_by_nobody(central: Library) -> None:
    for key in ("", "None"):
        answer = Client().post(PATHS[0], {"code": "1"}, headers={"Authorization": header("central", key)})
        assert answer.status_code == 401


def test_the_key_of_another_library_opens_only_its_own(world: World, central: Library) -> None:
    turn_on(world.branch)
    key = settings_actions.make_key(library=world.branch, now=NOW)
    answer = Client().post(PATHS[0], {"code": "1"}, headers={"Authorization": header("central", key)})
    assert answer.status_code == 401


def test_a_new_key_ends_the_former(central: Library) -> None:
    former = Router(central)
    Router(central)
    answer = former.client.post(PATHS[0], {"code": "1"}, headers={"Authorization": former.header})
    assert answer.status_code == 401


def test_a_signed_in_director_is_no_server(world: World, client: Client, central: Library) -> None:
    world.sign_in(client, "director")
    assert client.post(PATHS[0], {"code": issue(central).code}).status_code == 401


def test_guessing_the_key_is_slowed_down_and_the_server_goes_on(central: Library, router: Router) -> None:
    got = [Client().post(PATHS[0], headers={"Authorization": header("central", str(n))}).status_code for n in range(22)]
    assert got == [401] * 20 + [429] * 2
    assert router.lets_in(issue(central).code), "the right key is never slowed down"


def test_a_page_asked_with_get_is_no_question(router: Router) -> None:
    for path in PATHS:
        assert router.client.get(path, headers={"Authorization": router.header}).status_code == 405


def test_the_server_needs_no_cookie_and_gets_none(router: Router, central: Library) -> None:
    router.asks(issue(central).code)
    assert not router.client.cookies
