"""A guest books a seat in four screens of a phone, without an account; what cannot be is said beside what it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.people.own_page.models import ReaderAttempts
from oseredok.library.places import actions as places
from oseredok.library.places.models import Room
from oseredok.services.seats import layout
from oseredok.services.seats.models import Hold, Kind, State
from oseredok.services.seats.preferences import BOOKINGS_AN_HOUR
from oseredok.services.seats.who import Who
from oseredok.spine.journal.models import Entry
from tests.front_seats.conftest import ABOUT, DAY, Site, beside, hidden_of, text_of
from tests.world import come_in

pytestmark = pytest.mark.django_db


def test_four_screens_end_with_a_code_and_leave_no_cookie_behind(site: Site) -> None:
    client = site.client
    first = client.get("/seats/", {"day": DAY})
    assert "Крок 1 з 4" in text_of(first)
    assert "16:00 вільно 5 місць" in text_of(first)
    second = client.get("/seats/place/", {**hidden_of(first), "start": "16:00"})
    assert "Крок 2 з 4" in text_of(second)
    assert "ПК 1" in text_of(second)
    third = client.get("/seats/you/", {**hidden_of(second), "seat": str(site.hall.pc.public_id)})
    assert "Крок 3 з 4" in text_of(third)
    fourth = client.post("/seats/you/", {**hidden_of(third), **ABOUT, "step": "check"})
    assert "Крок 4 з 4" in text_of(fourth)
    assert "четвер, 15 жовтня, 16:00–17:00" in text_of(fourth)
    assert "ПК 1, Коворкінг" in text_of(fourth)
    done = client.post("/seats/book/", hidden_of(fourth))
    hold = Hold.objects.get()
    assert done.headers["Location"] == f"/seats/b/{hold.public_id}/"
    page = client.get(done.headers["Location"])
    assert f"{hold.code[:3]} {hold.code[3:]}" in text_of(page)
    assert (hold.seat, hold.state, hold.phone, hold.purpose) == (site.hall.pc, "booked", "+380671234567", "study")
    assert hold.starts_at == site.hall.at(16, day=hold.starts_at.date())
    assert set(client.cookies) <= {"csrftoken"}
    assert Entry.objects.count() == 0


def test_a_name_never_stands_in_an_address_and_personal_pages_are_not_indexed(site: Site) -> None:
    hold = site.booked(nickname="Орися")
    page = site.client.get(f"/seats/b/{hold.public_id}/").content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert '<div class="seats-qr"><svg ' in page
    assert "Орися" not in page
    assert '<form class="form" method="post"' in site.client.get("/seats/you/", site.chosen()).content.decode()
    assert site.client.get("/seats/you/", {**site.chosen(), "nickname": "Орися"}).content.decode().count("Орися") == 0


def test_whoever_goes_back_from_the_last_screen_loses_nothing(site: Site) -> None:
    fourth = site.check(seat=str(site.hall.pc.public_id))
    told = hidden_of(fourth)
    first = site.client.post("/seats/", told)
    assert hidden_of(first)["nickname"] == "Орися"
    other_day = site.client.post("/seats/", {**hidden_of(first), "day": "2026-10-16"})
    second = site.client.post("/seats/place/", {**hidden_of(other_day), "start": "10:00"})
    third = site.client.post("/seats/you/", {**hidden_of(second), "seat": ""})
    assert 'value="Орися"' in third.content.decode()
    assert 'value="067 123 45 67"' in third.content.decode()
    again = site.client.post("/seats/you/", {**hidden_of(third), **ABOUT, "step": "check"})
    assert "п’ятниця, 16 жовтня, 10:00–11:00" in text_of(again)
    assert site.client.post("/seats/book/", hidden_of(again)).status_code == 302
    assert Hold.objects.get().starts_at == site.hall.at(10, day=Hold.objects.get().starts_at.date())


def test_the_same_form_sent_twice_books_once(site: Site) -> None:
    key = str(uuid4())
    first, second = site.book(key=key), site.book(key=key)
    assert first.headers["Location"] == second.headers["Location"] == f"/seats/b/{key}/"
    assert Hold.objects.count() == 1


def test_the_same_person_books_again_and_a_letter_goes_where_there_is_an_address(site: Site) -> None:
    site.booked(email="orysia@example.com")
    site.booked(email="orysia@example.com", start="10:00")
    assert Letter.objects.filter(template="seat_booked", to="orysia@example.com").count() == 2


def test_without_any_contact_the_code_is_to_be_written_down(site: Site) -> None:
    hold = site.booked(phone="")
    assert "Запишіть код: без нього ми вас не знайдемо" in text_of(site.client.get(f"/seats/b/{hold.public_id}/"))


def test_what_the_hall_offers_depends_on_the_length_the_kind_and_the_wheelchair(site: Site) -> None:
    hall = site.hall
    hall.book(17, day=(hall.now + timedelta(days=1)).date(), kind="pc")
    only_pc = text_of(site.client.get("/seats/", {"day": DAY, "kind": "pc", "minutes": "120"}))
    assert "16:00 усе зайнято" in only_pc
    assert "15:00 вільне 1 місце" in only_pc
    assert "18:00" not in only_pc.partition("Немає зручного")[0].partition("після обіду")[2]
    fitting = text_of(site.client.get("/seats/", {"day": DAY, "wheelchair": "yes"}))
    assert "16:00 вільне 1 місце" in fitting
    assert "Показати всі місця" in fitting


def test_a_seat_that_waits_for_others_is_not_promised_to_everybody(site: Site) -> None:
    hall = site.hall
    for seat in [hall.pc, *hall.laptops, hall.meeting]:
        hall.book(16, day=(hall.now + timedelta(days=2)).date(), seat=seat)
    layout.change_seat(seat=hall.table, kept_for="study")
    layout.set_rules(place=hall.place, walk_in_percent=0)
    friday = site.chosen(day="2026-10-16")
    assert "16:00 притримуємо для інших" in text_of(site.client.get("/seats/", friday))
    assert "Лишилися тільки місця, які ми притримуємо" in text_of(site.client.get("/seats/place/", friday))
    refused = site.check(day="2026-10-16", purpose="leisure")
    assert "На цей час уже все зайнято." in beside(refused, "start")
    assert site.booked(day="2026-10-16", purpose="study").seat == hall.table


# --- Refusals, each beside what it is about -----------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"day": "2026-10-14", "start": "10:00"}, "start", "Цей час уже минув. Виберіть пізніший."),
        ({"start": "16:10"}, "start", "Виберіть час із переліку."),
        ({"start": ""}, "start", "Виберіть час."),
        ({"start": "20:00"}, "start", "У цей час бібліотеку зачинено."),
        ({"start": "18:30"}, "minutes", "О 19:00 бібліотека зачиняється."),
        ({"day": "2026-10-12"}, "day", "Цей день уже минув."),
        ({"day": "2026-10-18"}, "day", "Цього дня бібліотека не працює."),
        ({"day": "2026-11-20"}, "day", "Бронюємо не далі, ніж до середа, 28 жовтня"),
        ({"minutes": "300"}, "minutes", "За один раз місце дають не довше ніж на 2 години"),
    ],
)
def test_a_time_that_cannot_be_is_refused_on_the_first_screen(
    site: Site, told: dict[str, str], field: str, sentence: str
) -> None:
    for answer in (site.client.get("/seats/place/", site.chosen(**told)), site.check(**told), site.book(**told)):
        assert answer.status_code == 422
        assert "Крок 1 з 4" in text_of(answer)
    assert sentence in beside(answer, field)
    assert hidden_of(answer)["nickname"] == "Орися"
    assert Hold.objects.count() == 0


@pytest.mark.parametrize(
    ("told", "field", "sentence"),
    [
        ({"nickname": ""}, "nickname", "Напишіть ім’я або прізвисько"),
        ({"nickname": "о" * 41}, "nickname", "Ім’я задовге"),
        ({"phone": "067 123 45 6"}, "phone", "Бракує однієї цифри: у номері їх має бути 10"),
        ({"phone": "моб. 067"}, "phone", "лише цифри"),
        ({"email": "orysia@"}, "email", "Перевірте адресу пошти"),
        ({"age_group": "0_14"}, "with_adult", "Дітям до 14 років бронюємо місце разом із дорослим."),
        ({"age_group": "999"}, "age_group", "Виберіть вік із переліку."),
        ({"purpose": "mining"}, "purpose", "Виберіть із переліку, для чого місце."),
        ({"day": "2026-10-20", "phone": ""}, "phone", "Без телефону чи пошти бронюємо не далі, ніж до"),
    ],
)
def test_what_is_said_of_oneself_wrongly_is_refused_beside_the_field(
    site: Site, told: dict[str, str], field: str, sentence: str
) -> None:
    for answer in (site.check(**told), site.book(**told)):
        assert answer.status_code == 422
        assert sentence in beside(answer, field), text_of(answer)
        assert "Крок 3 з 4" in text_of(answer)
    assert Hold.objects.count() == 0


def test_a_child_comes_with_an_adult(site: Site) -> None:
    assert site.booked(age_group="0_14", with_adult="on").with_adult


def test_a_group_says_how_many_and_no_more_than_fit(site: Site) -> None:
    room = str(site.hall.meeting.public_id)
    assert "Скільки вас буде?" in text_of(site.client.get("/seats/you/", site.chosen(seat=room)))
    assert "щонайбільше на 10" in beside(site.check(seat=room, people="11"), "people")
    assert "Напишіть кількість цифрами" in beside(site.check(seat=room, people="багато"), "people")
    assert site.booked(seat=room, people="8").people == 8


def test_a_seat_taken_meanwhile_says_when_there_is_one_and_is_counted_once_a_day(site: Site) -> None:
    pc = str(site.hall.pc.public_id)
    fourth = site.check(seat=pc)
    assert fourth.status_code == 200
    site.booked(seat=pc, phone="067 765 43 21")
    for _time in range(2):
        late = site.client.post("/seats/book/", hidden_of(fourth))
        assert late.status_code == 422
        assert "Це місце щойно зайняли. Найближчий вільний час 17:00." in beside(late, "start")
    assert len(site.hall.entries("seat_refusal")) == 1
    assert Hold.objects.count() == 1


def test_the_share_of_those_who_come_without_a_booking_is_left_for_them(site: Site) -> None:
    layout.set_rules(place=site.hall.place, walk_in_percent=50)
    for _time in range(3):
        site.booked(phone="")
    refused = site.check()
    assert "Вільне лишилося тільки для тих, хто приходить без броні" in beside(refused, "start")


def test_the_day_and_the_week_of_one_person_have_a_measure(site: Site) -> None:
    layout.set_rules(place=site.hall.place, a_day=120, a_week=2)
    site.booked(start="10:00", minutes="90")
    spent = site.check(start="14:00")
    assert "На цей день у вас лишилося 30 хвилин: на день дають 2 години." in beside(spent, "minutes")
    site.booked(day="2026-10-16")
    spent = site.check(day="2026-10-17")
    assert "На цей тиждень у вас уже 2 броні" in beside(spent, "start")
    assert site.booked(day="2026-10-17", phone="067 765 43 21").state == State.BOOKED


def test_a_kind_for_readers_is_closed_to_guests_and_open_to_a_reader_whose_name_is_known(site: Site) -> None:
    layout.set_rules(place=site.hall.place, kinds={Kind.PC: {"open_to_guests": False}})
    guest = site.client.get("/seats/", {"day": DAY, "kind": "pc"})
    assert "Це місце лише для читачів бібліотеки." in text_of(guest)
    assert "лише для читачів бібліотеки" in beside(site.check(kind="pc"), "kind")
    come_in(site.client, site.hall.world.taras, now=site.hall.now)
    third = site.client.get("/seats/you/", site.chosen(kind="pc")).content.decode()
    assert f'value="{site.hall.world.taras.given_name}"' in third
    hold = site.booked(kind="pc")
    assert (hold.reader, hold.seat) == (site.hall.world.taras, site.hall.pc)
    mine = text_of(site.client.get("/my/"))
    assert "Ваші місця" in mine
    assert "четвер, 15 жовтня, 16:00–17:00: ПК 1" in mine


def test_one_network_books_so_many_in_an_hour_and_no_address_is_kept(site: Site) -> None:
    set_value(declared=BOOKINGS_AN_HOUR, text="3", by="Ольга", now=site.hall.now)
    for hour in (10, 12, 14):
        site.booked(start=f"{hour}:00", phone="")
    refused = site.book(phone="")
    assert refused.status_code == 422
    assert "Із вашої мережі щойно забронювали багато місць" in text_of(refused)
    assert not any("127.0.0.1" in mark for mark in ReaderAttempts.objects.values_list("mark", flat=True))
    assert Hold.objects.count() == 3


def test_a_script_that_fills_the_trap_books_nothing(site: Site) -> None:
    assert site.book(website="spam").headers["Location"] == "/seats/"
    assert Hold.objects.count() == 0


def test_when_booking_is_off_the_page_says_where_to_call(site: Site) -> None:
    layout.set_rules(place=site.hall.place, booking_open=False)
    page = text_of(site.client.get("/seats/"))
    assert "Зараз на сайті не бронюємо: приходьте або телефонуйте." in page
    assert "Зараз на сайті не бронюємо" in text_of(site.book())
    assert Hold.objects.count() == 0


def test_an_alarm_is_said_first_and_later_can_be_booked(site: Site) -> None:
    places.begin_closure(library=site.hall.place, kind="air_raid", staff_name="Н", now=site.hall.now)
    assert "Зараз тривога: місця після відбою." in text_of(site.client.get("/seats/"))
    assert site.booked().state == State.BOOKED


def test_garbage_in_an_address_is_as_if_nothing_was_said(site: Site) -> None:
    strange = {"day": "9999-99-99", "start": "опів", "minutes": "²", "kind": "throne", "seat": "x", "at": "../"}
    page = site.client.get("/seats/", strange)
    assert page.status_code == 200
    assert "Середа, після обіду" in text_of(page)
    assert site.client.get("/seats/", {"day": "0001-01-01", "minutes": "99999999"}).status_code == 200
    assert site.client.post("/seats/book/", {"nickname": "\x00", "day": DAY}).status_code == 400
    assert "Виберіть час." in beside(site.client.post("/seats/book/", {"nickname": "о" * 9000, "day": DAY}), "start")


def test_whoever_only_comes_back_to_the_last_address_begins_anew(site: Site) -> None:
    answer = site.client.get("/seats/book/", {"day": DAY}, follow=True)
    assert answer.redirect_chain[0][0].startswith(f"/seats/?at={site.hall.place.code}&day={DAY}")
    assert "Коли вам зручно?" in text_of(answer)
    assert not Hold.objects.exists()
    assert site.client.get("/en/seats/book/").headers["Location"].startswith("/en/seats/")


# --- Several libraries, other pages -------------------------------------------------------------------


def test_the_library_is_asked_for_only_when_more_than_one_has_seats(site: Site) -> None:
    world = site.hall.world
    assert "Коли вам зручно?" in text_of(site.client.get("/seats/"))
    room = Room.objects.create(library=world.branch, name="Читальня", purpose="coworking", area=20, step_free=True)
    layout.add_seat(room=room, name="Стіл 1", kind=Kind.QUIET)
    page = text_of(site.client.get("/seats/"))
    assert "У якій бібліотеці?" in page
    assert "Зараз у залі вільно 6 місць з 6" in page
    there = site.client.get("/seats/", {"at": world.branch.code, "day": DAY})
    assert world.branch.name in text_of(there)
    site.client.post("/seats/book/", {"at": world.branch.code, "day": DAY, "start": "16:00", **ABOUT})
    assert Hold.objects.get().place == world.branch


def test_where_there_are_no_seats_yet_nothing_is_promised(client: Client, world: Any) -> None:
    with time_machine.travel(world.now, tick=False):
        assert "Тут поки не бронюють" in text_of(client.get("/seats/"))
        assert "/seats/" not in client.get("/").content.decode()


@pytest.mark.usefixtures("searchable")
def test_the_home_page_the_service_and_the_search_lead_to_booking(site: Site) -> None:
    site.hall.seat(site.hall.pc)
    home = site.client.get("/")
    assert "Зараз у залі вільно 5 місць з 6" in text_of(home)
    assert 'href="/seats/' in home.content.decode()
    assert 'href="/seats/' in site.client.get("/services/coworking_seat/").content.decode()
    assert 'href="/seats/"' in site.client.get("/search/", {"q": "забронювати місце"}).content.decode()


def test_in_english_every_screen_is_english(site: Site) -> None:
    first = text_of(site.client.get("/en/seats/", {"day": DAY}))
    assert "Step 1 of 4" in first
    assert "5 seats free" in first
    refused = site.client.post("/en/seats/you/", {**site.chosen(), **ABOUT, "phone": "067", "step": "check"})
    assert "digits" in beside(refused, "phone")
    done = site.client.post("/en/seats/book/", {**site.chosen(), **ABOUT})
    page = text_of(site.client.get(done.headers["Location"]))
    assert "The seat is yours" in page
    assert "Thursday, 15 October" in page


def test_a_reader_whom_the_rules_know_by_the_card_is_the_same_person_without_a_phone(site: Site) -> None:
    layout.set_rules(place=site.hall.place, a_week=1)
    come_in(site.client, site.hall.world.taras, now=site.hall.now)
    site.booked(phone="", email="")
    assert "На цей тиждень у вас уже 1 бронь" in beside(site.check(day="2026-10-16", phone="", email=""), "start")
    assert Who(reader=site.hall.world.taras).mark == Hold.objects.get().mark
