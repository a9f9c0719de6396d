"""A booking by phone for somebody, found again, changed, cancelled, printed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from oseredok.services.seats.models import Hold, State
from oseredok.services.seats.who import Who
from tests.desk_hall.conftest import Desk
from tests.desk_hall.test_seating import form_of
from tests.world import DAY

WHEN = {"day": "2026-10-15", "minutes": "60", "kind": "laptop"}


def sent(desk: Desk, **changes: Any) -> dict[str, Any]:
    key = form_of(desk.page("book/", **WHEN))["key"]
    return {
        **WHEN,
        "key": key,
        "starts_at": "14:00",
        "nickname": "Орися",
        "phone": "067 123 45 67",
        "people": "1",
        **changes,
    }


def test_the_free_times_of_a_day_are_shown_before_anything_is_asked(desk: Desk) -> None:
    desk.hall.book(10, day=DAY + timedelta(days=1), seat=desk.hall.laptops[0])
    page = desk.page("book/", **WHEN)
    assert re.search(r'value="10:00"> <span>10:00 <span class="muted">2 місця', page)
    assert re.search(r'value="14:00"> <span>14:00 <span class="muted">3 місця', page)


def test_a_booking_by_phone_gets_a_code_to_be_read_out(desk: Desk) -> None:
    page = desk.press("book/", **sent(desk))
    hold = Hold.objects.get()
    assert (hold.way, hold.phone, hold.seat.kind) == ("desk", "+380671234567", "laptop")
    assert "Назвіть людині код." in page
    assert f"{hold.code[:3]} {hold.code[3:]}" in page


def test_the_same_form_sent_twice_books_once(desk: Desk) -> None:
    form = sent(desk)
    for _twice in range(2):
        desk.press("book/", **form)
    assert Hold.objects.count() == 1


def test_each_mistake_has_its_sentence_and_nothing_typed_is_lost(desk: Desk) -> None:
    for changes, said in (
        ({"phone": "12"}, "Бракує"),
        ({"email": "орися"}, "Перевірте адресу пошти"),
        ({"starts_at": ""}, "Виберіть час."),
        ({"starts_at": "14:10"}, "Виберіть час із переліку."),
        ({"starts_at": "18:30"}, "О 19:00 бібліотека зачиняється."),
        ({"day": "2026-10-12"}, "Виберіть день від сьогодні"),
        ({"day": "2026-10-19"}, "У цей час бібліотеку зачинено."),
        ({"card": "не квиток"}, "Це не номер квитка"),
        ({"people": "30"}, "На цей час уже все зайнято."),
    ):
        page = desk.refused("book/", **sent(desk, **changes))
        assert said in page, (changes, said)
        if "день від" not in said and "day" not in changes:
            assert 'value="Орися"' in page, changes
    assert not Hold.objects.exists()


def test_a_time_taken_meanwhile_names_the_next_free_one(desk: Desk) -> None:
    form = sent(desk)
    for seat in desk.hall.laptops:
        desk.hall.book(14, day=DAY + timedelta(days=1), seat=seat)
    assert "На цей час уже все зайнято. Найближчий вільний час 15:00." in desk.refused("book/", **form)


def test_a_day_without_free_time_says_so(desk: Desk) -> None:
    assert "Цього дня вільного часу вже немає або бібліотека зачинена." in desk.page(
        "book/", **WHEN | {"day": "2026-10-18"}
    )


def test_found_by_code_label_name_and_phone(desk: Desk) -> None:
    hold = desk.hall.book(15, seat=desk.hall.pc, who=Who(nickname="Орися", phone="0671234567"))
    desk.hall.book(16, seat=desk.hall.pc, who=Who(nickname="Ірма"))
    here = f"/desk/hall/b/{hold.public_id}/"
    for typed in (
        hold.code,
        f"{hold.code[:3]} {hold.code[3:]}",
        hold.label,
        hold.label.lower(),
        "орис",
        "067 123-45-67",
    ):
        assert desk.get("find/", q=typed).headers.get("Location") == here, typed


def test_what_is_not_found_says_so_and_two_are_listed(desk: Desk) -> None:
    assert "Від сьогодні такої броні немає: «Зоя»." in desk.page("find/", q="Зоя")
    for hour in (15, 16):
        desk.hall.book(hour, seat=desk.hall.pc, who=Who(nickname="Зоя"))
    assert desk.page("find/", q="Зоя").count(" Зоя</a>") == 2
    assert "Шість цифр коду" in desk.page("find/")


def test_another_time_keeps_the_code(desk: Desk) -> None:
    hold = desk.hall.book(15, seat=desk.hall.pc)
    new = {"day": "15.10.2026", "starts_at": "10:00", "minutes": "30", "kind": "laptop"}
    assert "Змінено: Ноутбук 1, четвер, 15 жовтня, 10:00." in desk.press(f"b/{hold.public_id}/change/", **new)
    changed = Hold.objects.get()
    assert (changed.code, changed.starts_at) == (hold.code, desk.hall.at(10, day=DAY + timedelta(days=1)))
    assert "Цей час уже минув." in desk.refused(f"b/{hold.public_id}/change/", **new | {"day": "14.10.2026"})


def test_cancelling_twice_is_no_error_and_a_session_is_not_cancelled(desk: Desk) -> None:
    hold = desk.hall.book(15, seat=desk.hall.pc)
    for _twice in range(2):
        assert "скасовано" in desk.press(f"b/{hold.public_id}/cancel/")
    hold.refresh_from_db()
    assert hold.state == State.CANCELLED
    sitting = desk.hall.seat(desk.hall.pc)
    assert "За цим місцем уже сидять." in desk.refused(f"b/{sitting.public_id}/cancel/")


def test_a_slip_is_printed_with_the_code_and_without_the_name(desk: Desk) -> None:
    hold = desk.hall.book(15, seat=desk.hall.pc, who=Who(nickname="Орися"))
    answer = desk.get(f"b/{hold.public_id}/slip.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
