"""The card and a PIN set at the desk: weak ones are refused, guessing ends soon, the answer is always the same."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.errors import DomainError
from oseredok.library.people import actions as people
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.people.own_page import limits as reader_limits
from oseredok.library.people.own_page import pins as reader_pins
from oseredok.library.people.own_page import sign_in as verbs
from oseredok.library.people.own_page.models import ReaderSession
from tests.cabinet.letters import PIN, come_in_by_pin
from tests.world import World

pytestmark = pytest.mark.django_db
DOOR = "/my/sign-in/card/"


def try_pin(client: Client, card: str, pin: str = PIN) -> str:
    return str(client.post(DOOR, {"card": card, "pin": pin}).content.decode())


def test_a_reader_without_mail_comes_in_by_the_card(world: World, client: Client) -> None:
    assert come_in_by_pin(client, world, world.daryna).headers["Location"] == "/my/"
    assert "Нечуй-Левицька Дарина" in client.get("/my/").content.decode()


def test_the_pin_is_kept_as_a_hash(world: World) -> None:
    reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    world.taras.refresh_from_db()
    assert PIN not in world.taras.pin_hash
    assert world.taras.pin_hash.count("$") >= 2


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "123",
        "1234567",
        "12a4",
        "١٢٣٤",
        "0000",
        "1111",
        "1234",
        "4321",
        "345678",
        "0123",
        "1212",
        "123123",
        "1988",
        "4567",
        "234567",
    ],
)
def test_a_pin_that_a_stranger_tries_first_is_refused(world: World, pin: str) -> None:
    with pytest.raises(DomainError) as refused:
        reader_pins.set_pin(reader=world.taras, pin=pin, now=world.now)
    assert refused.value.code in ("pin_length", "pin_weak")
    world.taras.refresh_from_db()
    assert world.taras.pin_hash == ""


def test_the_digits_of_the_card_and_of_the_birthday_are_refused(world: World) -> None:
    from datetime import date

    Reader.objects.filter(pk=world.taras.pk).update(birth_date=date(1988, 3, 9))
    for pin in (world.taras.card_number[-4:], world.taras.card_number[:6], "0903", "0309", "090388"):
        with pytest.raises(DomainError):
            reader_pins.set_pin(reader=world.taras, pin=pin, now=world.now)


def test_a_made_pin_is_strong_and_works(world: World, client: Client) -> None:
    pin = reader_pins.issue_pin(reader=world.taras, now=world.now)
    assert re.fullmatch(r"\d{6}", pin)
    assert client.post(DOOR, {"card": world.taras.card_number, "pin": pin}).status_code == 302


def test_a_wrong_pin_a_card_without_one_and_no_card_look_the_same(world: World) -> None:
    reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    cards = (world.taras.card_number, world.daryna.card_number, "99999999", "рядок")
    pages = []
    for card in cards:
        page = try_pin(Client(), card, "8520")
        assert "Номер квитка або PIN не той." in page
        pages.append(re.sub(r'value="[^"]*"', "", page))
    assert len(set(pages)) == 1


def test_an_empty_pin_never_fits_a_card_without_one(world: World, client: Client) -> None:
    assert client.post(DOOR, {"card": world.daryna.card_number, "pin": "----"}).status_code == 422


@pytest.mark.parametrize("who", ["has a pin", "has none", "nobody"])
def test_five_tries_and_the_card_rests_until_an_hour_that_is_told(world: World, client: Client, who: str) -> None:
    if who == "has a pin":
        reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    card = world.taras.card_number if who != "nobody" else "99999999"
    with time_machine.travel(world.now, tick=False) as clock:
        for _try in range(5):
            assert "PIN не той" in try_pin(client, card, "8520")
        assert "Забагато спроб. Спробуйте о 11:45." in try_pin(client, card)
        clock.shift(timedelta(minutes=14))
        assert "Спробуйте о 11:45." in try_pin(client, card)
        clock.shift(timedelta(minutes=1))
        answer = client.post(DOOR, {"card": card, "pin": PIN})
        assert answer.status_code == (302 if who == "has a pin" else 422)


def test_twenty_tries_a_day_and_tomorrow_is_named(world: World, client: Client) -> None:
    with time_machine.travel(world.now, tick=False) as clock:
        for _round in range(4):
            for _try in range(5):
                try_pin(client, "99999999", "8520")
            clock.shift(timedelta(minutes=16))
        assert "Спробуйте 15\xa0жовтня о 11:30." in try_pin(client, "99999999")


def test_after_fifty_wrong_ones_the_right_pin_is_of_no_use_until_the_desk_gives_another(world: World) -> None:
    reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    at = world.now
    for place in range(50):
        at += timedelta(hours=2)
        visitor = verbs.Visitor(network=f"192.0.2.{place}")
        with pytest.raises(DomainError) as refused:
            verbs.sign_in_with_pin(card=world.taras.card_number, pin="8520", visitor=visitor, now=at)
        assert refused.value.code == "pin_wrong"
    at += timedelta(hours=2)
    with pytest.raises(DomainError) as refused:
        verbs.sign_in_with_pin(card=world.taras.card_number, pin=PIN, visitor=verbs.Visitor("192.0.2.9"), now=at)
    assert refused.value.code == "pin_wrong", "a guesser is not told that it is over"
    reader_pins.set_pin(reader=world.taras, pin="6093", now=at)
    at += timedelta(days=1)
    assert verbs.sign_in_with_pin(card=world.taras.card_number, pin="6093", visitor=verbs.Visitor("192.0.2.9"), now=at)


def test_a_network_that_tries_many_cards_is_stopped_and_readers_who_come_in_do_not_count(world: World) -> None:
    reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    for _time in range(70):
        assert Client().post(DOOR, {"card": world.taras.card_number, "pin": PIN}).status_code == 302
    for place in range(60):
        try_pin(Client(), f"{place:08d}", "8520")
    assert "Забагато спроб." in try_pin(Client(), "77777777", "8520")


def test_a_new_pin_puts_out_whoever_came_in_by_the_former(world: World, client: Client) -> None:
    come_in_by_pin(client, world, world.taras)
    reader_pins.set_pin(reader=world.taras, pin="6093", now=world.now)
    assert client.get("/my/").status_code == 302


def test_a_lost_card_opens_nothing_and_a_joined_one_opens_the_record_that_was_kept(world: World) -> None:
    reader_pins.set_pin(reader=world.taras, pin=PIN, now=world.now)
    former = world.taras.card_number
    people.replace_card(reader=world.taras, reason=FormerCard.Reason.LOST, staff=None, now=world.now)
    assert "PIN не той" in try_pin(Client(), former)
    FormerCard.objects.filter(number=former).update(reason=FormerCard.Reason.MERGED)
    client = Client()
    assert client.post(DOOR, {"card": former, "pin": PIN}).status_code == 302
    assert "Шевченко" in client.get("/my/").content.decode()


def test_one_who_has_left_still_sees_what_is_held(world: World, client: Client) -> None:
    Reader.objects.filter(pk=world.taras.pk).update(closed_on=world.now.date())
    come_in_by_pin(client, world, world.taras)
    assert "Ви вибули з бібліотеки" in client.get("/my/").content.decode()


def test_a_joined_record_opens_no_more(world: World, client: Client) -> None:
    come_in_by_pin(client, world, world.taras)
    Reader.objects.filter(pk=world.taras.pk).update(merged_into=world.daryna)
    assert client.get("/my/").status_code == 302
    assert "PIN не той" in try_pin(Client(), world.taras.card_number)
    with pytest.raises(DomainError):
        reader_pins.set_pin(reader=world.taras, pin="6093", now=world.now)


# --- At the desk --------------------------------------------------------------------------------------------


def test_the_desk_sets_changes_and_takes_away_a_pin(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    page = f"/people/{world.daryna.public_id}/pin/"
    assert client.post(page, {"pin": "8520", "again": "8521"}).status_code == 422
    assert "легко вгадати" in client.post(page, {"pin": "2015", "again": "2015"}).content.decode()
    assert client.post(page, {"pin": "8520", "again": "8520"}).status_code == 302
    assert Client().post(DOOR, {"card": world.daryna.card_number, "pin": "8520"}).status_code == 302
    client.post(page, {"do": "take"})
    assert "PIN не той" in try_pin(Client(), world.daryna.card_number, "8520")
    assert ReaderSession.objects.count() == 0


def test_a_made_pin_is_shown_once_and_not_kept_by_the_browser(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    page = f"/people/{world.taras.public_id}/pin/"
    shown = client.post(page, {"do": "make"})
    (pin,) = re.findall(r'confirmed__code">(\d{6})<', shown.content.decode())
    assert "no-store" in shown.headers["Cache-Control"]
    assert pin not in client.get(page).content.decode()
    assert pin not in client.get(f"/people/{world.taras.public_id}/").content.decode()
    assert Client().post(DOOR, {"card": world.taras.card_number, "pin": pin}).status_code == 302


def test_the_limits_say_their_arithmetic(world: World) -> None:
    at = world.now + timedelta(seconds=20)
    for _try in range(5):
        reader_limits.count((reader_limits.PIN_OF_CARD, "x"), now=at)
    with pytest.raises(DomainError) as refused:
        reader_limits.count((reader_limits.PIN_OF_CARD, "x"), now=at)
    # 11:30:20 and a quarter of an hour is 11:45:20: at 11:45 it would still be refused.
    assert refused.value.message == "Забагато спроб. Спробуйте о 11:46."
