"""The third view of the day: the drawn room, each seat as it is now and leading to what can be done with it."""

from __future__ import annotations

import re

from oseredok.services.seats import planning
from tests.desk_hall.conftest import Desk


def drawn(desk: Desk) -> None:
    hall = desk.hall
    planning.set_plan(room=hall.room, columns=4, rows=2)
    planning.place_seats(room=hall.room, cells={hall.pc: (1, 1), hall.laptops[0]: (2, 1), hall.table: (4, 2)})


def names(page: str) -> dict[str, str]:
    """Where each seat of the picture leads, by what it is called."""
    return {told: href for href, told in re.findall(r'<a [^>]*href="([^"]+)"[^>]*aria-label="([^"]+)"', page)}


def test_the_plan_is_offered_only_where_seats_stand_on_one(desk: Desk) -> None:
    assert "Показати на плані" not in desk.page()
    assert "<figure" not in desk.page(view="plan")
    drawn(desk)
    assert "Показати на плані" in desk.page()


def test_each_seat_says_how_it_is_and_leads_to_its_panel(desk: Desk) -> None:
    drawn(desk)
    sitting = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    desk.hall.book(15, seat=desk.hall.pc)
    page = desk.page(view="plan")
    found = names(page)
    assert found["Ноутбук 1 до 12:30: 1 год, до 12:30, без броні"] == f"/desk/hall/b/{sitting.public_id}/"
    assert any(told.startswith("ПК 1 вільно: бронь") for told in found)
    assert (
        found[next(told for told in found if told.startswith("Стіл 4"))]
        == f"/desk/hall/seat/{desk.hall.table.public_id}/"
    )
    assert '<svg class="ribbon' not in page
    assert "Показати смужкою" in page


def test_the_plan_stays_after_a_tap_and_while_the_board_looks_again(desk: Desk) -> None:
    drawn(desk)
    hold = desk.hall.seat(desk.hall.laptops[0], minutes=60)
    page = desk.page(view="plan")
    seen = re.search(r'id="hall-version" name="v" value="([^"]+)"', page)
    assert seen is not None
    assert desk.get("live/", v=seen[1], view="plan").status_code == 204
    assert 'hx-include="#hall-view"' in page
    answer = desk.post(f"b/{hold.public_id}/end/", live=True, view="plan").content.decode()
    assert "<figure" in answer
    assert "plan__seat--busy" not in answer
