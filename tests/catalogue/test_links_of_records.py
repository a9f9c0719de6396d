"""Links of records: asked at night, politely, never inside the library's own network; what is gone stands in the report."""

from __future__ import annotations

import html
import socket
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.base.core import clock
from oseredok.base.preferences.actions import set_value
from oseredok.collections.catalogue.links import checking, fetching, tasks
from oseredok.collections.catalogue.links.preferences import AT_NIGHT, CHECKS, PRIVATE
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.quality.models import Address
from tests.catalogue.checking import REPORT, counted, notes
from tests.front_catalogue import shelves
from tests.world import World


class Site(BaseHTTPRequestHandler):
    """Answers by the path: `/404`, `/moved`, `/loop`, `/head405`, `/slow`."""

    asked: list[tuple[str, str]] = []
    awake = threading.Event()

    def _answer(self) -> None:
        type(self).asked.append((self.command, self.path))
        match self.path:
            case "/moved":
                self._send(301, "/ok")
            case "/for-now":
                self._send(302, "/ok")
            case "/loop":
                self._send(302, "/loop")
            case "/inside":
                self._send(302, "http://10.0.0.1/secret")
            case "/file":
                self._send(302, "file:///etc/passwd")
            case "/head405":
                self._send(405 if self.command == "HEAD" else 200)
            case "/slow":
                self.awake.wait(5)
            case path if path[1:].isdigit():
                self._send(int(path[1:]))
            case _:
                self._send(200)

    do_HEAD = do_GET = _answer  # noqa: N815 - the names of the library

    def _send(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_told: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    Site.awake.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Site.awake.set()
    server.shutdown()
    thread.join()
    server.server_close()


def look(url: str) -> fetching.Answer:
    return fetching.look(url, may_be_private=True, seconds=0.3)


# --- One address ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/", "ok", 200), ("/404", "gone", 404), ("/410", "gone", 410), ("/403", "closed", 403), ("/429", "closed", 429),
        ("/500", "failing", 500), ("/503", "failing", 503), ("/moved", "moved", 200), ("/for-now", "ok", 200),
        ("/loop", "failing", None), ("/slow", "failing", None), ("/head405", "ok", 200), ("/Кобзар?q=ґ а", "ok", 200),
    ],
)  # fmt: skip
def test_how_an_address_answers(site: str, path: str, outcome: str, status: int | None) -> None:
    answer = look(site + path)
    assert (answer.outcome, answer.status) == (outcome, status)
    assert bool(answer.note) == (outcome != "ok")
    assert answer.to == (f"{site}/ok" if outcome == "moved" else "")


def test_the_body_is_asked_for_only_when_the_head_is_not_given(site: str) -> None:
    look(f"{site}/")
    assert Site.asked == [("HEAD", "/")]
    look(f"{site}/404")
    assert Site.asked[1:] == [("HEAD", "/404"), ("GET", "/404")]


def test_nobody_listens_and_a_name_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        assert look(f"http://127.0.0.1:{taken.getsockname()[1]}/").outcome == "failing"

    def unknown(*_told: Any, **_named: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert look("http://nobody.invalid/").outcome == "gone"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254", "0.0.0.0",  # noqa: S104
      "100.64.0.1", "224.0.0.1", "::1",
     "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1"],
)  # fmt: skip
def test_the_library_s_own_network_is_not_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Whatever name leads there, and though another address of the same name is public."""
    told = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("93.184.216.34", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_told, **_named: told)
    monkeypatch.setattr(socket, "create_connection", lambda *_told, **_named: pytest.fail("connected"))
    assert fetching.look("http://inside.example/").outcome == "unasked"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http:///", "javascript:alert(1)", "http://a b/"]
)
def test_what_is_no_web_address_is_not_asked(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_told, **_named: pytest.fail("connected"))
    assert fetching.look(url, may_be_private=True).outcome in ("unasked", "failing", "gone")


def test_a_redirect_leads_neither_inside_nor_to_a_file(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first step is allowed, each next one is checked anew."""
    asked = fetching._is_public
    monkeypatch.setattr(fetching, "_is_public", lambda told: told == "127.0.0.1" or asked(told))
    for path in ("/inside", "/file"):
        assert fetching.look(site + path, seconds=0.3).outcome == "unasked"


