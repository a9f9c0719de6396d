"""«Мій список» sent to oneself: one letter, no address afterwards, nobody's box filled, and the sheet that is printed."""

from __future__ import annotations

import html
import re
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter, State
from oseredok.faces.front import limits
from oseredok.library.people.own_page.models import ReaderAttempts
from tests.front_catalogue.shelves import put
from tests.world import World

LIST = "/catalogue/list/"


@pytest.fixture(autouse=True)
def _on_wednesday(world: World, settings: Any) -> Iterator[None]:
    settings.EMAIL_CONFIGURED = True
    settings.PUBLIC_ADDRESS = "https://biblioteka.example"
    with time_machine.travel(world.now):
        yield


@pytest.fixture
def listed(client: Client, world: World) -> Client:
    for title, author in (("Лісова пісня", "Українка, Леся"), ("Кобзар", "Шевченко, Тарас")):
        client.post(f"{LIST}{put(world, title, author, date='2020').pk}/", {"do": "add"})
    return client


def once(client: Client) -> str:
    [found] = re.findall(r'name="once" value="([^"]+)"', client.get(LIST).content.decode())
    return str(found)


def send(client: Client, email: str = "olena@example.com", **more: str) -> Any:
    return client.post(f"{LIST}mail/", {"email": email, **more})


class Refusing(BaseEmailBackend):
    """A server that knows no such address, and repeats it in what it answers."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"olena@example.com": (550, b"no olena@example.com here")})


def test_one_letter_has_the_references_in_order_with_the_pages_of_the_books(listed: Client) -> None:
    answer = send(listed, " Olena@Example.com ")
    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("olena@example.com", "Ваш список книг")
    found = re.findall(r"^\d\. (.+)\n(https://biblioteka\.example/catalogue/\d+-\S+)$", letter.text, re.MULTILINE)
    assert [line for line, _url in found] == ["Українка Л. Лісова пісня. 2020.", "Шевченко Т. Кобзар. 2020."]
    assert "Лист уже в дорозі" in listed.get(LIST).content.decode()


def test_the_letter_speaks_the_language_of_the_page(listed: Client) -> None:
    listed.post(f"/en{LIST}mail/", {"email": "olena@example.com"})
    letter = Letter.objects.get()
    assert letter.subject == "Your list of books"
    assert "Українка Л. Лісова пісня." in letter.text


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_address_is_kept_once_it_is_sent(listed: Client) -> None:
    send(listed)
    letter = Letter.objects.get()
    assert mail.deliver(letter_id=letter.pk, now=letter.next_try_at) == State.SENT
    letter.refresh_from_db()
    assert (letter.to, letter.subject, letter.text, letter.html) == ("", "", "", "")
    assert "olena" not in str(list(ReaderAttempts.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_is_kept_when_the_server_refuses_it_for_good(listed: Client) -> None:
    send(listed)
    letter = Letter.objects.get()
    assert mail.deliver(letter_id=letter.pk, now=letter.next_try_at, connection=Refusing()) == State.FAILED
    letter.refresh_from_db()
    assert (letter.to, letter.text) == ("", "")
    assert "olena" not in letter.last_error
    assert letter.is_forgotten


def test_a_page_sent_twice_writes_one_letter(listed: Client) -> None:
    token = once(listed)
    send(listed, once=token)
    send(listed, once=token)
    assert Letter.objects.count() == 1
    send(listed, once="not-a-number")
    assert Letter.objects.count() == 1
    assert send(listed, once=once(listed)).status_code == 302
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("email", ["", "olena", "olena@", "а@б", "olena@example.com, taras@example.com"])
def test_what_is_no_address_is_said_beside_the_field(listed: Client, email: str) -> None:
    answer = send(listed, email)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_box_is_not_filled_from_here_and_neither_is_the_line(listed: Client, world: World) -> None:
    for _time in range(limits.TO_ONE_ADDRESS_A_DAY):
        assert send(listed).status_code == 302
    refused = send(listed)
    assert refused.status_code == 422
    assert "вже надіслано кілька листів" in html.unescape(refused.content.decode())
    assert send(listed, "taras@example.com").status_code == 302, "another's box is another's"
    with time_machine.travel(world.now + timedelta(days=1, hours=1)):
        assert send(listed).status_code == 302
        for number in range(limits.AN_HOUR - 1):
            assert send(listed, f"reader{number}@example.com").status_code == 302
        assert send(listed, "another@example.com").status_code == 422


def test_a_script_is_thanked_and_nothing_goes(listed: Client) -> None:
    assert send(listed, website="https://spam.example").status_code == 302
    assert not Letter.objects.exists()


def test_an_empty_list_and_a_centre_without_mail_send_nothing(client: Client, listed: Client, settings: Any) -> None:
    assert send(Client()).status_code == 422
    settings.EMAIL_CONFIGURED = False
    assert 'name="email"' not in listed.get(LIST).content.decode()
    assert send(listed).status_code == 422
    assert not Letter.objects.exists()


def test_the_address_is_for_sending_only(client: Client) -> None:
    assert client.get(f"{LIST}mail/").status_code == 405
