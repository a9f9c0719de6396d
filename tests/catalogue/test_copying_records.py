"""Records taken from other libraries: by SRU from our own server, by Z39.50 from YAZ's; what is silent is a sentence."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.db import connection
from django.test import Client
from django.urls import reverse

from oseredok.collections.catalogue.cataloguing.looked_up import Sought
from oseredok.collections.catalogue.copying import asking, replies, sru, z3950
from oseredok.collections.catalogue.copying.asking import Question, ask
from oseredok.collections.catalogue.copying.models import Target
from oseredok.collections.catalogue.copying.replies import Silent
from oseredok.collections.catalogue.models import Record
from oseredok.faces.machines import limits
from tests.catalogue import records
from tests.catalogue.typing_in import BOOK, ISBN, made, send, sheet
from tests.machines.shelf import put
from tests.world import World

pytestmark = pytest.mark.django_db
NOWHERE = "http://127.0.0.1:9/sru/"


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "cataloguer")
    return client


def target(address: str, **told: Any) -> Target:
    return Target.objects.create(**{"name": "Обласна", "address": address, **told})


@pytest.fixture
def ztest() -> Iterator[str]:
    """A server of Z39.50 that has whatever it is asked for."""
    program = shutil.which("yaz-ztest")
    if program is None or z3950.program() is None:
        pytest.skip("no yaz")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [program, "-S", f"tcp:127.0.0.1:{port}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        for _turn in range(600):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"127.0.0.1:{port}/Default"
    finally:
        server.terminate()
        server.communicate(timeout=120)


@pytest.mark.django_db(transaction=True)
def test_our_own_sru_is_asked_and_its_record_comes_into_the_form(
    live_server: Any, client: Client, world: World
) -> None:
    limits.forget()
    put(world, "k-1")
    record = Record.objects.get()
    there = target(f"{live_server.url}/sru/")
    [reply] = ask([there], Question(isbn="9786177171132"))
    assert reply.failure == ""
    [found] = reply.records
    assert (found.how.name, found.how.dialect) == ("marcxml", "marc21")
    assert (found.described.title, found.described.author) == ("Кобзар", "Шевченко, Тарас Григорович")
    [by_title] = ask([there], Question(title="кобзар"))
    assert [one.described.title for one in by_title.records] == ["Кобзар"]
    assert ask([there], Question(isbn="9789660300019"))[0].records == []
    Record.objects.filter(pk=record.pk).update(deleted_at=world.now)
    world.sign_in(client, "cataloguer")
    page = client.get(reverse("catalogue_new:others"), {"q": ISBN}, HTTP_HX_REQUEST="true")
    assert "Такого немає." in page.content.decode()
    page = send(client, "book", {"copied": found.token, "do": "copy"})
    screen = page.context["screen"]
    assert screen.form["title"].value() == "Кобзар"
    assert screen.form["isbn"].value() == ISBN
    assert next(row["name"].value() for row in screen.who.forms) == "Шевченко, Тарас Григорович"


def _copied(desk: Client, **changed: str) -> Record:
    [found] = replies.read([records.iso(records.marc21())], "iso2709")
    page = send(desk, "book", {"copied": found.token, "do": "copy"})
    screen = page.context["screen"]
    told = {name: screen.form[name].value() or "" for name in screen.form.fields}
    rows: dict[str, Any] = {
        "who": tuple((row["name"].value() or "", row["role"].value()) for row in screen.who.forms),
        "about": tuple((row["kind"].value(), row["text"].value() or "") for row in screen.about.forms),
    }
    answer = send(desk, "book", {**sheet({**told, **changed}, **rows), "copied": found.token})
    assert answer.status_code == 302, answer.context["screen"].form.errors
    return Record.live.get()


def test_a_copied_record_keeps_the_bytes_that_came_and_goes_out_as_they_say(desk: Client) -> None:
    one = _copied(desk)
    assert bytes(one.source.raw) == records.iso(records.marc21())
    assert (one.source.format, one.source.dialect) == ("iso2709", "marc21")
    assert one.edited_at is None, "nobody has corrected it"
    assert (one.origin, one.control_number) == (None, "")
    assert not one.copies.exists(), "their copies are not ours"
    marc = desk.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "marcxml"}).content.decode()
    assert "605 с. :" in marc, "punctuation of the source"


def test_a_correction_of_a_copied_record_goes_out_corrected(desk: Client) -> None:
    one = _copied(desk, subtitle="вірші")
    assert one.edited_at is not None
    assert bytes(one.source.raw) == records.iso(records.marc21())
    assert "вірші" in desk.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "marcxml"}).content.decode()


def test_a_link_to_the_page_of_another_library_is_left_there() -> None:
    marc = records.marc21()
    marc.fields.append(("856", "42", [("u", "https://example.org/their/page")]))
    [found] = replies.read([records.iso(marc)], "iso2709")
    assert [one["url"] for one in found.described.data["links"]] == ["https://example.org/kobzar"]


def test_z3950_is_asked_through_yaz(ztest: str) -> None:
    [reply] = ask([target(ztest, protocol="z3950")], Question(isbn="9786177171132"))
    assert reply.failure == ""
    assert "How to program a computer" in {one.described.title for one in reply.records}
    assert {one.how.dialect for one in reply.records} == {"marc21"}


def test_what_is_typed_is_no_command_of_the_client(ztest: str) -> None:
    assert z3950._plain('кобзар"\nopen evil:1\r\n@attr \\') == "кобзарopen evil:1@attr"
    assert isinstance(z3950.ask(ztest, what="title", words='a" \nquit', seconds=8), list)


def test_whatever_goes_wrong_is_a_sentence(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = target(NOWHERE)
    assert ask([silent], Question(title="а"))[0].failure == (
        "До каталогу не вдалося додзвонитися. Можливо, немає інтернету."
    )
    gone = target("127.0.0.1:9/x", name="Z", protocol="z3950")
    assert ask([gone], Question(title="а"))[0].failure
    monkeypatch.setattr(z3950, "program", lambda: None)
    assert "пакунок «yaz»" in ask([gone], Question(title="а"))[0].failure
    monkeypatch.setattr(sru, "ask", lambda *_args, **_kwargs: 1 / 0)
    assert ask([silent], Question(title="а"))[0].failure == "Відповідь каталогу не читається."


def test_a_slow_catalogue_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def slow(*_args: object, **_kwargs: object) -> list[replies.Found]:
        answered.wait(timeout=120)
        return []

    monkeypatch.setattr(sru, "ask", slow)
    [reply] = ask([target(NOWHERE)], Question(title="а"), seconds=-0.9)
    answered.set()
    assert reply.failure == "Каталог не відповів вчасно."


class _Answer:
    def __init__(self, body: bytes, status: int = 200) -> None:
        self.body, self.status_code = body, status

    def __enter__(self) -> _Answer:
        return self

    def __exit__(self, *_args: object) -> None:
        pass

    def iter_content(self, _size: int) -> Iterator[bytes]:
        yield self.body


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"<a><diagnostic><message>Unsupported index</message></diagnostic></a>", 200, "Каталог відмовив: Unsupported index"),
        (b"", 302, "Каталог відповів помилкою 302."),
        (b"x" * (4 * 1024 * 1024), 200, "Відповідь завелика або надто повільна."),
    ],
)  # fmt: skip
def test_refusals_and_floods_of_a_catalogue_are_sentences(
    body: bytes, status: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "get", lambda *_args, **_kwargs: _Answer(body, status))
    with pytest.raises(Silent) as silent:
        sru.ask(NOWHERE, index="dc.title", words="а", seconds=3)
    assert str(silent.value) == said


def test_a_word_cannot_break_out_of_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}
    monkeypatch.setattr(requests, "get", lambda _url, **told: asked.update(told["params"]) or _Answer(b""))
    sru.ask(NOWHERE, index="dc.title", words='а" or b=\\"', seconds=3)
    assert asked["query"] == 'dc.title="а\\" or b=\\\\\\""'


def test_a_token_of_somebody_else_s_making_is_no_record(desk: Client) -> None:
    assert replies.opened("nonsense") is None
    page = send(desk, "book", {"copied": "nonsense", "do": "copy"})
    assert page.status_code == 200
    assert not page.context["copied"]


def test_own_records_come_first_by_isbn_and_by_title(desk: Client) -> None:
    one = made(desk)
    target(NOWHERE)
    for told in ("9786177171132", ISBN, "6177171133", "млини"):
        page = desk.get(reverse("catalogue_new:start"), {"q": told})
        assert page.context["sought"].own == [one], told
        assert "Додати примірник" in page.content.decode()
        assert 'hx-trigger="load"' not in page.content.decode(), "nobody else is asked by itself"


def test_without_an_own_one_others_are_asked_and_the_form_begins_with_the_number(desk: Client) -> None:
    target(NOWHERE)
    page = desk.get(reverse("catalogue_new:start"), {"q": "9786177171132"}).content.decode()
    assert 'hx-trigger="load"' in page
    assert f"{reverse('catalogue_new:describe', args=['book'])}?isbn=978-617-7171-13-2" in page
    form = desk.get(reverse("catalogue_new:describe", args=["book"]), {"isbn": ISBN}).context["screen"].form
    assert form["isbn"].value() == ISBN
    page = desk.get(reverse("catalogue_new:others"), {"q": "9786177171132"}).content.decode()
    assert "Можливо, немає інтернету." in page
    assert "Опишіть книгу самі" in page


def test_a_mistyped_isbn_is_told_and_nobody_is_asked(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask", lambda *_args: 1 / 0)
    page = desk.get(reverse("catalogue_new:start"), {"q": "9786177171133"})
    assert page.status_code == 422
    assert "Остання цифра ISBN" in page.content.decode()
    assert desk.get(reverse("catalogue_new:others"), {"q": "9786177171133"}).status_code == 200


def test_a_title_that_begins_with_a_number_is_a_title(world: World) -> None:
    assert Sought.of("1984").isbn == ""
    assert Sought.of("1984").error == ""


def test_catalogues_are_named_by_an_administrator(client: Client, world: World) -> None:
    told = {**_TOLD, "name": "Сусіди", "address": "http://127.0.0.1/sru"}
    world.sign_in(client, "administrator")
    assert client.post(reverse("copying:new"), told).status_code == 302
    found = Target.objects.get()
    client.post(reverse("copying:target", args=[found.pk]), {**told, "is_on": ""})
    found.refresh_from_db()
    assert not found.is_on
    client.post(reverse("copying:delete", args=[found.pk]))
    assert not Target.objects.exists()
    world.sign_in(client, "cataloguer")
    assert client.get(reverse("copying:targets")).status_code == 403


_TOLD = {"name": "Обласна", "protocol": "sru", "isbn_index": "bath.isbn", "title_index": "dc.title", "order": "0", "is_on": "on"}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"address": "ftp://example.org/sru"}, "address"),
        ({"address": "https://user:x@example.org/"}, "address"),
        ({"address": "http://[::1/"}, "address"),
        ({"address": "https://example.org/sru?x=1"}, "address"),
        ({"address": "example.org:99999/x", "protocol": "z3950"}, "address"),
        ({"address": "example.org:210/x quit", "protocol": "z3950"}, "address"),
        ({"address": "http://127.0.0.1:8000/sru"}, "address"),
        ({"address": "http://localhost/sru"}, "address"),
        ({"address": "10.0.0.5:210/x", "protocol": "z3950"}, "address"),
        ({"address": "https://192.0.2.1/sru", "isbn_index": 'a" or b'}, "address"),
    ],
)
def test_a_director_names_no_address_of_the_own_network_and_no_nonsense(
    told: dict[str, str], field: str, client: Client, world: World
) -> None:
    world.sign_in(client, "director")
    answer = client.post(reverse("copying:new"), {**_TOLD, **told})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Target.objects.exists()


def test_a_catalogue_is_tried_out(client: Client, world: World) -> None:
    world.sign_in(client, "administrator")
    found = target(NOWHERE)
    answer = client.post(reverse("copying:try_out", args=[found.pk]), follow=True)
    assert "Обласна: До каталогу не вдалося додзвонитися." in answer.content.decode()


def test_a_thread_that_asks_opens_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bool] = []

    def look(*_args: object, **_kwargs: object) -> list[replies.Found]:
        opened.append(connection.connection is not None)
        return []

    monkeypatch.setattr(sru, "ask", look)
    ask([target(NOWHERE)], Question(title="а"))
    assert opened == [False]


def test_the_form_of_a_book_goes_on_without_any_catalogue(desk: Client) -> None:
    page = desk.get(reverse("catalogue_new:start"), {"q": "9786177171132"}).content.decode()
    assert "В інших бібліотеках" not in page
    assert made(desk, told=BOOK).pk