# --- Many ---------------------------------------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "PAUSE_SECONDS", 0.0)


def put(world: World, title: str, *urls: str) -> Record:
    return shelves.put(world, title, "Гайова, Лідія", links=[{"url": url} for url in urls])


def night(hour: int = 2) -> datetime:
    return clock.moment_at(date(2026, 11, 20), time_of_day(hour))


def turn_on(most: int = 100) -> None:
    for declared, text in ((CHECKS, "yes"), (PRIVATE, "yes"), (AT_NIGHT, str(most))):
        set_value(declared=declared, text=text, by="Ірина", now=night())


def outcomes() -> dict[str, str]:
    return {one.url.rpartition("/")[2]: one.outcome for one in Address.objects.all()}


def test_addresses_are_gathered_once_however_many_records_have_them(world: World) -> None:
    one = put(world, "Перша", "https://example.org/a", "https://example.org/b")
    put(world, "Друга", "https://example.org/a")
    assert checking.gather() == 2
    Address.objects.update(outcome="ok")
    Record.objects.filter(pk=one.pk).update(deleted_at=world.now)
    assert checking.gather() == 1
    assert Address.objects.get().outcome == "ok", "what is known of it stays"


def test_at_night_so_many_are_asked_and_the_rest_the_next_night(world: World, site: str) -> None:
    put(world, "Перша", *(f"{site}/{number}" for number in (200, 404, 500)))
    turn_on(most=2)
    assert tasks.nightly(now=night()) == 2
    assert tasks.nightly(now=night(3)) == 0, "so many a night"
    assert tasks.nightly(now=night() + timedelta(days=1)) == 1
    assert outcomes() == {"200": "ok", "404": "gone", "500": "failing"}
    assert tasks.nightly(now=night() + timedelta(days=2)) == 1, "what failed is asked again, the rest in a month"


def test_neither_by_day_nor_when_it_is_off(world: World, site: str) -> None:
    put(world, "Перша", f"{site}/200")
    assert tasks.nightly(now=night()) == 0, "off as long as nobody turns it on"
    turn_on()
    assert tasks.nightly(now=night(12)) == 0
    assert Site.asked == []
    set_value(declared=PRIVATE, text="no", by="Ірина", now=night())
    assert tasks.nightly(now=night()) == 1
    assert (Site.asked, outcomes()) == ([], {"200": "unasked"})


def test_hosts_are_asked_in_turn(world: World) -> None:
    put(world, "Перша", *(f"https://{host}.example/{number}" for host in "ab" for number in range(2)))
    checking.gather()
    assert [one.url[8] for one in checking.due(now=world.now, most=10)] == ["a", "b", "a", "b"]


def test_a_pause_before_the_same_host_again(world: World, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(checking, "PAUSE_SECONDS", 60.0)
    monkeypatch.setattr("time.sleep", slept.append)
    put(world, "Перша", f"{site}/1", f"{site}/2")
    checking.gather()
    list(checking.ask(checking.due(now=world.now, most=9), may_be_private=True, now=world.now, seconds=0.3))
    assert [round(one) for one in slept] == [60]


def test_the_report_names_what_is_gone_and_what_fails_for_three_nights(client: Client, world: World, site: str) -> None:
    world.sign_in(client, "cataloguer")
    for name in ("404", "500", "200", "moved"):
        put(world, f"Книга {name}", f"{site}/{name}")
    turn_on()
    tasks.nightly(now=night())
    assert counted(client)["links"] == (1, 4)
    assert list(notes("links")) == ["Книга 404"]
    for day in (1, 2):
        tasks.nightly(now=night() + timedelta(days=day))
    tallies = counted(client)
    assert set(notes("links")) == {"Книга 404", "Книга 500"}
    assert tallies["links-moved"] == (1, 4)
    page = html.unescape(client.get(f"{REPORT}links/").content.decode())
    assert f"{site}/404" in page
    assert "сторінки немає (404)" in page


def test_the_errand_orders_its_next_turn_whatever_happens(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_named: Any) -> int:
        raise OSError("no network")

    monkeypatch.setattr(tasks, "nightly", broken)
    with time_machine.travel(night()), pytest.raises(OSError, match="no network"):
        tasks.check_links.func()
    assert tasks.CHECKING._turns().count() == 1
