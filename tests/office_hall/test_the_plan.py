"""The office draws a room: its size, a cell for each seat, doors and windows; what cannot be is said beside the field."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import Conflict
from oseredok.library.places import place_actions
from oseredok.library.places.models import Room
from oseredok.services.seats import faults, layout, planning
from oseredok.services.seats.models import PlanThing, RoomPlan, Seat
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World, client: Client) -> Room:
    world.sign_in(client, "head")
    return place_actions.add_room(
        library=world.central, name="Коворкінг", purpose="coworking", area=Decimal(42), step_free=True
    )


@pytest.fixture
def seats(room: Room) -> list[Seat]:
    details: list[dict[str, Any]] = [{"kind": "pc"}, {"kind": "laptop", "backup_power": True}, {"kind": "quiet"}]
    return [layout.add_seat(room=room, name=f"Місце {number}", **one) for number, one in enumerate(details, 1)]


def draw(client: Client, room: Room, columns: int = 4, rows: int = 3) -> Any:
    return client.post(f"/office/hall/room/{room.pk}/plan/size/", {"columns": columns, "rows": rows})


def put(client: Client, room: Room, cells: dict[Seat, tuple[object, object]]) -> Any:
    sent = {
        f"{axis}-{seat.public_id}": cell[number] for seat, cell in cells.items() for number, axis in enumerate("xy")
    }
    return client.post(f"/office/hall/room/{room.pk}/plan/seats/", sent)


def where(seats: list[Seat]) -> list[tuple[int | None, int | None]]:
    found = {seat.pk: (seat.plan_x, seat.plan_y) for seat in Seat.objects.all()}
    return [found[seat.pk] for seat in seats]


def beside(answer: Any, field: str) -> str:
    found = re.search(rf'id="id_{field}_error"[^>]*>(.*?)</p>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()).removeprefix("Помилка: ") if found else ""


def test_a_room_is_drawn_seats_are_put_and_the_hall_shows_them(client: Client, room: Room, seats: list[Seat]) -> None:
    hall = f"/office/hall/{room.library_id}/"
    assert "Намалювати план" in client.get(hall).content.decode()
    assert "одна клітинка — одне місце" in client.get(f"/office/hall/room/{room.pk}/plan/").content.decode()
    assert draw(client, room).status_code == 302
    page = client.get(f"/office/hall/room/{room.pk}/plan/").content.decode()
    assert page.count('class="plan__cell"') == 12
    assert put(client, room, {seats[0]: (1, 1), seats[1]: (3, 2), seats[2]: ("", "")}).status_code == 302
    assert where(seats) == [(1, 1), (3, 2), (None, None)]
    faults.report(seat=seats[1], reason="Екран", staff_name="Олена", now=timezone.now())
    page = client.get(hall).content.decode()
    assert re.search(rf'<a [^>]*href="/office/hall/seat/{seats[0].public_id}/"[^>]*aria-label="Місце 1 ', page)
    assert "plan__seat--broken" in page
    assert "Місце 2 не працює: екран" in page
    assert "Розставити" not in page, "the picture is changed on its own page"
    assert "style=" not in re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]  # type: ignore[index]


def test_two_seats_change_places_in_one_go(client: Client, room: Room, seats: list[Seat]) -> None:
    draw(client, room)
    put(client, room, {seats[0]: (1, 1), seats[1]: (2, 1), seats[2]: ("", "")})
    assert put(client, room, {seats[0]: (2, 1), seats[1]: (1, 1), seats[2]: ("", "")}).status_code == 302
    assert where(seats)[:2] == [(2, 1), (1, 1)]


def test_what_cannot_be_is_said_beside_the_seat_and_nothing_moves(
    client: Client, room: Room, seats: list[Seat]
) -> None:
    draw(client, room)
    put(client, room, {seats[0]: (1, 1), seats[1]: (2, 1), seats[2]: ("", "")})
    client.post(f"/office/hall/room/{room.pk}/plan/floor/", {"floor-kind": "desk", "floor-column": 4, "floor-row": 3})
    for cell, axis, said in (
        ((5, 1), "x", "У кімнаті 4 × 3 клітинок: такої немає."),
        ((2, 1), "x", "На цій клітинці вже стоїть Місце 2."),
        ((4, 3), "x", "На цій клітинці вже стоїть стійка."),
        ((3, ""), "y", "Потрібні обидва числа або жодного."),
        (("два", 1), "x", "Впишіть число цифрами."),
        ((0, 1), "x", "Від 1."),
        ((99, 1), "x", "Щонайбільше 20."),
    ):
        answer = put(client, room, {seats[0]: cell, seats[1]: (2, 1), seats[2]: ("", "")})
        assert answer.status_code == 422
        assert beside(answer, f"{axis}-{seats[0].public_id}") == said
        assert where(seats)[:2] == [(1, 1), (2, 1)]


def test_the_rest_is_arranged_alone_with_air_between(client: Client, room: Room, seats: list[Seat]) -> None:
    draw(client, room)
    planning.place_seats(room=room, cells={seats[0]: (2, 2)})
    page = client.post(f"/office/hall/room/{room.pk}/plan/arrange/", follow=True).content.decode()
    assert "Розставлено: 2\xa0місця." in page
    assert where(seats) == [(2, 2), (1, 1), (3, 1)]
    small = place_actions.add_room(
        library=room.library, name="Кімнатка", purpose="coworking", area=Decimal(4), step_free=True
    )
    for number in range(5):
        layout.add_seat(room=small, name=f"Стілець {number}", kind="quiet")
    draw(client, small, 2, 2)
    page = client.post(f"/office/hall/room/{small.pk}/plan/arrange/", follow=True).content.decode()
    assert "Вільних клітинок замало." in page
    assert not Seat.objects.filter(room=small, plan_x__isnull=False).exists()


def test_doors_and_windows_are_on_walls_and_go_with_them(client: Client, room: Room, seats: list[Seat]) -> None:
    draw(client, room)
    add = f"/office/hall/room/{room.pk}/plan/"
    client.post(f"{add}wall/", {"wall-kind": "door", "wall-wall": "near", "wall-cell": 2})
    client.post(f"{add}wall/", {"wall-kind": "window", "wall-wall": "right", "wall-cell": 3})
    client.post(f"{add}floor/", {"floor-kind": "printer", "floor-column": 4, "floor-row": 1})
    assert [(one.kind, one.column, one.row) for one in PlanThing.objects.order_by("pk")] == [
        ("door", 2, 4), ("window", 5, 3), ("printer", 4, 1),
    ]  # fmt: skip
    page = client.get(add).content.decode()
    for words in ("ближня стіна, клітинка 2", "права стіна, клітинка 3", "клітинка 4 зліва, 1 зверху"):
        assert words in page
    answer = client.post(f"{add}wall/", {"wall-kind": "window", "wall-wall": "near", "wall-cell": 2})
    assert "На цій клітинці вже стоїть двері." in beside(answer, "wall-cell")
    answer = client.post(f"{add}wall/", {"wall-kind": "window", "wall-wall": "left", "wall-cell": 9})
    assert beside(answer, "wall-cell") == "Двері й вікна бувають лише на стіні."
    assert draw(client, room, 6, 5).status_code == 302
    assert {(one.kind, one.column, one.row) for one in PlanThing.objects.all()} == {
        ("door", 2, 6), ("window", 7, 3), ("printer", 4, 1),
    }  # fmt: skip
    answer = draw(client, room, 3, 5)
    assert beside(answer, "columns") == "Там, де кімната зменшиться, стоїть принтер. Спершу переставте."
    answer = draw(client, room, 6, 2)
    assert "стоїть вікно" in beside(answer, "rows")
    client.post(f"/office/hall/plan/{PlanThing.objects.get(kind='printer').pk}/remove/")
    assert draw(client, room, 3, 5).status_code == 302
    for wrong in (1, 21):
        assert draw(client, room, wrong, 5).status_code == 422


def test_a_seat_of_another_room_or_put_away_is_off_the_plan(client: Client, room: Room, seats: list[Seat]) -> None:
    draw(client, room)
    planning.place_seats(room=room, cells={seats[0]: (1, 1), seats[1]: (2, 1)})
    other = place_actions.add_room(
        library=room.library, name="Тиха", purpose="coworking", area=Decimal(20), step_free=True
    )
    layout.change_seat(seat=seats[0], room=other)
    layout.retire_seat(seat=seats[1], now=timezone.now())
    assert where(seats[:2]) == [(None, None), (None, None)]
    with pytest.raises(Conflict) as refused:
        planning.place_seats(room=other, cells={seats[0]: (1, 1)})
    assert refused.value.code == "no-plan"


def test_the_database_itself_keeps_one_seat_in_a_cell(room: Room, seats: list[Seat]) -> None:
    planning.set_plan(room=room, columns=4, rows=3)
    planning.place_seats(room=room, cells={seats[0]: (1, 1)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seats[1].pk).update(plan_x=1, plan_y=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=seats[1].pk).update(plan_x=2)


def test_nobody_draws_the_rooms_of_a_library_that_they_do_not_lead(client: Client, world: World, room: Room) -> None:
    foreign = place_actions.add_room(
        library=world.branch, name="Зала", purpose="coworking", area=Decimal(20), step_free=True
    )
    world.sign_in(client, "consultant")
    assert client.get(f"/office/hall/room/{room.pk}/plan/").status_code in (302, 403)
    assert draw(client, foreign).status_code in (302, 403, 404)
    assert not RoomPlan.objects.exists()
