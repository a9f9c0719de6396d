"""Buttons of those who sit and who are waited for: longer, free, came, did not come, another seat."""

from __future__ import annotations

from oseredok.services.seats.models import Hold, State
from oseredok.services.seats.who import Who
from tests.desk_hall.conftest import Desk


def end_of(hold: Hold) -> str:
    hold.refresh_from_db()
    return hold.ends_at.isoformat()


def test_half_an_hour_more(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc, minutes=30)
    assert "ПК 1: тепер до 12:30." in desk.press(f"b/{hold.public_id}/extend/", end=end_of(hold))


def test_two_taps_on_the_same_button_add_half_an_hour_once(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc, minutes=30)
    seen = end_of(hold)
    for _twice in range(2):
        desk.press(f"b/{hold.public_id}/extend/", end=seen)
    assert end_of(hold) == desk.hall.at(12, 30).isoformat()


def test_who_extends_what_another_has_changed_reads_until_when_it_is(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc, minutes=30)
    seen = end_of(hold)
    desk.press(f"b/{hold.public_id}/extend/", end=seen, minutes="15")
    assert "Час уже змінили: тепер до 12:15." in desk.refused(f"b/{hold.public_id}/extend/", end=seen)


def test_no_longer_than_the_next_booking(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc, minutes=30)
    desk.hall.book(12, seat=desk.hall.pc)
    assert "Далі це місце заброньоване" in desk.refused(f"b/{hold.public_id}/extend/", end=end_of(hold))


def test_freeing_a_seat_counts_its_minutes_and_twice_is_no_error(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc, minutes=60)
    desk.at(desk.hall.at(11, 52))
    for _twice in range(2):
        assert "ПК 1: звільнено." in desk.press(f"b/{hold.public_id}/end/")
    [session] = desk.hall.entries("coworking_seat")
    assert (session.minutes, session.staff) == (22, desk.hall.world.consultant)


def test_the_person_of_a_booking_comes(desk: Desk) -> None:
    hold = desk.hall.book(12, seat=desk.hall.pc)
    desk.at(desk.hall.at(12, 5))
    assert "ПК 1: сіли, до 13:00." in desk.press(f"b/{hold.public_id}/came/")
    assert "За цією бронню вже сіли." in desk.refused(f"b/{hold.public_id}/came/"), "the second librarian"
    assert len(desk.hall.entries("visit")) == 1


def test_too_early_is_said(desk: Desk) -> None:
    hold = desk.hall.book(15, seat=desk.hall.pc)
    assert "Сісти можна за пів години до нього" in desk.refused(f"b/{hold.public_id}/came/")


def test_who_did_not_come_frees_the_seat_before_the_grace_is_over(desk: Desk) -> None:
    hold = desk.hall.book(12, seat=desk.hall.pc)
    desk.at(desk.hall.at(12, 2))
    for _twice in range(2):
        assert "не прийшли, місце вільне" in desk.press(f"b/{hold.public_id}/missed/")
    hold.refresh_from_db()
    assert hold.state == State.NO_SHOW
    assert len(desk.hall.entries("seat_no_show")) == 1


def test_nobody_is_late_before_the_time(desk: Desk) -> None:
    hold = desk.hall.book(12, seat=desk.hall.pc)
    assert "Ця бронь із 12:00: людина ще має час прийти." in desk.refused(f"b/{hold.public_id}/missed/")


def test_another_seat_to_the_same_end(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    page = desk.page(f"b/{hold.public_id}/")
    assert page.index("Ноутбук 2</option>") < page.index("ПК 1</option>"), "the same kind stands first"
    desk.at(desk.hall.at(11, 40))
    assert "Пересаджено: ПК 1, до 12:30." in desk.press(f"b/{hold.public_id}/move/", seat=desk.hall.pc.public_id)
    hold.refresh_from_db()
    assert (hold.seat, hold.moved_from) == (desk.hall.pc, desk.hall.laptops[0])


def test_a_seat_taken_meanwhile_is_refused_beside_its_field(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    desk.hall.seat(desk.hall.pc)
    page = desk.refused(f"b/{hold.public_id}/move/", seat=desk.hall.pc.public_id)
    assert "Це місце щойно зайняли або воно не працює. Виберіть інше." in page
    assert desk.post(f"b/{hold.public_id}/move/", seat="").status_code == 422


def test_the_page_of_a_hold_tells_who_and_how_to_reach_them(desk: Desk) -> None:
    hold = desk.hall.book(15, seat=desk.hall.pc, who=Who(nickname="Орися", phone="067 123 45 67", purpose="eservice"))
    page = desk.page(f"b/{hold.public_id}/")
    assert f"{hold.code[:3]} {hold.code[3:]}" in page
    assert "tel:+380671234567" in page
    assert "е-послуги, документи" in page
