"""A reader's browser stays open only while the address or the card by which it was opened opens that reader."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.models import ReaderSession
from tests.cabinet.letters import PIN, come_in_by_pin, last_code
from tests.cabinet.letters import come_in as by_code
from tests.world import World

pytestmark = pytest.mark.django_db
TARAS = "taras@example.com"


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = True


@pytest.fixture
def child(world: World) -> Reader:
    """Daryna, whose card names Taras as the parent; in two years she decides herself."""
    daryna = world.daryna
    daryna.guardian_name, daryna.guardian_phone = "Шевченко Тарас", world.taras.phone
    daryna.save()
    return daryna


def is_in(client: Client) -> bool:
    return client.get("/my/").status_code == 200


def come_in_as(client: Client, reader: Reader) -> None:
    by_code(client, TARAS)
    client.post("/my/sign-in/choose/", {"reader": str(reader.public_id)})
    assert reader.given_name in client.get("/my/").content.decode()


def test_an_address_corrected_at_the_desk_closes_what_the_wrong_one_had_opened(world: World, client: Client) -> None:
    by_code(client, TARAS, device="own")
    assert is_in(client)
    data = {"surname": "Шевченко", "given_name": "Тарас", "birth_year": 1988, "email": "t.shevchenko@example.com"}
    people.correct_reader(reader=world.taras, data=data, now=world.now)  # type: ignore[arg-type]
    assert not is_in(client)
    for path in ("/my/data/", "/my/data/copy.json", "/my/card/", "/my/requests/", "/my/erase/"):
        assert client.get(path).status_code == 302, path
    assert client.post("/my/erase/send/").headers["Location"].startswith("/my/sign-in/")
    again = Client()
    by_code(again, "t.shevchenko@example.com")
    assert is_in(again)


def test_a_parents_former_address_keeps_no_childs_page_open(world: World, client: Client, child: Reader) -> None:
    stolen = Client()
    come_in_as(stolen, child)
    come_in_as(client, world.taras)
    client.post("/my/data/email/", {"email": "new@example.com"})
    client.post("/my/data/email/code/", {"code": last_code("new@example.com")})
    assert is_in(client)
    assert not is_in(stolen)


def test_a_parents_browser_is_out_on_the_day_when_the_child_decides_alone(
    world: World, client: Client, child: Reader
) -> None:
    birthday = world.now.date() + timedelta(days=3)
    child.birth_date = birthday.replace(year=birthday.year - 14)
    child.birth_year = child.birth_date.year
    child.save()
    with time_machine.travel(world.now, tick=False) as clock:
        by_code(client, TARAS, device="own")
        client.post("/my/sign-in/choose/", {"reader": str(child.public_id)})
        clock.shift(timedelta(days=2))
        assert is_in(client)
        clock.shift(timedelta(days=2))
        assert not is_in(client)


def test_who_keeps_no_address_stays_in_this_browser(world: World, client: Client) -> None:
    by_code(client, TARAS)
    client.post("/my/data/email/forget/")
    assert is_in(client)
    assert ReaderSession.objects.count() == 1


def test_a_lost_card_closes_what_it_had_opened_and_a_worn_one_does_not(world: World, client: Client) -> None:
    come_in_by_pin(client, world, world.taras, device="own")
    reader = people.replace_card(reader=world.taras, reason="worn", staff=world.consultant, now=world.now)
    assert is_in(client)
    people.replace_card(reader=reader, reason="lost", staff=world.consultant, now=world.now)
    assert not is_in(client)
    lost = {"card": reader.card_number, "pin": PIN}
    assert client.post("/my/sign-in/card/", lost).status_code == 422


def test_a_child_with_the_card_does_not_become_their_own_parent_by_another_address(
    world: World, client: Client, child: Reader
) -> None:
    """By the address one erases everything: a child under 14 neither puts their own there nor takes the parent's away."""
    Reader.objects.filter(pk=child.pk).update(email="mother@example.com")
    child.refresh_from_db()
    come_in_by_pin(client, world, child)
    refused = client.post("/my/data/email/", {"email": "daryna@example.com"})
    assert refused.status_code == 422
    assert "змінює хтось із батьків" in refused.content.decode()
    kept = client.post("/my/data/email/forget/", follow=True)
    assert "змінює хтось із батьків" in kept.content.decode()
    child.refresh_from_db()
    assert child.email == "mother@example.com"
    mother = Client()
    by_code(mother, "mother@example.com")
    mother.post("/my/data/email/", {"email": "new@example.com"})
    assert mother.post("/my/data/email/code/", {"code": last_code("new@example.com")}).status_code == 302
    child.refresh_from_db()
    assert child.email == "new@example.com"


def test_a_namesake_of_a_parent_opens_no_child_by_telling_the_parents_phone(
    world: World, client: Client, child: Reader
) -> None:
    namesake = people.register_reader(
        surname="Шевченко", given_name="Тарас", birth_year=1971, phone="050 765-43-21", email="namesake@example.com",
        library=world.branch, staff=None, now=world.now,
    )  # fmt: skip
    by_code(client, "namesake@example.com")
    refused = client.post("/my/data/phone/", {"phone": child.guardian_phone})
    assert refused.status_code == 422
    assert "записано в картці дитини" in refused.content.decode()
    namesake.refresh_from_db()
    assert namesake.phone == "+380507654321"
    assert client.post("/my/sign-in/choose/", {"reader": str(child.public_id)}).status_code == 422
    assert client.post("/my/data/phone/", {"phone": "063 111-22-33"}).status_code == 302


def test_a_parent_saves_the_same_phone_again_and_takes_it_away(world: World, client: Client, child: Reader) -> None:
    come_in_as(client, world.taras)
    assert client.post("/my/data/phone/", {"phone": world.taras.phone}).status_code == 302
    assert client.post("/my/data/phone/", {"phone": ""}).status_code == 302
    world.taras.refresh_from_db()
    assert world.taras.phone == ""
