"""«Тривога» and «Немає світла» in the hall: clocks stand, tiles wait; afterwards those without e-mail are called."""

from __future__ import annotations

from oseredok.library.places.models import Closure
from oseredok.services.seats import faults
from oseredok.services.seats.models import Change, Hold, State
from oseredok.services.seats.who import Who
from tests.desk_hall.conftest import Desk
from tests.desk_hall.test_the_board import tile


def close(desk: Desk, kind: str = "air_raid") -> None:
    assert desk.client.post("/desk/closure/", {"kind": kind, "back": "hall"}).headers["Location"] == "/desk/hall/"


def reopen(desk: Desk, kind: str = "air_raid") -> None:
    assert desk.client.post("/desk/closure/end/", {"kind": kind, "back": "hall"}).headers["Location"] == "/desk/hall/"


def test_one_button_stops_every_clock_and_the_band_says_what_to_do(desk: Desk) -> None:
    desk.hall.seat(desk.hall.laptops[0], minutes=60)
    desk.at(desk.hall.at(11, 40))
    close(desk)
    desk.at(desk.hall.at(12, 10))
    page = desk.page()
    assert "Повітряна тривога з 11:40. Усі в укриття" in page
    assert "Відлік часу на місцях зупинено" in page
    assert "Відбій тривоги" in page
    assert tile(page, "Ноутбук 1") == "Ноутбук 1 50 хв на паузі, без броні Звільнити : Ноутбук 1"
    assert tile(page, "ПК 1") == "ПК 1 Вільний після відбою"
    assert "місця зачинено до відбою" in page
    assert "на паузі 1" in page


def test_a_booking_waits_until_the_all_clear(desk: Desk) -> None:
    booked = desk.hall.book(12, seat=desk.hall.pc)
    desk.at(desk.hall.at(11, 58))
    close(desk, "power_cut")
    desk.at(desk.hall.at(12, 30))
    page = desk.page()
    assert "Немає світла з 11:58" in page
    assert f"Чекаємо бронь {booked.label}, відлік зупинено чекатимемо після відбою" in tile(page, "ПК 1")
    reopen(desk, "power_cut")
    assert "О 12:45 місце звільниться" in tile(desk.page(), "ПК 1")


def test_after_the_all_clear_everybody_has_the_time_that_was_left(desk: Desk) -> None:
    desk.hall.seat(desk.hall.laptops[0], minutes=60)
    close(desk)
    desk.at(desk.hall.at(12))
    reopen(desk)
    assert "1 год до 13:00" in tile(desk.page(), "Ноутбук 1")
    assert not Closure.objects.filter(ended_at__isnull=True).exists()


def a_booking_pushed_away(desk: Desk, **who: str) -> Hold:
    """A session stands through an alarm and runs into the booking behind it, while every like seat is taken."""
    desk.hall.seat(desk.hall.pc, minutes=60)
    booked = desk.hall.book(12, 30, seat=desk.hall.pc, who=Who(nickname="Орися", **who))
    close(desk)
    desk.at(desk.hall.at(11, 50))
    reopen(desk)
    booked.refresh_from_db()
    return booked


def test_who_left_a_phone_is_called_until_somebody_ticks(desk: Desk) -> None:
    booked = a_booking_pushed_away(desk, phone="0671234567")
    assert booked.starts_at == desk.hall.at(12, 50)
    page = desk.page()
    assert "Подзвоніть: бронь змінилася" in page
    assert "14 жовтня, «ПК 1»: починаємо о 12:50 замість 12:30" in page
    assert "tel:+380671234567" in page
    change = Change.objects.get()
    for _twice in range(2):
        assert "Записано: людина знає." in desk.press(f"told/{change.pk}/")
    assert "Подзвоніть" not in desk.page()
    change.refresh_from_db()
    assert change.told_by == desk.hall.world.consultant.short_name


def test_who_left_an_address_has_a_letter_and_need_not_be_called(desk: Desk) -> None:
    a_booking_pushed_away(desk, email="orysia@example.com")
    page = desk.page()
    assert "Подзвоніть" not in page
    assert "Броні змінилися, лист надіслано: 1 людині" in page


def test_who_left_nothing_is_told_when_they_come(desk: Desk) -> None:
    a_booking_pushed_away(desk)
    assert "телефону не лишили: скажіть, коли прийдуть" in desk.page()


def test_a_seat_that_breaks_moves_its_booking_and_the_person_is_called(desk: Desk) -> None:
    booked = desk.hall.book(15, seat=desk.hall.laptops[0], who=Who(nickname="Ірма", phone="0671234567"))
    faults.report(seat=desk.hall.laptops[0], reason="Тріснув екран", staff_name="Наталя К.", now=desk.hall.now)
    booked.refresh_from_db()
    assert f"14 жовтня, 15:00: замість «Ноутбук 1» тепер «{booked.seat.name}»" in desk.page()


def test_what_was_taken_away_is_told_with_its_time(desk: Desk) -> None:
    booked = desk.hall.book(15, seat=desk.hall.pc, who=Who(nickname="Ірма", phone="0671234567"))
    faults.report(seat=desk.hall.pc, reason="Не вмикається", staff_name="Наталя К.", now=desk.hall.now)
    booked.refresh_from_db()
    assert booked.state == State.FREED
    assert "«ПК 1», середа, 14 жовтня, 15:00–16:00: скасовано" in desk.page()


def test_another_library_s_change_is_not_ticked_here(desk: Desk) -> None:
    a_booking_pushed_away(desk, phone="0671234567")
    desk.hall.world.sign_in(desk.client, "branch_consultant")
    assert desk.post(f"told/{Change.objects.get().pk}/").status_code == 404
    assert Change.objects.get().told_at is None
