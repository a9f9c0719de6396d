"""A computer that was without network tells later when the person left: once, and never against the staff's word."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from oseredok.services.seats import sitting
from oseredok.services.seats.models import Hold, State
from tests.kiosk.conftest import Computer, word
from tests.seats.conftest import Hall


@pytest.fixture
def hold(computer: Computer, hall: Hall) -> Hold:
    made = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    return made


def minutes(hall: Hall) -> list[int | None]:
    return [entry.minutes for entry in hall.entries("coworking_seat")]


def test_the_real_end_is_counted_once_however_often_it_is_told(computer: Computer, hall: Hall, hold: Hold) -> None:
    computer.at(hall.at(12, 10))
    for _again in range(3):
        assert computer.report(hold, hall.at(11, 50)).json() == {"ok": True}
    hold.refresh_from_db()
    assert (hold.state, hold.ending, hold.ended_at) == (State.ENDED, "person", hall.at(11, 50))
    assert minutes(hall) == [20]
    assert word(computer.page()) == "idle", "who left long ago is not asked how it was"


def test_a_moment_before_the_session_or_ahead_of_now_is_brought_into_it(
    computer: Computer, hall: Hall, hold: Hold
) -> None:
    computer.at(hall.at(11, 40))
    computer.report(hold, hall.at(18))
    assert minutes(hall) == [10], "nobody leaves in the future"
    again = hall.seat(hall.pc, minutes=60, now=hall.at(11, 40))
    computer.send("start")
    computer.at(hall.at(11, 45))
    computer.report(again, hall.at(9))
    assert minutes(hall) == [10, 0]


def test_a_session_that_time_or_the_desk_has_ended_stays_as_it_was_counted(
    computer: Computer, hall: Hall, hold: Hold
) -> None:
    computer.at(hall.at(12, 0))
    sitting.end(hold=hold, now=computer.now, staff=hall.world.consultant)
    assert computer.report(hold, hall.at(11, 50)).status_code == 200
    hold.refresh_from_db()
    assert (hold.ending, hold.ended_at) == ("desk", hall.at(12))
    assert minutes(hall) == [30]


def test_who_was_moved_meanwhile_goes_on_unless_they_had_left_before(
    computer: Computer, hall: Hall, hold: Hold
) -> None:
    computer.at(hall.at(11, 50))
    sitting.move(hold=hold, seat=hall.laptops[0], now=computer.now)
    computer.report(hold, hall.at(11, 55) - timedelta(minutes=3))
    hold.refresh_from_db()
    assert hold.state == State.SEATED, "the staff's word is later"
    computer.report(hold, hall.at(11, 45))
    hold.refresh_from_db()
    assert (hold.state, hold.ended_at) == (State.ENDED, hall.at(11, 45))
    assert minutes(hall) == [15]


def test_a_seat_given_by_mistake_and_a_strange_session_are_no_error_and_change_nothing(
    computer: Computer, hall: Hall, hold: Hold
) -> None:
    sitting.unseat(hold=hold, now=hall.now, staff=hall.world.consultant)
    assert computer.report(hold, hall.now).status_code == 200
    strange = hall.seat(hall.laptops[0])
    assert computer.report(strange, hall.now).status_code == 409
    strange.refresh_from_db()
    assert strange.state == State.SEATED
    assert minutes(hall) == []


def test_a_look_every_ten_seconds_costs_little(
    computer: Computer, hold: Hold, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_max_num_queries(6):
        assert computer.state()["word"] == "session"
    computer.send("end", hold=str(hold.public_id))
    computer.send("ready")
    with django_assert_max_num_queries(6):
        assert computer.state()["word"] == "idle"


def test_after_a_reboot_the_page_takes_the_session_up(computer: Computer, hall: Hall, hold: Hold) -> None:
    computer.at(hall.at(12, 0))
    page = computer.page()
    assert word(page) == "session"
    assert "<title>session · 00:30" in page
    assert "Місце ваше" not in page, "the rules are read once"


def test_the_page_for_a_reboot_without_network_knows_nothing_of_anybody(computer: Computer, hold: Hold) -> None:
    page = computer.page("offline/")
    assert word(page) == "offline-idle"
    assert str(hold.public_id) not in page
    assert "ПК 1" not in page
    answer = computer.client.get("/kiosk/seat/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
