"""A reader erases everything alone, and no statistic changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from oseredok.base.mail.models import Letter
from oseredok.base.preferences import actions as preferences
from oseredok.library.people.models import FormerCard, Reader, Registration
from oseredok.library.people.own_page import pins as reader_pins
from oseredok.library.people.own_page import queries
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession
from oseredok.library.people.registry.preferences import CONSENT_AGE
from oseredok.library.privacy.models import Erasure
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import Entry
from tests.cabinet.letters import PIN, last_code
from tests.world import World, come_in

pytestmark = pytest.mark.django_db
TARAS = "taras@example.com"


@pytest.fixture
def taras(world: World, client: Client) -> Reader:
    """Taras, who was here yesterday and has come in from a phone."""
    visits.record_visit(
        place=world.central, staff=world.head, now=timezone.now() - timedelta(days=1), reader=world.taras
    )
    come_in(client, world.taras, now=timezone.now())
    return world.taras


def counts() -> tuple[object, ...]:
    entries = Entry.objects.order_by("pk").values_list("kind", "quantity", "local_date", "age_group", "visitor_key")
    registrations = Registration.objects.order_by("pk").values_list("year", "is_first", "age_group", "library")
    return list(entries), list(registrations), Reader.objects.count()


def erase(client: Client) -> str:
    client.post("/my/erase/send/")
    return str(client.post("/my/erase/confirm/", {"code": last_code(TARAS)}).headers.get("Location"))


def test_all_goes_at_once_and_no_number_changes(client: Client, taras: Reader) -> None:
    before, card = counts(), taras.card_number
    page = client.get("/my/erase/").content.decode()
    assert "Зітремо одразу й назавжди" in page
    assert "Лишаться самі числа" in page
    assert erase(client) == "/my/goodbye/"
    taras.refresh_from_db()
    assert (taras.surname, taras.phone, taras.email, taras.birth_year) == ("", "", "", None)
    assert Erasure.objects.get().why == Erasure.Why.SELF
    assert FormerCard.objects.get(number=card).reader is None
    assert counts() == before
    assert ReaderSession.objects.count() == 0
    assert ReaderCode.objects.filter(reader=taras).count() == 0


def test_good_bye_knows_nobody_and_the_browser_is_out(client: Client, taras: Reader) -> None:
    erase(client)
    assert client.cookies["reader"].value == ""
    assert "Шевченко" not in client.get("/my/goodbye/").content.decode()
    assert client.get("/my/data/").status_code == 302


def test_the_last_letter_is_sent_and_forgets_its_address(client: Client, taras: Reader) -> None:
    from oseredok.base.mail import registry

    erase(client)
    last = Letter.objects.get(template="reader_erased")
    assert last.to == TARAS
    assert "Шевченко" not in last.text
    assert registry.forgets_address("reader_erased")
    assert not Letter.objects.filter(to=TARAS).exclude(pk=last.pk).exists(), "letters with codes are forgotten too"


def test_a_form_sent_again_does_nothing(client: Client, taras: Reader) -> None:
    token = client.cookies["reader"].value
    client.post("/my/erase/send/")
    code = last_code(TARAS)
    client.post("/my/erase/confirm/", {"code": code})
    client.cookies["reader"] = token
    assert client.post("/my/erase/confirm/", {"code": code}).headers["Location"] == "/my/sign-in/"
    assert Erasure.objects.count() == 1


def test_without_a_fresh_code_nothing_is_erased(client: Client, taras: Reader) -> None:
    assert client.get("/my/erase/confirm/").headers["Location"] == "/my/erase/"
    assert client.post("/my/erase/confirm/", {"code": "123456"}).status_code == 422
    client.post("/my/data/email/", {"email": "other@example.com"})
    assert client.post("/my/erase/confirm/", {"code": last_code("other@example.com")}).status_code == 422
    assert Erasure.objects.count() == 0


def test_five_wrong_codes_end_it(client: Client, taras: Reader) -> None:
    client.post("/my/erase/send/")
    code = last_code(TARAS)
    wrong = "111111" if code != "111 111" else "222222"
    for _try in range(5):
        client.post("/my/erase/confirm/", {"code": wrong})
    assert client.post("/my/erase/confirm/", {"code": code}).status_code == 422
    assert Erasure.objects.count() == 0


def test_one_who_came_by_the_card_confirms_by_the_pin(world: World, client: Client) -> None:
    reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    come_in(client, world.taras, now=timezone.now(), way="pin")
    assert client.post("/my/erase/send/").headers["Location"] == "/my/erase/confirm/"
    assert client.post("/my/erase/confirm/", {"pin": "8520"}).status_code == 422
    assert client.post("/my/erase/confirm/", {"pin": PIN}).headers["Location"] == "/my/goodbye/"


def test_a_child_does_not_erase_alone_but_a_parent_does(world: World, client: Client) -> None:
    reader_pins.set_pin(reader=world.daryna, pin=PIN, now=world.now)
    come_in(client, world.daryna, now=timezone.now(), way="pin")
    refused = client.post("/my/erase/send/")
    assert refused.status_code == 422
    assert "стирає хтось із батьків" in refused.content.decode()
    assert client.post("/my/erase/confirm/", {"pin": PIN}).status_code == 422
    assert Erasure.objects.count() == 0
    Reader.objects.filter(pk=world.daryna.pk).update(email="mother@example.com")
    mother = Client()
    come_in(mother, Reader.objects.get(pk=world.daryna.pk), now=timezone.now())
    mother.post("/my/erase/send/")
    assert mother.post("/my/erase/confirm/", {"code": last_code("mother@example.com")}).status_code == 302
    assert Erasure.objects.get().reader == world.daryna


def test_who_is_a_child_is_what_the_library_has_set(world: World) -> None:
    girl = world.daryna
    girl.birth_year, girl.birth_date = world.now.year - 15, None
    assert not queries.is_child(girl, now=world.now)
    preferences.set_value(declared=CONSENT_AGE, text="16", by="Ольга Т.", now=world.now)
    assert queries.is_child(girl, now=world.now)
    girl.birth_year = world.now.year - 16
    assert queries.is_child(girl, now=world.now), "in the year of the birthday only the whole date tells"
    girl.birth_date = date(world.now.year - 16, 1, 1)
    assert not queries.is_child(girl, now=world.now)
    girl.birth_year = girl.birth_date = None
    assert not queries.is_child(girl, now=world.now), "an organisation"


def test_what_is_not_finished_is_told_first(world: World, client: Client) -> None:
    visits.record_visit(place=world.central, staff=world.head, now=timezone.now(), reader=world.taras)
    come_in(client, world.taras, now=timezone.now())
    page = client.get("/my/erase/").content.decode()
    assert "Спершу треба завершити" in page
    assert 'action="/my/erase/send/"' not in page
    client.post("/my/erase/send/")
    assert client.post("/my/erase/confirm/", {"code": last_code(TARAS)}).status_code == 422
    assert Erasure.objects.count() == 0


def test_without_mail_the_code_cannot_be_sent_and_it_is_said(client: Client, taras: Reader, settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = False
    refused = client.post("/my/erase/send/")
    assert refused.status_code == 422
    assert "не надсилає" in refused.content.decode()


def test_neither_get_nor_a_foreign_form_erases(client: Client, taras: Reader) -> None:
    assert client.get("/my/erase/send/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    come_in(strict, taras, now=timezone.now())
    assert strict.post("/my/erase/send/").status_code == 403
    assert strict.post("/my/erase/confirm/", {"code": "123456"}).status_code == 403
