"""A booking is found again by its address or its code: looked at, put into a calendar, changed, cancelled, sat by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from oseredok.base.preferences.actions import set_value
from oseredok.library.people.own_page.models import ReaderAttempts
from oseredok.library.places import actions as places
from oseredok.services.seats import faults, layout
from oseredok.services.seats.models import Hold, State
from oseredok.services.seats.preferences import SIT_BY_QR
from tests.front_seats.conftest import DAY, Site, beside, hidden_of, text_of
from tests.seats.conftest import Hall

pytestmark = pytest.mark.django_db


def page_of(site: Site, hold: Hold) -> str:
    return text_of(site.client.get(f"/seats/b/{hold.public_id}/"))


def by_code(site: Site, code: str) -> Any:
    return site.client.post("/seats/mine/", {"code": code})


def later(hall: Hall, hour: int, minute: int = 0) -> Any:
    return time_machine.travel(hall.at(hour, minute), tick=False)


def test_the_code_leads_to_the_booking_with_a_space_in_it_or_without(site: Site) -> None:
    hold = site.booked()
    for typed in (hold.code, f" {hold.code[:3]} {hold.code[3:]}", f"{hold.code[:3]}-{hold.code[3:]}"):
        assert by_code(site, typed).headers["Location"] == f"/seats/b/{hold.public_id}/"
    assert set(site.client.cookies) <= {"csrftoken"}


def test_a_wrong_an_old_and_a_strange_code_tell_nothing(site: Site) -> None:
    hold = site.booked()
    free = next(f"{number:06d}" for number in range(3) if f"{number:06d}" != hold.code)
    wrong = beside(by_code(site, free), "code")
    site.client.post(f"/seats/b/{hold.public_id}/cancel/")
    assert wrong == beside(by_code(site, hold.code), "code")
    assert "Такої броні немає або вона вже минула." in wrong
    for typed, sentence in (("", "Напишіть шість цифр коду."), ("12345", "шість цифр"), ("١٢٣٤٥٦", "шість цифр")):
        assert sentence in beside(by_code(site, typed), "code")


def test_a_code_is_guessed_a_few_times_only_and_a_right_one_costs_nothing(site: Site) -> None:
    hold = site.booked()
    for _time in range(12):
        assert by_code(site, hold.code).status_code == 302
    wrong = [f"{number:06d}" for number in range(20) if f"{number:06d}" != hold.code]
    for code in wrong[:8]:
        assert "Такої броні немає" in beside(by_code(site, code), "code")
    assert "Забагато спроб. Спробуйте о 11:45." in beside(by_code(site, hold.code), "code")
    assert not any("127.0.0.1" in mark for mark in ReaderAttempts.objects.values_list("mark", flat=True))


def test_an_address_that_leads_nowhere_is_not_found(site: Site) -> None:
    for path in ("b/2d0c3c7e-0000-4000-8000-000000000000/", "q/2d0c3c7e-0000-4000-8000-000000000000/"):
        assert site.client.get(f"/seats/{path}").status_code == 404


def test_the_calendar_gets_the_booking_and_later_its_end(site: Site) -> None:
    hold = site.booked(seat=str(site.hall.pc.public_id))
    answer = site.client.get(f"/seats/b/{hold.public_id}/seat.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (hold.starts_at, hold.ends_at)
    assert event["summary"] == "Місце в бібліотеці: ПК 1"
    assert f"{hold.code[:3]} {hold.code[3:]}" in event["description"]
    assert event["url"] == f"http://testserver/seats/b/{hold.public_id}/"
    assert hold.nickname not in answer.content.decode()
    site.client.post(f"/seats/b/{hold.public_id}/cancel/")
    [gone] = Calendar.from_ical(site.client.get(f"/seats/b/{hold.public_id}/seat.ics").content).walk("VEVENT")
    assert (gone["uid"], gone["status"]) == (event["uid"], "CANCELLED")


def test_a_booking_is_cancelled_once_and_says_so(site: Site) -> None:
    hold = site.booked()
    assert "Скасувати бронь" in page_of(site, hold)
    for _time in range(2):
        assert site.client.post(f"/seats/b/{hold.public_id}/cancel/").status_code == 302
    assert "Цю бронь скасовано." in page_of(site, hold)
    assert "Забронювати ще раз" in page_of(site, hold)
    assert site.client.get(f"/seats/b/{hold.public_id}/cancel/").status_code == 405


def test_another_time_keeps_the_code_and_the_seat_when_it_is_free(site: Site) -> None:
    hold = site.booked(seat=str(site.hall.laptops[1].public_id))
    first = site.client.get(f"/seats/b/{hold.public_id}/change/")
    assert "На коли змінити?" in text_of(first)
    told = hidden_of(first)
    assert told["day"] == DAY
    moved = site.client.post(f"/seats/b/{hold.public_id}/change/", {**told, "day": "2026-10-16", "start": "10:00"})
    assert moved.status_code == 302
    now = Hold.objects.get()
    assert (now.code, now.seat, now.public_id) == (hold.code, hold.seat, hold.public_id)
    assert "п’ятниця, 16 жовтня, 10:00–11:00" in page_of(site, now)


def test_when_the_other_time_is_taken_the_old_one_stays_and_another_seat_of_the_kind_is_looked_for(site: Site) -> None:
    hall, day = site.hall, (site.hall.now + timedelta(days=2)).date()
    hold = site.booked(seat=str(hall.laptops[0].public_id))
    hall.book(10, day=day, seat=hall.laptops[0])
    to = {"day": "2026-10-16", "start": "10:00"}
    assert site.client.post(f"/seats/b/{hold.public_id}/change/", to).status_code == 302
    hold.refresh_from_db()
    assert hold.seat in hall.laptops[1:]
    for seat in hall.laptops:
        hall.book(12, day=day, seat=seat)
    refused = site.client.post(f"/seats/b/{hold.public_id}/change/", {**to, "start": "12:00"})
    assert "все зайнято. Найближчий вільний час 13:00." in beside(refused, "start")
    hold.refresh_from_db()
    assert hold.starts_at == hall.at(10, day=day)
    past = site.client.post(f"/seats/b/{hold.public_id}/change/", {"day": "2026-10-14", "start": "09:00"})
    assert "Цей час уже минув." in beside(past, "start")
    assert "Виберіть час." in beside(site.client.post(f"/seats/b/{hold.public_id}/change/", {"start": ""}), "start")


def test_what_is_over_is_neither_changed_nor_cancelled(site: Site) -> None:
    hold = site.booked(day="2026-10-14", start="12:00")
    with later(site.hall, 12, 30):
        page = page_of(site, hold)
        assert "Ми чекали, але ніхто не прийшов" in page
        assert "Змінити час" not in page
        assert "ніхто не прийшов" in text_of(site.client.get(f"/seats/b/{hold.public_id}/change/"))
        refused = site.client.post(f"/seats/b/{hold.public_id}/cancel/")
        assert (refused.status_code, "ніхто не прийшов" in text_of(refused)) == (422, True)


def test_a_booking_that_an_alarm_moved_says_what_happened(site: Site) -> None:
    hall = site.hall
    sitting = hall.seat(hall.pc, minutes=30)
    hold = site.booked(day="2026-10-14", start="12:00", seat=str(hall.pc.public_id))
    with later(hall, 11, 40):
        closure = places.begin_closure(library=hall.place, kind="air_raid", staff_name="Н", now=hall.at(11, 40))
        assert "Зараз тривога: місця після відбою." in page_of(site, hold)
    with later(hall, 11, 55):
        places.end_closure(closure=closure, staff_name="Н", now=hall.at(11, 55))
        page = page_of(site, hold)
    hold.refresh_from_db()
    sitting.refresh_from_db()
    assert (sitting.ends_at, hold.starts_at) == (hall.at(12, 15), hall.at(12, 15))
    assert "Ваш час довелося пересунути. Було: 12:00." in page


def test_a_booking_that_a_fault_took_away_says_so_and_offers_another(site: Site) -> None:
    hall = site.hall
    layout.set_rules(place=hall.place, walk_in_percent=0)
    for seat in [*hall.laptops, hall.table, hall.meeting]:
        hall.book(12, seat=seat)
    hold = site.booked(day="2026-10-14", start="12:00", seat=str(hall.pc.public_id), phone="067 765 43 21")
    faults.report(seat=hall.pc, reason="не вмикається", now=hall.now, staff_name="Наталя")
    assert "Бронь довелося скасувати: бібліотеку було зачинено або місце зламалося." in page_of(site, hold)


# --- At the seat --------------------------------------------------------------------------------------


def test_the_code_on_the_seat_begins_the_session_which_goes_on_and_ends_on_the_phone(site: Site) -> None:
    hall = site.hall
    hold = site.booked(day="2026-10-14", start="12:00", seat=str(hall.pc.public_id))
    seat = f"/seats/s/{hall.pc.public_id}/"
    assert "Зараз вільно, ще 30 хвилин." in text_of(site.client.get(seat))
    with later(hall, 12, 5):
        assert "Заброньовано: чекаємо на людину." in text_of(site.client.get(seat))
        assert site.client.post(f"{seat}come/", {"code": hold.code}).headers["Location"].endswith(f"{hold.public_id}/")
        assert "Лишилося 55 хвилин" in page_of(site, hold)
        assert "Зайнято до 13:00." in text_of(site.client.get(seat))
        early = site.client.post(f"/seats/b/{hold.public_id}/extend/")
        assert "Продовжити можна, коли лишиться 15 хвилин." in text_of(early)
    with later(hall, 12, 50):
        assert site.client.post(f"/seats/b/{hold.public_id}/extend/").status_code == 302
        assert "Ваш час до 13:15." in page_of(site, hold)
    with later(hall, 13, 0):
        site.client.post(f"/seats/b/{hold.public_id}/end/")
        page = page_of(site, hold)
        assert "Цей сеанс уже завершено." in page
    [entry] = hall.entries("coworking_seat")
    assert (entry.minutes, entry.channel) == (55, "web")


def test_a_code_of_another_seat_too_early_or_unknown_is_refused_beside_the_field(site: Site) -> None:
    hall = site.hall
    hold = site.booked(day="2026-10-14", start="16:00", seat=str(hall.pc.public_id))
    there = f"/seats/s/{hall.laptops[0].public_id}/come/"
    assert "Ваше місце: ПК 1. Сядьте там" in beside(site.client.post(there, {"code": hold.code}), "code")
    here = f"/seats/s/{hall.pc.public_id}/come/"
    assert "Сісти можна за пів години до нього." in beside(site.client.post(here, {"code": hold.code}), "code")
    assert "Такої броні немає" in beside(site.client.post(here, {"code": "000000"}), "code")
    hold.refresh_from_db()
    assert hold.state == State.BOOKED


def test_a_free_seat_is_taken_at_once_only_where_the_library_lets_people(site: Site) -> None:
    hall = site.hall
    pc, told = f"/seats/s/{hall.pc.public_id}/", {"age_group": "22_35", "purpose": "study"}
    assert "Підійдіть на стійку" in text_of(site.client.get(pc))
    assert "Підійдіть на стійку" in text_of(site.client.post(f"{pc}sit/", told))
    set_value(declared=SIT_BY_QR, text="yes", by="Ольга", now=hall.now)
    assert "Сісти зараз, без броні" in text_of(site.client.get(pc))
    assert "Виберіть вік." in beside(site.client.post(f"{pc}sit/", {"purpose": "study"}), "age_group")
    child = site.client.post(f"{pc}sit/", {**told, "age_group": "0_14"})
    assert "разом із дорослим" in beside(child, "age_group")
    laptop = f"/seats/s/{hall.laptops[0].public_id}/"
    assert "Сісти зараз" not in text_of(site.client.get(laptop))
    assert "Підійдіть на стійку" in text_of(site.client.post(f"{laptop}sit/", told))
    assert Hold.objects.count() == 0
    done = site.client.post(f"{pc}sit/", told)
    hold = Hold.objects.get()
    assert done.headers["Location"] == f"/seats/b/{hold.public_id}/"
    assert (hold.state, hold.way, hold.seat) == (State.SEATED, "kiosk", hall.pc)
    taken = site.client.post(f"{pc}sit/", told)
    assert "Це місце зайняте або не працює." in text_of(taken)


def test_the_page_of_a_seat_tells_a_fault_an_alarm_and_that_it_is_gone(site: Site) -> None:
    hall = site.hall
    faults.report(seat=hall.pc, reason="не вмикається", now=hall.now, staff_name="Наталя")
    with later(hall, 11, 31):
        assert "Не працює: не вмикається." in text_of(site.client.get(f"/seats/s/{hall.pc.public_id}/"))
    layout.retire_seat(seat=hall.meeting, now=hall.now)
    assert "Цього місця вже немає в залі." in text_of(site.client.get(f"/seats/s/{hall.meeting.public_id}/"))
    places.begin_closure(library=hall.place, kind="air_raid", staff_name="Н", now=hall.now)
    assert "Зараз тривога: місця після відбою." in text_of(site.client.get(f"/seats/s/{hall.table.public_id}/"))
