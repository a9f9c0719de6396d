"""The screen in the hall: free seats for everybody, without codes, names and buttons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client

from oseredok.library.places import actions as places
from oseredok.services.seats import layout, series
from oseredok.services.seats.who import Who
from tests.desk_hall.conftest import words
from tests.seats.conftest import Hall
from tests.world import DAY

SCREEN = "/hall/central/"


@pytest.fixture(autouse=True)
def morning(hall: Hall) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(hall.now, tick=False) as clock:
        yield clock


def shown(client: Client, path: str = SCREEN) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return words(answer)  # type: ignore[arg-type]


def test_everybody_sees_what_is_free_and_until_when(client: Client, hall: Hall) -> None:
    hall.seat(hall.pc, minutes=60)
    hall.book(15, seat=hall.laptops[0])
    page = shown(client)
    assert "Вільно 5 з 6" in page
    assert "до 12:30" in page
    assert "заброньовано з 15:00" in page


def test_no_code_name_label_or_button_is_on_it(client: Client, hall: Hall, morning: time_machine.Traveller) -> None:
    booked = hall.book(12, seat=hall.pc, who=Who(nickname="Орися", phone="0671234567"))
    seated = hall.seat(hall.laptops[0], nickname="Ірма")
    series.make_series(
        seat=hall.meeting, title="Група підтримки", weekday=2, begins_at=time(15), minutes=60, starts_on=DAY,
        ends_on=DAY + timedelta(days=1), now=hall.now,
    )  # fmt: skip
    morning.move_to(hall.at(12, 1))
    page = shown(client)
    assert "заброньовано, чекаємо на людину" in page
    main = page[page.index("<main") : page.index("</main>")]
    for secret in (
        booked.code,
        booked.label,
        "Орися",
        "Ірма",
        seated.code,
        "Група підтримки",
        "без броні",
        "<button",
        "<form",
    ):
        assert secret not in main, secret


def test_it_refreshes_itself_without_scripts_until_asked_not_to(client: Client, hall: Hall) -> None:
    assert client.get(SCREEN).headers["Refresh"] == "30"
    assert "Refresh" not in client.get(SCREEN + "?still=1").headers
    assert "Оновлювати самій" in shown(client, SCREEN + "?still=1")


def test_during_an_alarm_nothing_is_free(client: Client, hall: Hall) -> None:
    hall.seat(hall.pc, minutes=60)
    places.begin_closure(library=hall.place, kind="air_raid", staff_name="Наталя К.", now=hall.now)
    page = shown(client)
    assert "Місця зачинено до відбою" in page
    assert "після відбою" in page
    assert "на паузі" in page


def test_in_english(client: Client, hall: Hall) -> None:
    assert "6 of 6 free" in shown(client, "/en/hall/central/")


def test_there_is_none_where_the_office_hides_it_or_there_are_no_seats(client: Client, hall: Hall) -> None:
    assert client.get(f"/hall/{hall.world.branch.code}/").status_code == 404
    assert client.get("/hall/nowhere/").status_code == 404
    layout.set_rules(place=hall.place, board_is_public=False)
    assert client.get(SCREEN).status_code == 404
