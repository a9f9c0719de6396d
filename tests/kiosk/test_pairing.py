"""A computer is paired once by the code on its screen, to one seat; unpaired, its token opens nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from oseredok.base.audit.models import Entry as AuditEntry
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.faces.kiosk.station.cookie import COOKIE
from oseredok.services.seats import layout
from oseredok.services.seats.models import Station
from oseredok.services.seats.stations import actions
from tests.kiosk.conftest import HOME, Computer, word
from tests.seats.conftest import Hall


@pytest.fixture
def head(client: Client, hall: Hall) -> Client:
    hall.world.sign_in(client, "head")
    return client


def address(hall: Hall) -> str:
    return f"/office/hall/{hall.place.pk}/computers/"


def test_a_new_computer_shows_a_code_and_learns_by_itself_that_it_is_paired(
    new_computer: Callable[[], Computer], head: Client, hall: Hall
) -> None:
    computer = new_computer()
    page = computer.page()
    assert word(page) == "pairing"
    assert "«Кабінет» → «Зала» → «Комп’ютери»" in page
    assert 'http-equiv="refresh" content="10; url=/kiosk/seat/"' in page
    code = computer.code()
    assert code == computer.code(), "the same code while it lives"
    before = computer.state()
    assert (before["word"], before["version"]) == ("pairing", f"pairing-{code}")
    answer = head.post(address(hall), {"code": f"{code[:3].lower()} {code[3:]}", "seat": hall.pc.pk, "name": ""})
    assert answer.status_code == 302
    assert word(computer.page()) == "idle"
    assert computer.state()["version"] != before["version"]
    listed = head.get(address(hall)).content.decode()
    assert "Приєднано: ПК 1." in listed
    assert "на зв’язку" in listed


def test_letters_of_the_code_may_be_typed_in_the_ukrainian_layout(
    new_computer: Callable[[], Computer], hall: Hall
) -> None:
    computer = new_computer()
    computer.page()
    Station.objects.update(code="ACEKM7")
    assert actions.confirm(code="асекм7", seat=hall.pc, now=hall.now).name == "ПК 1"
    assert word(computer.page()) == "idle"


def test_a_wrong_or_old_code_and_a_second_computer_are_refused_beside_the_field(
    computer: Computer, new_computer: Callable[[], Computer], head: Client, hall: Hall
) -> None:
    second = new_computer()
    good = second.code()
    retired = layout.retire_seat(seat=hall.laptops[2], now=hall.now)
    for sent, said in (
        ({"code": "", "seat": hall.laptops[0].pk}, "Перепишіть код з екрана."),
        ({"code": "АБВ123", "seat": hall.laptops[0].pk}, "У коді шість знаків"),
        ({"code": "AAAAAA", "seat": hall.laptops[0].pk}, "Такого коду зараз немає на жодному екрані"),
        ({"code": good, "seat": ""}, "Виберіть місце."),
        ({"code": good, "seat": retired.pk}, "Цього місця вже немає в залі."),
        ({"code": good, "seat": hall.laptops[0].pk, "name": "я" * 41}, "Досить сорока літер."),
        (
            {"code": good, "seat": hall.pc.pk},
            "До місця «ПК 1» уже приєднано комп’ютер «ПК 1». Спершу від’єднайте його.",
        ),
    ):
        answer = head.post(address(hall), sent)
        assert answer.status_code == 422, sent
        assert said in answer.content.decode()
    second.at(hall.now + timedelta(minutes=15))
    with pytest.raises(Invalid, match="за чверть години код змінюється"):
        actions.confirm(code=good, seat=hall.laptops[0], now=hall.now + timedelta(minutes=15))
    assert second.code() != good
    assert Station.objects.filter(paired_at__isnull=False).count() == 1


def test_the_database_itself_refuses_two_computers_at_one_seat(
    computer: Computer, new_computer: Callable[[], Computer], hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = new_computer().code()
    monkeypatch.setattr("oseredok.services.seats.stations.queries.of_seat", lambda seat: None)
    with pytest.raises(Conflict) as refused:
        actions.confirm(code=code, seat=hall.pc, now=hall.now)
    assert (refused.value.code, refused.value.field) == ("seat-has-one", "seat")


def test_an_unpaired_computer_is_a_stranger_again_even_with_its_old_token(
    computer: Computer, head: Client, hall: Hall
) -> None:
    stolen = computer.client.cookies[COOKIE].value
    station = Station.objects.get()
    hold = hall.seat(hall.pc)
    computer.send("start")
    assert word(computer.page()) == "session"
    assert head.post(f"/office/hall/computer/{station.public_id}/unpair/").status_code == 302
    assert computer.state()["version"] == "unknown"
    thief = Client()
    thief.cookies[COOKIE] = stolen
    for path in ("end", "extend", "start", "ready"):
        assert thief.post(f"{HOME}{path}/", {"hold": str(hold.public_id)}).headers["Location"] == HOME
    hold.refresh_from_db()
    assert hold.state == "seated", "a stolen token ends nobody's session"
    page = computer.page()
    assert word(page) == "pairing"
    assert computer.client.cookies[COOKIE].value != stolen
    assert computer.pair(hall.pc).pk != station.pk


def test_the_cookie_outlives_a_reboot_and_scripts_do_not_see_it(computer: Computer) -> None:
    answer = computer.client.get(HOME)
    cookie = answer.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 400 * 24 * 3600
    assert not Station.objects.filter(token_mark=cookie.value).exists(), "only a keyed hash is kept"


def test_a_network_that_asks_for_codes_without_end_is_asked_to_wait(new_computer: Callable[[], Computer]) -> None:
    for _try in range(30):
        new_computer().page()
    page = new_computer().page(status=429)
    assert word(page) == "pairing"
    assert "Забагато спроб" in page


def test_codes_that_nobody_confirmed_are_forgotten(new_computer: Callable[[], Computer], hall: Hall) -> None:
    computer = new_computer()
    computer.page()
    computer.at(hall.now + timedelta(minutes=16))
    new_computer().page()
    assert Station.objects.count() == 1


def test_pairing_is_in_the_log_of_changes_without_the_token(computer: Computer, head: Client, hall: Hall) -> None:
    head.post(f"/office/hall/computer/{Station.objects.get().public_id}/unpair/")
    told = " ".join(f"{one.changes}" for one in AuditEntry.objects.filter(content_type__model="station"))
    assert "revoked_at" in told
    for hidden in ("token_mark", "last_seen_at", "hold"):
        assert hidden not in told


def test_a_lost_computer_and_one_at_a_retired_seat_are_told_in_the_list(
    computer: Computer, head: Client, hall: Hall
) -> None:
    computer.at(hall.now + timedelta(minutes=6))
    assert "не на зв’язку" in head.get(address(hall)).content.decode()
    computer.state()
    assert "не на зв’язку" not in head.get(address(hall)).content.decode()
    layout.retire_seat(seat=hall.pc, now=computer.now)
    assert "місце прибрано" in head.get(address(hall)).content.decode()
    page = computer.page()
    assert word(page) == "closed"
    assert "Цього місця вже немає в залі" in page


def test_only_who_leads_the_library_pairs_and_unpairs(computer: Computer, client: Client, hall: Hall) -> None:
    station = Station.objects.get()
    for who in ("branch_librarian", "consultant"):
        hall.world.sign_in(client, who)
        assert client.get(address(hall)).status_code == 403
        assert client.post(f"/office/hall/computer/{station.public_id}/unpair/").status_code == 403
    station.refresh_from_db()
    assert station.revoked_at is None
