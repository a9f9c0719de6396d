"""«Не працює», «Полагоджено», a laptop into the hands and back."""

from __future__ import annotations

from oseredok.services.seats.models import Fault, Handout, State
from tests.desk_hall.conftest import Desk
from tests.desk_hall.test_the_board import tile


def test_a_fault_with_its_day_is_noted_and_mended(desk: Desk) -> None:
    seat = f"seat/{desk.hall.pc.public_id}/"
    assert "ПК 1: не працює." in desk.press(f"{seat}fault/", reason="Не вмикається", expected_on="20.10.2026")
    assert "Запрацює 20 жовтня" in tile(desk.page(), "ПК 1")
    assert "День, коли полагодять, змінено." in desk.press(f"{seat}expected/", expected_on="22.10.2026")
    assert "Запрацює 22 жовтня" in tile(desk.page(), "ПК 1")
    for _twice in range(2):
        assert "ПК 1 знову працює." in desk.press(f"{seat}fixed/")
    assert "Вільний" in tile(desk.page(), "ПК 1")
    assert Fault.objects.get().fixed_by == desk.hall.world.consultant.short_name


def test_a_fault_without_a_reason_or_with_a_past_day_is_refused_beside_its_field(desk: Desk) -> None:
    seat = f"seat/{desk.hall.pc.public_id}/"
    assert "Напишіть, що не працює" in desk.refused(f"{seat}fault/", reason="  ")
    page = desk.refused(f"{seat}fault/", reason="Екран", expected_on="14.10.2026")
    assert "День, коли полагодять, має бути пізніше за сьогодні." in page
    assert 'value="Екран"' in page, "what was typed stays"
    assert not Fault.objects.exists()


def test_the_second_librarian_reads_that_the_fault_is_written_down(desk: Desk) -> None:
    seat = f"seat/{desk.hall.pc.public_id}/"
    desk.press(f"{seat}fault/", reason="Екран")
    assert "Про цю несправність уже записано." in desk.refused(f"{seat}fault/", reason="Екран")


def test_a_laptop_goes_out_and_comes_back_and_ends_its_session(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    for _twice in range(2):
        assert "Ноутбук 1: видано." in desk.press(f"b/{hold.public_id}/lend/", condition="marked")
    assert len(desk.hall.entries("equipment_loan")) == 1
    assert "Спершу прийміть ноутбук назад." in desk.refused(f"b/{hold.public_id}/mistake/")
    desk.at(desk.hall.at(11, 50))
    assert "Ноутбук 1: прийнято назад." in desk.press(f"b/{hold.public_id}/back/", condition="fine", note="")
    hold.refresh_from_db()
    assert hold.state == State.ENDED
    assert Handout.objects.get().given_as == "marked"


def test_a_laptop_that_came_back_broken_needs_words_and_leaves_booking(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    desk.press(f"b/{hold.public_id}/lend/", condition="fine")
    back = f"b/{hold.public_id}/back/"
    assert "Напишіть, що зламалося або чого бракує." in desk.refused(back, condition="broken", note="")
    desk.press(back, condition="broken", note="Тріснув екран")
    assert "Не працює тріснув екран" in tile(desk.page(), "Ноутбук 1")


def test_what_was_never_lent_is_said(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    assert "Цей ноутбук не видавали." in desk.press(f"b/{hold.public_id}/back/", condition="fine")
    assert "Ноутбук у людини" not in desk.page(f"b/{hold.public_id}/")
