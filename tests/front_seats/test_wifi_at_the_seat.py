"""Whoever sits at a seat sees their own code of Wi-Fi on the page of the booking; it lasts as long as the session."""

from __future__ import annotations

import time_machine

from oseredok.library.places import actions as places
from oseredok.library.places.models import Closure
from oseredok.services.seats import sitting
from oseredok.services.wifi import actions
from oseredok.services.wifi.models import WifiCode
from tests.front_seats.conftest import Site, text_of
from tests.wifi.network import NETWORK, PASSWORD, Router, turn_on


def page_of(site: Site, public_id: object) -> str:
    return text_of(site.client.get(f"/seats/b/{public_id}/"))


def test_whoever_sits_sees_a_code_as_long_as_the_session(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page = page_of(site, hold.public_id)
    code = WifiCode.objects.get()
    assert f"{code.code[:4]} {code.code[4:]}" in page
    assert f"Мережа {NETWORK}, пароль {PASSWORD}." in page
    assert code.valid_until == hold.ends_at
    assert page_of(site, hold.public_id) == page
    assert WifiCode.objects.count() == 1
    assert Router(site.hall.world.central).asks(code.code)["reply:Session-Timeout"] == 3600


def test_an_extended_session_extends_the_code(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    assert Router(site.hall.world.central).lets_in(WifiCode.objects.get().code)
    with time_machine.travel(site.hall.at(12, 20), tick=False):
        assert site.client.post(f"/seats/b/{hold.public_id}/extend/").status_code == 302
        page_of(site, hold.public_id)
    hold.refresh_from_db()
    code = WifiCode.objects.get()
    assert hold.ends_at > site.hall.at(12, 30)
    assert (code.valid_until, code.ends_at) == (hold.ends_at, hold.ends_at)


def test_a_booking_that_is_ahead_has_no_code_yet(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.booked()
    assert "Ваш код Wi-Fi" not in page_of(site, hold.public_id)
    assert not WifiCode.objects.exists()


def test_a_revoked_code_is_not_shown(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    actions.revoke_code(code=WifiCode.objects.get(), now=site.hall.now)
    assert "Ваш код Wi-Fi" not in page_of(site, hold.public_id)


def test_where_no_codes_are_given_nothing_is_shown(site: Site) -> None:
    hold = site.hall.seat(site.hall.pc, minutes=60)
    assert "Wi-Fi" not in page_of(site, hold.public_id).split("Лишилося")[1].split("Завершити")[0]


def test_the_code_ends_with_a_session_that_ends_early_though_nobody_looks_at_the_page(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    code, router = WifiCode.objects.get(), Router(site.hall.world.central)
    assert router.lets_in(code.code)
    with time_machine.travel(site.hall.at(11, 50), tick=False):
        sitting.end(hold=hold, now=site.hall.at(11, 50))
        assert not router.lets_in(code.code)
    code.refresh_from_db()
    assert (code.valid_until, code.ends_at) == (site.hall.at(11, 50), site.hall.at(11, 50))


def test_a_session_that_the_desk_extends_keeps_its_network(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    code, router = WifiCode.objects.get(), Router(site.hall.world.central)
    assert router.lets_in(code.code)
    sitting.extend(hold=hold, now=site.hall.at(12, 20), minutes=30, by_staff=True)
    with time_machine.travel(site.hall.at(12, 30), tick=False):
        assert router.asks(code.code)["reply:Session-Timeout"] == 1800


def test_a_seat_given_by_mistake_leaves_no_code_behind(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    sitting.unseat(hold=hold, now=site.hall.now)
    with time_machine.travel(site.hall.at(11, 31), tick=False):
        assert not Router(site.hall.world.central).lets_in(WifiCode.objects.get().code)


def test_after_an_alarm_the_code_lasts_as_long_as_what_is_left_of_the_session(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    alarm = places.begin_closure(
        library=site.hall.place, kind=Closure.Kind.AIR_RAID, staff_name="Наталя", now=site.hall.at(12)
    )
    places.end_closure(closure=alarm, staff_name="Наталя", now=site.hall.at(12, 40))
    assert WifiCode.objects.get().valid_until == site.hall.at(13, 10)


def test_what_the_desk_revoked_is_not_brought_back_by_more_time(site: Site) -> None:
    turn_on(site.hall.world.central)
    hold = site.hall.seat(site.hall.pc, minutes=60)
    page_of(site, hold.public_id)
    code = actions.revoke_code(code=WifiCode.objects.get(), now=site.hall.now)
    sitting.extend(hold=hold, now=site.hall.at(12, 20), minutes=30, by_staff=True)
    code.refresh_from_db()
    assert code.valid_until == site.hall.at(12, 30)
