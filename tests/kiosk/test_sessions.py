"""A session at a computer from the code to the rating: who may begin, how long it goes on, what the screen says when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from oseredok.base.preferences import actions as preferences
from oseredok.base.preferences.registry import Declared
from oseredok.library.people.own_page import pins
from oseredok.library.places import actions as places
from oseredok.services.seats import booking, faults, layout, sitting
from oseredok.services.seats.models import Hold, State
from oseredok.services.seats.preferences import CODE_FROM_DESK, SIT_BY_CARD
from oseredok.services.seats.who import Who
from oseredok.spine.feedback.models import Rating
from tests.kiosk.conftest import Computer, ticket, word
from tests.seats.conftest import Hall

PIN = "7391"


def card(computer: Computer, *, pin: str = PIN, status: int = 200) -> str:
    taras = computer.hall.world.taras
    return computer.send("card", card=taras.card_number, pin=pin, status=status)


def set_value(declared: Declared[bool], text: str, hall: Hall) -> None:
    preferences.set_value(declared=declared, text=text, by="", now=hall.now)


def with_pin(hall: Hall) -> None:
    pins.set_pin(reader=hall.world.taras, pin=PIN, now=hall.now)


def test_a_booking_opens_by_its_code_after_the_rules_were_read(computer: Computer, hall: Hall) -> None:
    booked = hall.book(12, seat=hall.pc)
    page = computer.page()
    assert word(page) == "idle"
    assert "О 12:00 — заброньовано." in page
    computer.at(hall.at(12, 3))
    assert "О 12:00 починається бронь. Якщо вона ваша, введіть код." in computer.page()
    rules = computer.send("sign-in", code=f"{booked.code[:3]} {booked.code[3:]}")
    assert word(rules) == "idle"
    assert "Місце ваше до 13:00." in rules
    assert "Продовжити можна на 15 хвилин, якщо ніхто не чекає." in rules
    booked.refresh_from_db()
    assert booked.state == State.BOOKED, "nobody has begun yet"
    page = computer.send("start", ticket=ticket(rules))
    assert word(page) == "session"
    assert "<title>session · 00:57 · ПК 1" in page
    assert "До 13:00" in page
    booked.refresh_from_db()
    assert (booked.state, booked.seated_at) == (State.SEATED, hall.at(12, 3))
    assert computer.state()["left"] == 57 * 60


def test_whom_the_desk_has_seated_only_begins_or_types_the_code_of_the_slip(computer: Computer, hall: Hall) -> None:
    hold = hall.seat(hall.pc, minutes=60)
    page = computer.page()
    assert word(page) == "idle"
    assert "Місце ваше до 12:30." in page
    set_value(CODE_FROM_DESK, "yes", hall)
    page = computer.page()
    assert "Бібліотекар дав вам талон із кодом." in page
    assert word(computer.send("start")) == "idle", "without the code nothing opens"
    assert word(computer.begin(hold.code)) == "session"


def test_a_code_that_opens_nothing_is_answered_the_same_whatever_the_reason(computer: Computer, hall: Hall) -> None:
    gone = booking.cancel(hold=hall.book(17, seat=hall.pc), now=hall.now)
    said = "Такого коду немає або він уже не діє. Перевірте шість цифр чи запитайте на стійці."
    for code in (gone.code, "000000"):
        page = computer.send("sign-in", code=code, status=422)
        assert said in page
        assert f'value="{code}"' in page, "nothing that was typed is lost"
    assert "У коді має бути шість цифр." in computer.send("sign-in", code="12", status=422)
    assert "Введіть шість цифр." in computer.send("sign-in", code="", status=422)


def test_guesses_are_limited_for_one_computer_and_a_right_code_costs_nothing(
    computer: Computer, new_computer: Callable[[], Computer], hall: Hall
) -> None:
    booked = hall.book(12, seat=hall.pc)
    computer.at(hall.at(12))
    for _again in range(3):
        computer.send("sign-in", code=booked.code)
    for number in range(8):
        computer.send("sign-in", code=f"{number:06d}", status=422)
    assert "Забагато спроб." in computer.send("sign-in", code=booked.code, status=422)
    other = new_computer()
    other.pair(hall.laptops[0])
    page = other.send("sign-in", code="000001", status=422)
    assert "Такого коду немає" in page, "the neighbour's computer still answers"


def test_a_code_for_another_seat_too_early_or_of_another_library_says_where_and_when(
    computer: Computer, hall: Hall
) -> None:
    elsewhere = hall.book(12, seat=hall.laptops[1])
    later = hall.book(17, seat=hall.pc)
    assert "Ваше місце — Ноутбук 2." in computer.send("sign-in", code=elsewhere.code, status=422)
    assert "Сісти можна за пів години до нього." in computer.send("sign-in", code=later.code, status=422)
    room = hall.world.branch.rooms.create(name="Зал", purpose="coworking", area=20)
    far = layout.add_seat(room=room, name="ПК 9", kind="pc")
    there = sitting.walk_in(seat=far, who=Who(age_group="22_35"), now=hall.now)
    assert "Ваше місце в іншій бібліотеці: Філія «Заріччя», ПК 9." in computer.send(
        "sign-in", code=there.code, status=422
    )


def test_card_and_pin_find_ones_own_booking_or_sit_down_without_one(computer: Computer, hall: Hall) -> None:
    with_pin(hall)
    page = card(computer)
    assert "Місце ваше до 13:30." in page
    assert word(computer.send("start", ticket=ticket(page))) == "session"
    hold = Hold.objects.get()
    assert (hold.way, hold.reader, hold.age_group) == (Hold.Way.KIOSK, hall.world.taras, "36_59")
    sitting.end(hold=hold, now=hall.now)
    booked = hall.book(14, seat=hall.pc, who=Who(reader=hall.world.taras))
    computer.at(hall.at(14))
    page = card(computer)
    assert "Місце ваше до 15:00." in page
    computer.send("start", ticket=ticket(page))
    booked.refresh_from_db()
    assert booked.state == State.SEATED


def test_the_note_of_the_rules_sits_down_once_soon_and_only_here(
    computer: Computer, new_computer: Callable[[], Computer], hall: Hall
) -> None:
    with_pin(hall)
    note = ticket(card(computer))
    other = new_computer()
    other.pair(hall.laptops[0])
    assert "Введіть код ще раз." in other.send("start", ticket=note, status=422)
    assert "Введіть код ще раз." in computer.send("start", ticket="підробка", status=422)
    for _twice in range(2):
        computer.send("start", ticket=note)
    assert Hold.objects.count() == 1
    sitting.end(hold=Hold.objects.get(), now=hall.now)
    late = ticket(card(computer))
    computer.at(hall.now + timedelta(minutes=5, seconds=1))
    assert "Введіть код ще раз." in computer.send("start", ticket=late, status=422)
    assert Hold.objects.count() == 1


def test_who_may_not_sit_down_by_the_card_is_told_why(
    computer: Computer, new_computer: Callable[[], Computer], hall: Hall
) -> None:
    with_pin(hall)
    assert "Номер квитка або PIN не той." in card(computer, pin="0000", status=422)
    laptop = new_computer()
    laptop.pair(hall.laptops[0])
    assert "Без броні місце дає бібліотекар" in card(laptop, status=422)
    set_value(SIT_BY_CARD, "no", hall)
    assert "Без броні місце дає бібліотекар" in card(computer, status=422)
    set_value(SIT_BY_CARD, "yes", hall)
    there = hall.book(12, seat=hall.laptops[1], who=Who(reader=hall.world.taras))
    assert "Ваше місце — Ноутбук 2." in card(computer, status=422)
    booking.cancel(hold=there, now=hall.now)
    layout.set_rules(place=hall.place, a_day=60)
    page = card(computer)
    assert "Місце ваше до 12:30." in page, "as long as is left of the day"
    spent = hall.seat(hall.laptops[2], reader=hall.world.taras, minutes=50)
    computer.at(hall.now + timedelta(minutes=50))
    sitting.end(hold=spent, now=computer.now)
    assert "На цей день у вас лишилося 10 хвилин" in card(computer, status=422)


def test_a_child_sits_down_only_through_the_desk(computer: Computer, hall: Hall) -> None:
    daryna = hall.world.daryna
    pins.set_pin(reader=daryna, pin=PIN, now=hall.now)
    page = computer.send("card", card=daryna.card_number, pin=PIN, status=422)
    assert "Дітям до 14 років місце дає бібліотекар: підійдіть на стійку разом із дорослим." in page
    assert not Hold.objects.exists()


def test_some_minutes_more_until_the_next_booking_and_two_taps_add_once(computer: Computer, hall: Hall) -> None:
    hold = hall.seat(hall.pc, minutes=75)
    hall.book(13, seat=hall.pc)
    computer.send("start")
    computer.at(hall.at(12, 40))
    page = computer.page()
    assert word(page) == "warning"
    assert "Лишилося менше 5 хв: збережіть роботу." in page
    end = hold.ends_at.isoformat()
    for _twice in range(2):
        assert "До 13:00" in computer.send("extend", end=end)
    hold.refresh_from_db()
    assert hold.extended == 15
    computer.at(hall.at(12, 59))
    refused = computer.send("extend", end=hold.ends_at.isoformat(), status=422)
    assert "заброньован" in refused
    assert word(refused) == "warning", "the session goes on under the sentence"
    assert "Лишилося менше хвилини: збережіть роботу й вийдіть зі своєї пошти." in refused


def test_the_end_reminds_of_privacy_asks_once_how_it_was_and_is_ready_again(computer: Computer, hall: Hall) -> None:
    hold = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    computer.at(hall.at(11, 50))
    reminder = computer.page("?leave=1")
    assert word(reminder) == "closing"
    assert "Вийдіть зі своєї пошти, банку, соцмереж." in reminder
    assert word(computer.page()) == "session", "one may go back to work"
    end = computer.send("end", hold=str(hold.public_id))
    assert word(end) == "closing"
    assert "Дякуємо. Місце звільнено" in end
    hold.refresh_from_db()
    assert (hold.state, hold.ending, hold.ended_at) == (State.ENDED, "person", hall.at(11, 50))
    assert "Оберіть одну з п’яти оцінок." in computer.send("rate", score="9", status=422)
    thanks = computer.send("rate", score="5")
    assert "Оцінку записано." in thanks
    assert word(computer.page()) == "idle"
    computer.send("rate", score="1")
    rating = Rating.objects.get()
    assert (rating.score, rating.via, rating.kind and rating.kind.code) == (5, "seat", "coworking_seat")
    [entry] = hall.entries("coworking_seat")
    assert entry.minutes == 20


def test_the_screen_of_the_end_goes_by_itself(computer: Computer, hall: Hall) -> None:
    hold = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    computer.send("end", hold=str(hold.public_id))
    computer.at(hall.now + timedelta(seconds=29))
    assert word(computer.page()) == "closing"
    computer.at(hall.now + timedelta(seconds=31))
    assert word(computer.page()) == "idle"
    again = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    computer.send("end", hold=str(again.public_id))
    assert word(computer.send("ready")) == "idle"


def test_when_time_is_over_the_screen_locks(computer: Computer, hall: Hall) -> None:
    hall.seat(hall.pc, minutes=60)
    computer.send("start")
    computer.at(hall.at(12, 30))
    page = computer.page()
    assert word(page) == "closing"
    assert "Час вийшов" in page
    computer.at(hall.at(12, 32))
    assert word(computer.page()) == "idle"


def test_what_the_desk_does_is_seen_at_once(
    computer: Computer, new_computer: Callable[[], Computer], hall: Hall
) -> None:
    hold = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    before = computer.state()["version"]
    other = new_computer()
    other.pair(hall.laptops[0])
    sitting.move(hold=hold, seat=hall.laptops[0], now=hall.now)
    assert computer.state()["version"] != before
    page = computer.page()
    assert word(page) == "closing"
    assert "Ваше місце тепер — Ноутбук 1" in page
    assert "Місце ваше до 12:30." in other.page()
    assert word(other.send("start")) == "session"
    computer.at(hall.now + timedelta(minutes=5))
    assert word(computer.page()) == "idle"
    hold.refresh_from_db()
    sitting.end(hold=hold, now=computer.now, staff=hall.world.consultant)
    assert "Бібліотекар завершив сеанс" in other.page()
    assert word(computer.page()) == "idle", "what ends elsewhere is told elsewhere"


def test_a_seat_taken_back_as_given_by_mistake_is_free_at_once(computer: Computer, hall: Hall) -> None:
    hold = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    sitting.unseat(hold=hold, now=hall.now, staff=hall.world.consultant)
    page = computer.page()
    assert word(page) == "idle"
    assert "Вільно" in page


def test_an_alarm_stops_the_clock_and_says_where_to_go(computer: Computer, hall: Hall) -> None:
    type(hall.place).objects.filter(pk=hall.place.pk).update(shelter_notes="Укриття в підвалі, вхід із двору")
    hall.seat(hall.pc, minutes=60)
    computer.send("start")
    computer.at(hall.at(11, 40))
    closure = places.begin_closure(library=hall.place, kind="air_raid", staff_name="Н. Коваленко", now=computer.now)
    page = computer.page()
    assert word(page) == "closed"
    assert "Повітряна тривога. Ідіть в укриття" in page
    assert "Укриття в підвалі, вхід із двору" in page
    assert "Годинник вашого сеансу зупинено." in page
    before = computer.state()["version"]
    computer.at(hall.at(12, 10))
    assert computer.state()["version"] == before, "a clock that stands draws nothing anew"
    places.end_closure(closure=closure, staff_name="Н. Коваленко", now=computer.now)
    page = computer.page()
    assert word(page) == "session"
    assert "До 13:00" in page


def test_a_shut_library_and_a_broken_seat_say_so(computer: Computer, hall: Hall) -> None:
    faults.report(seat=hall.pc, reason="Не вмикається екран", staff_name="Н. Коваленко", now=hall.now)
    page = computer.page()
    assert word(page) == "closed"
    assert "Не вмикається екран" in page
    computer.at(hall.at(20))
    page = computer.page()
    assert word(page) == "closed"
    assert "Зараз зачинено" in page
    assert "Відчинимо: четвер, 15 жовтня, 09:00." in page


def test_another_computers_session_is_not_ended_from_here(
    computer: Computer, new_computer: Callable[[], Computer], hall: Hall
) -> None:
    hold = hall.seat(hall.laptops[0], minutes=60)
    for sent in (str(hold.public_id), "не uuid", ""):
        computer.send("end", hold=sent, status=422 if sent == str(hold.public_id) else 200)
    hold.refresh_from_db()
    assert hold.state == State.SEATED
    assert new_computer().send("end", hold=str(hold.public_id))
    hold.refresh_from_db()
    assert hold.state == State.SEATED


def test_the_page_is_in_english_too(computer: Computer, hall: Hall) -> None:
    answer = computer.client.get("/en/kiosk/seat/")
    assert "Free" in answer.content.decode()
    assert answer.content.decode().count("Код") == 0


def test_a_session_is_rated_once_on_the_computer_or_on_the_phone(
    computer: Computer, hall: Hall, client: Client
) -> None:
    hold = hall.seat(hall.pc, minutes=60)
    computer.send("start")
    computer.send("end", hold=str(hold.public_id))
    phone = reverse("seats:booking", args=[hold.public_id])
    asks = "Як усе пройшло?"
    assert asks in client.get(phone).content.decode()
    form = client.get(phone).content.decode().split('action="')
    address = next(part.split('"')[0] for part in form if part.startswith("/opinion/"))
    computer.send("rate", score="4")
    assert asks not in client.get(phone).content.decode(), "it has been said already"
    client.post(address, {"step": "rate", "key": "", "score": "1"})
    assert [one.score for one in Rating.objects.all()] == [4], "a page opened before it counts nothing twice"
