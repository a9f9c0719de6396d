"""A reader asks the library about the own data; the term is told with its arithmetic."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from oseredok.library.privacy.models import SubjectRequest
from tests.world import World, come_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in(world: World, client: Client) -> None:
    come_in(client, world.taras, now=timezone.now())


def ask(client: Client, **more: str) -> int:
    return client.post("/my/requests/", {"kind": "correct", "details": "Рік народження 1989", **more}).status_code


def test_a_request_is_kept_with_its_term_and_the_reader_sees_how_it_was_counted(client: Client, world: World) -> None:
    assert ask(client) == 302
    asked = SubjectRequest.objects.get()
    assert (asked.reader, asked.how, asked.identity) == (world.taras, "web", "signed_in")
    page = client.get("/my/requests/").content.decode()
    assert asked.due_words in page.replace("&#x27;", "'")
    assert "Рік народження 1989" in page


@pytest.mark.parametrize("wrong", [{"kind": "made-up"}, {"details": ""}, {"details": "х" * 2001}, {"kind": ""}])
def test_what_asks_for_nothing_is_refused(client: Client, wrong: dict[str, str]) -> None:
    assert ask(client, **wrong) == 422
    assert SubjectRequest.objects.count() == 0


def test_requests_of_one_reader_are_limited(client: Client) -> None:
    assert [ask(client) for _time in range(6)] == [302] * 5 + [422]
    assert "Забагато спроб" in client.post("/my/requests/", {"kind": "correct", "details": "x"}).content.decode()


def test_nobody_sees_anothers_requests(client: Client, world: World) -> None:
    ask(client)
    other = Client()
    come_in(other, world.daryna, now=timezone.now())
    assert "1989" not in other.get("/my/requests/").content.decode()
