"""«Wi-Fi» at the desk: one tap gives a code, another prints it, a sheet lies ready, a lost sheet opens nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.base.core import clock
from oseredok.library.places import actions as places
from oseredok.library.places.models import Closure
from oseredok.services.wifi import actions, digits
from oseredok.services.wifi.models import WifiBatch, WifiCode, WifiSession
from tests.desk.test_the_day import text_of
from tests.wifi.network import LAPTOP, NETWORK, PASSWORD, PHONE, Router, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    turn_on(world.central)
    world.sign_in(client, "consultant")
    return client


def one_code(desk: Client, **chosen: str) -> WifiCode:
    answer = desk.post("/desk/wifi/codes/", chosen)
    assert answer.status_code == 302, text_of(answer)
    code = WifiCode.objects.latest("pk")
    assert answer.headers["Location"] == f"/desk/wifi/codes/{code.public_id}/"
    return code


def local(moment: Any) -> str:
    return f"{clock.local(moment):%H:%M}"


def test_one_tap_gives_a_code_until_closing(desk: Client) -> None:
    code = one_code(desk)
    assert (local(code.valid_until), code.minutes, code.batch) == ("19:00", None, None)
    page = desk.get(f"/desk/wifi/codes/{code.public_id}/")
    assert f"{code.code[:4]} {code.code[4:]}" in text_of(page)
    assert "Діє сьогодні до 19:00." in text_of(page).replace("\u00a0", " ")
    assert NETWORK in text_of(page)
    assert PASSWORD in text_of(page)
    assert '<svg role="img"' in page.content.decode(), "a picture to join by, not its text"


def test_another_length_is_chosen_in_a_second_tap(desk: Client) -> None:
    assert one_code(desk, length="60").minutes == 60
    assert one_code(desk, length="day").minutes is None


def test_the_usual_length_of_the_library_is_taken(desk: Client, world: World) -> None:
    turn_on(world.central, minutes=90)
    assert one_code(desk).minutes == 90
    assert one_code(desk, length="day").minutes is None


def test_a_length_that_is_not_offered_is_refused(desk: Client) -> None:
    answer = desk.post("/desk/wifi/codes/", {"length": "99999"})
    assert answer.status_code == 422
    assert "Виберіть, скільки діє код." in text_of(answer)
    assert not WifiCode.objects.exists()


def test_after_closing_a_code_lasts_till_midnight(desk: Client, morning: Any) -> None:
    morning.move_to(NOW + timedelta(hours=9))
    assert local(one_code(desk).valid_until) == "00:00"


def test_an_alert_does_not_lengthen_a_code(desk: Client, world: World) -> None:
    places.begin_closure(library=world.central, kind=Closure.Kind.AIR_RAID, staff_name="Н. Коваленко", now=NOW)
    assert local(one_code(desk).valid_until) == "19:00"
    assert "Коди діють далі й самі не подовжуються" in text_of(desk.get("/desk/wifi/"))


def test_the_slip_is_a_paper(desk: Client) -> None:
    code = one_code(desk)
    made = desk.get(f"/desk/wifi/codes/{code.public_id}/talon.pdf")
    assert made.headers["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")


def test_a_code_is_taken_back_once(desk: Client) -> None:
    code = one_code(desk)
    first = desk.post(f"/desk/wifi/codes/{code.public_id}/revoke/", follow=True)
    assert "Код скасовано." in text_of(first)
    again = desk.post(f"/desk/wifi/codes/{code.public_id}/revoke/", follow=True)
    assert "Цей код уже скасовано." in text_of(again)
    assert "Код скасовано: він нікого не пустить." in text_of(desk.get(f"/desk/wifi/codes/{code.public_id}/"))


def test_the_list_tells_what_each_code_is_now(desk: Client, world: World, morning: Any) -> None:
    waiting, used, revoked, short = one_code(desk), one_code(desk), one_code(desk), one_code(desk, length="30")
    desk.post(f"/desk/wifi/codes/{revoked.public_id}/revoke/")
    router = Router(world.central)
    assert router.lets_in(used.code)
    assert router.lets_in(short.code, device=LAPTOP)
    router.tells("Start", used.code)
    router.tells("Start", short.code, station=LAPTOP, session="81a00002")
    morning.move_to(NOW + timedelta(minutes=31))
    router.tells("Stop", short.code, station=LAPTOP, session="81a00002", lasted=30 * 60)
    router.tells("Interim-Update", used.code, lasted=31 * 60)
    shown = text_of(desk.get("/desk/wifi/"))
    rows = {
        code: re.search(digits.shown(code.code).replace("\u00a0", " ") + r" ([^0-9]+)", shown)
        for code in (waiting, used)
    }
    assert rows[waiting] is not None
    assert rows[waiting][1].startswith("чекає на вхід")
    assert "діє до 19:00, у мережі 31 хвилина" in shown
    assert "скінчився о 12:00 30 хвилин" in shown
    assert "скасовано" in shown
    assert "У мережі зараз 1 пристрій." in shown


def test_a_code_of_another_library_is_not_shown(desk: Client, world: World) -> None:
    turn_on(world.branch)
    code = actions.issue_code(place=world.branch, now=NOW)
    for path in ("", "talon.pdf"):
        assert desk.get(f"/desk/wifi/codes/{code.public_id}/{path}").status_code == 404
    assert desk.post(f"/desk/wifi/codes/{code.public_id}/revoke/").status_code == 404
    code.refresh_from_db()
    assert code.revoked_at is None


# --- Slips printed beforehand -------------------------------------------------------------------------


def test_a_sheet_of_slips_is_made_and_printed(desk: Client) -> None:
    assert desk.post("/desk/wifi/slips/", {"key": "k1", "size": "12", "days": "60"}).status_code == 302
    batch = WifiBatch.objects.get()
    assert batch.codes.count() == 12
    assert {code.minutes for code in batch.codes.all()} == {None}
    page = text_of(desk.get("/desk/wifi/"))
    assert "лишилося 12 з 12" in page
    made = desk.get(f"/desk/wifi/slips/{batch.pk}/talony.pdf")
    assert made.content.startswith(b"%PDF")


def test_a_form_sent_twice_makes_one_sheet(desk: Client) -> None:
    for _time in range(2):
        desk.post("/desk/wifi/slips/", {"key": "k1", "size": "3", "days": "5"})
    assert WifiCode.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("size", "0", "Талонів має бути хоч один."),
        ("size", "1000", "За раз щонайбільше 240."),
        ("size", "", "Напишіть число."),
        ("days", "-1", "Хоч один день."),
        ("days", "багато", "Напишіть число цифрами."),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_beside_its_field(
    desk: Client, field: str, value: str, sentence: str
) -> None:
    answer = desk.post("/desk/wifi/slips/", {"key": "k1", "size": "10", "days": "60", field: value})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not WifiBatch.objects.exists()


def test_a_slip_lasts_one_day_from_its_first_use(desk: Client, world: World, morning: Any) -> None:
    desk.post("/desk/wifi/slips/", {"key": "k1", "size": "1", "days": "60"})
    code = WifiCode.objects.get()
    morning.move_to(NOW + timedelta(days=2))
    answer = Router(world.central).asks(code.code)
    assert answer["reply:Session-Timeout"] == 7.5 * 3600, "from 11:30 to 19:00"
    morning.move_to(NOW + timedelta(days=3))
    assert not Router(world.central).lets_in(code.code)


def test_a_slip_that_lay_too_long_opens_nothing(desk: Client, world: World, morning: Any) -> None:
    desk.post("/desk/wifi/slips/", {"key": "k1", "size": "1", "days": "2"})
    code = WifiCode.objects.get()
    morning.move_to(NOW + timedelta(days=3))
    assert "Час коду скінчився 16\u00a0жовтня." in Router(world.central).asks(code.code)["reply:Reply-Message"]
    assert "лишилося" not in text_of(desk.get("/desk/wifi/"))


def test_a_lost_sheet_opens_nothing_but_what_was_used_goes_on(desk: Client, world: World) -> None:
    desk.post("/desk/wifi/slips/", {"key": "k1", "size": "3", "days": "60"})
    batch, router = WifiBatch.objects.get(), Router(world.central)
    used, lost, _other = batch.codes.order_by("pk")
    assert router.lets_in(used.code)
    told = desk.post(f"/desk/wifi/slips/{batch.pk}/revoke/", follow=True)
    assert "Скасовано кодів: 2." in text_of(told)
    assert router.lets_in(used.code)
    assert (
        router.asks(lost.code, device=LAPTOP)["reply:Reply-Message"] == "Цей код скасовано. Візьміть новий біля стійки."
    )
    assert desk.get(f"/desk/wifi/slips/{batch.pk}/talony.pdf").status_code == 404


def test_a_sheet_of_another_library_is_not_shown(desk: Client, world: World) -> None:
    turn_on(world.branch)
    batch = actions.print_batch(place=world.branch, size=1, days=1, now=NOW)
    assert desk.get(f"/desk/wifi/slips/{batch.pk}/talony.pdf").status_code == 404
    assert desk.post(f"/desk/wifi/slips/{batch.pk}/revoke/").status_code == 404


# --- Where there is nothing to give out ---------------------------------------------------------------


def test_without_codes_nothing_is_given_out(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    answer = client.post("/desk/wifi/codes/", follow=True)
    assert "У цій бібліотеці кодів для Wi-Fi не видають." in text_of(answer)
    assert client.post("/desk/wifi/slips/", {"key": "k", "size": "1", "days": "1"}).status_code == 422
    assert not WifiCode.objects.exists()


def test_the_desk_is_told_that_no_server_asks_yet(desk: Client, world: World) -> None:
    assert "Коди ще нікого не пустять: RADIUS-сервер не під’єднано." in text_of(desk.get("/desk/wifi/"))
    router = Router(world.central)
    assert "RADIUS-сервер іще не озивався." in text_of(desk.get("/desk/wifi/"))
    router.lets_in(one_code(desk).code)
    assert "RADIUS-сервер" not in text_of(desk.get("/desk/wifi/"))


def test_no_name_of_a_device_is_ever_kept(desk: Client, world: World) -> None:
    router, code = Router(world.central), one_code(desk)
    router.lets_in(code.code)
    router.tells("Start", code.code)
    session = WifiSession.objects.get()
    assert len(session.station) == 64
    router.tells("Stop", code.code, lasted=60)
    session.refresh_from_db()
    assert session.station == ""
    told = " ".join(str(value) for value in WifiSession.objects.values_list().get())
    assert PHONE.replace("-", "") not in told.upper().replace("-", "").replace(":", "")
