"""Sessions of readers: apart from staff's, ended in time, left everywhere, never taken from outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oseredok.library.people import holders
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import cabinet_cards, queries
from oseredok.library.people.own_page.models import ReaderSession
from tests.cabinet.letters import ask_code, come_in_by_pin, last_code
from tests.cabinet.letters import come_in as by_code
from tests.world import World, come_in

pytestmark = pytest.mark.django_db
TARAS = "taras@example.com"


def is_in(client: Client) -> bool:
    return client.get("/my/").status_code == 200


def test_the_cookie_is_closed_to_scripts_and_goes_with_the_browser(world: World, client: Client) -> None:
    cookie = by_code(client, TARAS).cookies["reader"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE


def test_an_own_device_is_remembered_by_choice(world: World, client: Client) -> None:
    with time_machine.travel(world.now, tick=False) as clock:
        cookie = by_code(client, TARAS, device="own").cookies["reader"]
        assert cookie["max-age"] == 30 * 24 * 3600
        clock.shift(timedelta(days=29))
        assert is_in(client)
        clock.shift(timedelta(days=1))
        assert not is_in(client)


def test_a_shared_computer_forgets_after_half_an_hour_without_a_move(world: World, client: Client) -> None:
    with time_machine.travel(world.now, tick=False) as clock:
        by_code(client, TARAS)
        for _time in range(3):
            clock.shift(timedelta(minutes=29))
            assert is_in(client)
        clock.shift(timedelta(minutes=30))
        assert not is_in(client)


def test_even_a_busy_shared_computer_forgets_by_the_evening(world: World, client: Client) -> None:
    with time_machine.travel(world.now, tick=False) as clock:
        by_code(client, TARAS)
        for _time in range(16):
            clock.shift(timedelta(minutes=29))
            client.get("/my/")
        clock.shift(timedelta(minutes=20))
        assert not is_in(client)


def test_the_token_is_not_in_the_database(world: World, client: Client) -> None:
    by_code(client, TARAS)
    token = client.cookies["reader"].value
    assert token not in str(ReaderSession.objects.values().get())
    assert len(token) >= 40


def test_a_token_from_outside_is_never_taken(world: World, client: Client) -> None:
    client.cookies["reader"] = "chosen-by-a-stranger"
    by_code(client, TARAS)
    assert client.cookies["reader"].value != "chosen-by-a-stranger"
    stranger = Client()
    stranger.cookies["reader"] = "chosen-by-a-stranger"
    assert not is_in(stranger)


@pytest.mark.parametrize("token", ["", "x", "\u00ff" * 50, "a" * 100_000, "' or 1=1 --"])
def test_made_up_tokens_open_nothing(world: World, client: Client, token: str) -> None:
    client.cookies["reader"] = token
    assert not is_in(client)


def test_coming_in_again_ends_what_was_open_in_the_browser(world: World, client: Client) -> None:
    by_code(client, TARAS)
    former = client.cookies["reader"].value
    by_code(client, TARAS)
    assert ReaderSession.objects.count() == 1
    client.cookies["reader"] = former
    assert not is_in(client)


def test_leaving_ends_the_session_and_not_only_the_cookie(world: World, client: Client) -> None:
    by_code(client, TARAS)
    token = client.cookies["reader"].value
    assert client.post("/my/sign-out/").headers["Location"] == "/"
    client.cookies["reader"] = token
    assert not is_in(client)
    assert client.post("/my/sign-out/").status_code == 302, "whoever has left may leave again"


def test_leaving_everywhere_leaves_every_browser_of_this_reader_only(world: World, client: Client) -> None:
    other, childs = Client(), Client()
    now = timezone.now()
    for one, reader in ((client, world.taras), (other, world.taras), (childs, world.daryna)):
        come_in(one, reader, now=now)
    assert client.get("/my/devices/").content.decode().count("код із листа") == 2
    client.post("/my/sign-out/", {"where": "everywhere"})
    assert (is_in(client), is_in(other), is_in(childs)) == (False, False, True)


def test_opening_an_address_by_get_leaves_nobody_out(world: World, client: Client) -> None:
    come_in(client, world.taras, now=timezone.now())
    client.get("/my/sign-out/")
    assert is_in(client)


def test_pages_with_data_are_kept_by_no_cache(world: World, client: Client) -> None:
    come_in(client, world.taras, now=timezone.now())
    for path in ("/my/", "/my/card/", "/my/devices/", "/my/data/", "/my/sign-in/", "/my/sign-in/card/"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path
    assert "no-store" in Client().get("/my/").headers["Cache-Control"]


def test_a_page_that_does_not_ask_for_the_reader_pays_nothing(world: World, client: Client) -> None:
    come_in(client, world.taras, now=timezone.now())
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/about/")
    assert not [one for one in captured if "readersession" in one["sql"]]
    assert "no-store" not in answer.headers.get("Cache-Control", "")


# --- Staff and readers in one browser -----------------------------------------------------------------------


def test_staff_open_nothing_of_a_readers_and_a_reader_nothing_of_staffs(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    assert client.get("/my/data/").headers["Location"].startswith("/my/sign-in/")
    reader = Client()
    come_in(reader, world.taras, now=timezone.now())
    assert reader.get("/people/").headers["Location"].startswith("/account/login/")


def test_both_may_share_a_browser_and_leave_apart(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    come_in(client, world.taras, now=timezone.now())
    page = client.get("/my/").content.decode()
    assert "Шевченко" in page
    assert world.consultant.short_name not in page
    client.post("/my/sign-out/")
    assert client.get("/people/").status_code == 200
    come_in(client, world.taras, now=timezone.now())
    client.post("/account/logout/")
    assert is_in(client)
    assert client.get("/people/").status_code == 302


# --- A record that is no more ---------------------------------------------------------------------------------


def test_joining_records_ends_the_sessions_of_the_one_that_goes(world: World, client: Client) -> None:
    come_in_by_pin(client, world, world.taras)
    for holder in holders.holders():
        if holder.code == "sign_in":
            holder.merge(world.daryna, world.taras, world.now)
    assert ReaderSession.objects.count() == 0


def test_a_record_erased_meanwhile_opens_nothing(world: World, client: Client) -> None:
    from oseredok.library.privacy.actions import erase_reader

    come_in(client, world.taras, now=timezone.now())
    waiting = Client()
    ask_code(waiting, TARAS)
    code = last_code(TARAS)
    erase_reader(reader=world.taras, why="request", staff=world.head, now=timezone.now())
    assert not is_in(client)
    assert waiting.post("/my/sign-in/code/", {"code": code}).status_code == 422


# --- Cards of the rooms ---------------------------------------------------------------------------------------


def test_a_room_shows_its_card_to_the_reader(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(reader: Reader, _now: object) -> list[cabinet_cards.Shown]:
        return [cabinet_cards.Shown("Місце 4", lines=(f"для {reader.given_name}",))]

    monkeypatch.setattr(cabinet_cards, "_cards", {})
    cabinet_cards.register(cabinet_cards.CabinetCard("seats", 10, build))
    come_in(client, world.taras, now=timezone.now())
    page = client.get("/my/").content.decode()
    assert "Місце 4" in page
    assert "для Тарас" in page


def test_a_browser_whose_address_opens_no_more_is_not_listed(world: World, client: Client) -> None:
    by_code(client, TARAS)
    assert len(queries.sessions_of(world.taras, now=timezone.now())) == 1
    world.taras.email = "new@example.com"
    world.taras.save()
    assert not is_in(client)
    assert queries.sessions_of(world.taras, now=timezone.now()) == []
