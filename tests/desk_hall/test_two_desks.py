"""Two librarians look at one hall: a poll brings what the other has done, and nothing when nothing has changed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from oseredok.services.seats import faults
from oseredok.services.seats.models import Change
from oseredok.services.seats.who import Who
from tests.desk_hall.conftest import HOME, Desk


def version(page: str) -> str:
    found = re.search(r'id="hall-version" name="v" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def other(desk: Desk) -> Client:
    second = Client()
    desk.hall.world.sign_in(second, "head")
    return second


def test_nothing_new_is_an_empty_answer(desk: Desk) -> None:
    seen = version(desk.page())
    assert desk.get("live/", v=seen).status_code == 204
    desk.at(desk.hall.now + timedelta(seconds=20))
    assert desk.get("live/", v=seen).status_code == 204, "the same minute"


def test_the_other_desk_sees_what_this_one_does(desk: Desk, other: Client) -> None:
    seen = version(other.get(HOME).content.decode())
    hold = desk.hall.seat(desk.hall.pc, minutes=60)
    answer = other.get(HOME + "live/", {"v": seen})
    assert answer.status_code == 200
    assert f"extend-{hold.pk}" in answer.content.decode()
    assert other.get(HOME + "live/", {"v": version(answer.content.decode())}).status_code == 204


def test_everything_that_is_shown_changes_the_version(desk: Desk) -> None:
    versions = [version(desk.page())]
    booked = desk.hall.book(18, seat=desk.hall.pc, who=Who(phone="0671234567"))
    versions.append(version(desk.page()))
    desk.hall.book(15, seat=desk.hall.pc)
    versions.append(version(desk.page()))
    fault = faults.report(seat=desk.hall.pc, reason="Екран", staff_name="Наталя К.", now=desk.hall.now)
    versions.append(version(desk.page()))
    faults.expect(fault=fault, expected_on=desk.hall.now.date() + timedelta(days=3), now=desk.hall.now)
    versions.append(version(desk.page()))
    desk.press(f"told/{Change.objects.filter(hold=booked)[0].pk}/")
    versions.append(version(desk.page()))
    desk.at(desk.hall.now + timedelta(minutes=1))
    versions.append(version(desk.page()))
    desk.client.post("/desk/closure/", {"kind": "air_raid"})
    versions.append(version(desk.page()))
    assert len(set(versions)) == len(versions)


def test_a_button_answers_with_the_parts_that_have_changed(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc, minutes=60)
    answer = desk.post(f"b/{hold.public_id}/end/", live=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'id="hall-said" hx-swap-oob' in page
    assert "ПК 1: звільнено." in page


def test_the_second_to_press_reads_a_sentence_and_sees_the_hall_as_it_is(desk: Desk, other: Client) -> None:
    hold = desk.hall.book(12, seat=desk.hall.pc)
    desk.at(desk.hall.at(12, 2))
    desk.post(f"b/{hold.public_id}/missed/", live=True)
    answer = other.post(f"{HOME}b/{hold.public_id}/came/", headers={"HX-Request": "true"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ми чекали, але ніхто не прийшов" in page
    assert f"sit-{desk.hall.pc.pk}" in page


def test_after_a_lost_connection_the_next_poll_brings_the_hall_as_it_is(desk: Desk) -> None:
    seen = version(desk.page())
    hold = desk.hall.seat(desk.hall.pc, minutes=30)
    desk.at(desk.hall.now + timedelta(minutes=45))
    page = desk.get("live/", v=seen).content.decode()
    assert f"extend-{hold.pk}" not in page, "that session began and ended while nobody listened"
    assert f"sit-{desk.hall.pc.pk}" in page


def test_the_table_stays_a_table(desk: Desk) -> None:
    seen = version(desk.page(view="table"))
    assert desk.get("live/", v=seen, view="table").status_code == 204
    assert "Показати смужкою" in desk.get("live/", v="", view="table").content.decode()
