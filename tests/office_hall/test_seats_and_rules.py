"""The office makes a hall: seats by room, the rules in words, what is broken; each refusal stands beside its field."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client

from oseredok.base.core import clock
from oseredok.library.places import place_actions
from oseredok.library.places.models import Room
from oseredok.services.seats import booking, hall, layout, sitting
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import Fault, Hold, KindRule, Seat, State
from oseredok.services.seats.who import Who
from tests.world import DAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return place_actions.add_room(
        library=world.central, name="Коворкінг", purpose="coworking", area=Decimal(42), step_free=True
    )


def test_a_library_without_rooms_is_told_what_to_do_first(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    page = client.get("/office/hall/").content.decode()
    assert "Спершу впишіть приміщення" in page
    assert f"/office/libraries/{world.central.pk}/rooms/" in page


def test_a_head_adds_changes_puts_away_and_brings_back_a_seat(client: Client, world: World, room: Room) -> None:
    world.sign_in(client, "head")
    form = {"room": room.pk, "name": " Ноутбук  1 ", "kind": "laptop", "capacity": 1, "features": ["backup_power"]}
    answer = client.post(f"/office/hall/{world.central.pk}/new/", {**form, "do": "more"})
    seat = Seat.objects.get()
    assert answer.headers["Location"].endswith(f"?room={room.pk}&kind=laptop")
    assert (seat.name, seat.backup_power, seat.headphones) == ("Ноутбук 1", True, False)
    client.post(f"/office/hall/seat/{seat.public_id}/", {**form, "name": "Ноутбук 2", "features": ["headphones"]})
    seat.refresh_from_db()
    assert (seat.name, seat.backup_power, seat.headphones) == ("Ноутбук 2", False, True)
    page = client.get("/office/hall/").content.decode()
    assert "Ноутбук 2" in page
    assert "навушники" in page
    client.post(f"/office/hall/seat/{seat.public_id}/retire/")
    assert not hall.seats_of(world.central, clock.local_date(world.now) + timedelta(days=3650))
    client.post(f"/office/hall/seat/{seat.public_id}/return/")
    assert hall.seats_of(world.central, clock.local_date(world.now)) == [seat]


def test_a_seat_is_refused_with_a_sentence_and_what_was_typed_stays(client: Client, world: World, room: Room) -> None:
    layout.add_seat(room=room, name="ПК 1", kind="pc")
    world.sign_in(client, "head")
    address = f"/office/hall/{world.central.pk}/new/"
    for wrong, said in (
        ({"name": ""}, "Назвіть місце"),
        ({"name": "ПК 1"}, "У цьому приміщенні вже є місце з такою назвою."),
        ({"capacity": "багато"}, "Впишіть число цифрами."),
        ({"capacity": "0"}, "1"),
    ):
        answer = client.post(address, {"room": room.pk, "name": "ПК 2", "kind": "pc", "capacity": 1, **wrong})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert Seat.objects.count() == 1


def test_a_seat_that_somebody_has_booked_is_not_put_away(client: Client, world: World, room: Room) -> None:
    from django.utils import timezone

    seat = layout.add_seat(room=room, name="ПК 1", kind="pc")
    day = clock.local_date(timezone.now()) + timedelta(days=7)
    while not hall.load(world.central, day, now=timezone.now()).slots(60):
        day += timedelta(days=1)
    start = hall.load(world.central, day, now=timezone.now()).slots(60)[2].starts_at
    booking.book(place=world.central, wish=Wish(start, 60), who=Who(), now=timezone.now(), way=Hold.Way.DESK)
    world.sign_in(client, "head")
    page = client.post(f"/office/hall/seat/{seat.public_id}/retire/", follow=True).content.decode()
    assert "На це місце ще є броні" in page
    seat.refresh_from_db()
    assert seat.retired_on is None


def test_the_rules_are_read_in_words_and_all_kept_or_none(client: Client, world: World, room: Room) -> None:
    layout.add_seat(room=room, name="ПК 1", kind="pc")
    world.sign_in(client, "head")
    address = f"/office/hall/{world.central.pk}/rules/"
    page = client.get(address).content.decode()
    assert "Якщо людина спізниться, місце чекає 15\u00a0хвилин" in page
    sent = {
        "booking_open": "on", "board_is_public": "on", "longest": 90, "a_day": 180, "a_week": 3, "horizon": 7,
        "horizon_unreached": 1, "grace": 10, "gap": 5, "extension": 15, "walk_in_percent": 50, "adult_under": 14,
        "offer": 10, "kept_hours": 24, "closure_shift": 60, "pc-open_to_guests": "on", "pc-longest": 45,
    }  # fmt: skip
    wrong = client.post(address, {**sent, "longest": 5})
    assert wrong.status_code == 422
    assert hall.rules_of(world.central).pk is None
    wrong = client.post(address, {**sent, "pc-longest": 1})
    assert "Від 15 хвилин." in wrong.content.decode()
    assert not KindRule.objects.exists()
    client.post(address, sent)
    rules = hall.rules_of(world.central)
    assert (rules.longest, rules.grace, rules.walk_in_percent) == (90, 10, 50)
    kind = KindRule.objects.get()
    assert (kind.kind, kind.bookable, kind.open_to_guests, kind.longest) == ("pc", False, True, 45)
    assert "місце чекає 10\u00a0хвилин" in client.get("/office/hall/").content.decode()


def test_a_broken_seat_says_why_and_gives_its_people_another(client: Client, world: World, room: Room) -> None:
    from django.utils import timezone

    first, second = (layout.add_seat(room=room, name=f"Ноутбук {number}", kind="laptop") for number in (1, 2))
    now = timezone.now()
    world.sign_in(client, "head")
    page = client.post(f"/office/hall/seat/{first.public_id}/fault/", {"reason": ""})
    assert "Напишіть, що не працює." in page.content.decode()
    page = client.post(f"/office/hall/seat/{first.public_id}/fault/", {"reason": "Екран", "expected_on": "01.01.2020"})
    assert "має бути пізніше за сьогодні" in page.content.decode()
    client.post(f"/office/hall/seat/{first.public_id}/fault/", {"reason": "Екран не світиться"})
    fault = Fault.objects.get()
    assert "Екран не світиться" in client.get("/office/hall/").content.decode()
    again = client.post(f"/office/hall/seat/{first.public_id}/fault/", {"reason": "Екран"})
    assert "уже записано" in again.content.decode()
    day = hall.load(world.central, clock.local_date(now) + timedelta(days=1), now=now)
    assert [one.seat for one in day.seats if one.broken] == [first]
    client.post(f"/office/hall/fault/{fault.pk}/fixed/")
    fault.refresh_from_db()
    assert fault.fixed_at is not None
    assert second.faults.count() == 0
    assert not Hold.objects.filter(state=State.FREED).exists()


def test_another_librarys_hall_is_not_there(client: Client, world: World, room: Room) -> None:
    seat = layout.add_seat(room=room, name="ПК 1", kind="pc")
    other = place_actions.add_room(
        library=world.branch, name="Зала", purpose="coworking", area=Decimal(20), step_free=True
    )
    theirs = layout.add_seat(room=other, name="ПК 9", kind="pc")
    world.sign_in(client, "head")
    assert client.get(f"/office/hall/{world.branch.pk}/").status_code == 404
    assert client.get(f"/office/hall/seat/{theirs.public_id}/").status_code == 404
    assert client.post(f"/office/hall/seat/{theirs.public_id}/retire/").status_code == 404
    assert client.get(f"/office/hall/seat/{seat.public_id}/").status_code == 200


def test_a_room_with_seats_stays_with_a_sentence(client: Client, world: World, room: Room) -> None:
    layout.add_seat(room=room, name="ПК 1", kind="pc")
    world.sign_in(client, "head")
    page = client.post(f"/office/libraries/rooms/{room.pk}/", {"do": "remove"}, follow=True).content.decode()
    assert "є або були місця зали" in page
    assert Room.objects.filter(pk=room.pk).exists()


def test_the_page_says_when_the_hall_is_crowded_in_a_table(client: Client, world: World, room: Room) -> None:
    seat = layout.add_seat(room=room, name="ПК 1", kind="pc")
    world.sign_in(client, "head")
    assert "щойно хтось сяде за місце" in client.get("/office/hall/").content.decode()
    with time_machine.travel(clock.moment_at(DAY, time(18)), tick=True):
        sat = sitting.walk_in(seat=seat, who=Who(age_group="22_35"), now=clock.moment_at(DAY, time(10)))
        sitting.end(hold=sat, now=clock.moment_at(DAY, time(11, 30)))
        world.sign_in(client, "head")
        page = client.get("/office/hall/").content.decode()
    assert "Найтісніше у середу о 10:00" in page
    assert "Скільки місць зайнято в середньому за 1\u00a0день, з 14\u00a0жовтня." in page
    assert '<td class="heat-4">1</td><td class="heat-2">0,5</td><td class="heat-0">0</td>' in page
