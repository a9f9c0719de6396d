"""What the board says of each seat: state, minutes left, who is next; in words beside every colour."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.test import Client

from oseredok.services.seats import faults, lending, queue, series, sitting
from oseredok.services.seats.queue import Want
from oseredok.services.seats.who import Who
from tests.desk_hall.conftest import HOME, Desk
from tests.world import DAY, World


def tile(page: str, name: str) -> str:
    """The words of one tile, without markup."""
    [found] = [part for part in re.findall(r"<article.*?</article>", page, re.DOTALL) if f">{name}</a>" in part]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_a_free_seat_says_until_when_and_offers_to_seat(desk: Desk) -> None:
    assert tile(desk.page(), "ПК 1") == "ПК 1 Вільний до 19:00 Посадити : ПК 1"


def test_a_free_seat_names_the_next_booking_and_a_club_by_its_title(desk: Desk) -> None:
    booked = desk.hall.book(15, seat=desk.hall.pc)
    series.make_series(
        seat=desk.hall.meeting,
        title="Спілка садівників",
        weekday=2,
        begins_at=time(16),
        minutes=60,
        starts_on=DAY,
        ends_on=DAY + timedelta(days=1),
        now=desk.hall.now,
    )
    page = desk.page()
    assert f"бронь {booked.label} о 15:00" in tile(page, "ПК 1")
    assert "Вільна о 16:00 спілка садівників" in tile(page, "Кімната")


def test_a_busy_seat_says_minutes_its_end_and_that_there_was_no_booking(desk: Desk) -> None:
    desk.hall.seat(desk.hall.laptops[0], minutes=70)
    assert tile(desk.page(), "Ноутбук 1").startswith("Ноутбук 1 1 год 10 до 12:40, без броні +30 хв")


def test_the_last_five_minutes_are_told_by_the_tile_and_in_a_line_of_their_own(desk: Desk) -> None:
    desk.hall.seat(desk.hall.laptops[0], minutes=30)
    desk.at(desk.hall.at(11, 54))
    assert "лишилося" not in desk.page()
    desk.at(desk.hall.at(11, 55))
    page = desk.page()
    assert "5 хв закінчується о 12:00, без броні" in tile(page, "Ноутбук 1")
    assert "Ноутбук 1: лишилося 5 хвилин, до 12:00" in page


def test_a_booked_seat_waits_for_its_person_and_says_when_it_will_be_given_away(desk: Desk) -> None:
    booked = desk.hall.book(12, seat=desk.hall.table, who=Who(nickname="Орися", wheelchair=True))
    desk.at(desk.hall.at(12, 3))
    said = tile(desk.page(), "Стіл 4")
    assert said.startswith(f"Стіл 4 Чекаємо бронь {booked.label} з 12:00. О 12:15 місце звільниться.")
    assert "Підходить для крісла колісного" in said
    assert "Прийшли" in said
    assert "Не прийшли" in said


def test_a_broken_seat_says_why_and_until_when(desk: Desk) -> None:
    day = DAY + timedelta(days=6)
    faults.report(
        seat=desk.hall.pc, reason="Не вмикається екран", staff_name="Наталя К.", now=desk.hall.now, expected_on=day
    )
    assert tile(desk.page(), "ПК 1").startswith("ПК 1 Не працює не вмикається екран. Запрацює 20 жовтня Полагоджено")


def test_a_laptop_whose_time_is_out_and_that_is_not_back_is_asked_for(desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.laptops[1], minutes=30)
    lending.hand_out(hold=hold, staff=desk.hall.world.consultant, now=desk.hall.now)
    desk.at(desk.hall.at(12, 5))
    assert tile(desk.page(), "Ноутбук 2").startswith("Ноутбук 2 Не повернули час минув, пристрій іще в людини Прийняти")


def test_an_offered_seat_says_that_it_waits_for_an_answer(desk: Desk) -> None:
    there = desk.hall.seat(desk.hall.pc, minutes=60)
    queue.join(
        place=desk.hall.place,
        want=Want(desk.hall.now, desk.hall.at(12, 10), 30, kind="pc"),
        who=Who(nickname="Ірма"),
        now=desk.hall.now,
    )
    sitting.end(hold=there, now=desk.hall.now)
    page = desk.page()
    assert "запропоновано з черги, відповідь до 11:40" in tile(page, "ПК 1")
    assert "ПК 1 з 11:30, тримаємо до 11:40" in page


def test_the_line_above_counts_free_busy_and_awaited(desk: Desk) -> None:
    desk.hall.seat(desk.hall.pc)
    desk.hall.book(12, seat=desk.hall.laptops[0])
    desk.at(desk.hall.at(12, 1))
    page = desk.page()
    assert "вільно 4" in page
    assert "зайнято 1" in page
    assert "чекаємо 1" in page
    assert "12:01, середа, 14 жовтня" in page


def test_the_day_is_a_ribbon_and_a_table_by_a_link(desk: Desk) -> None:
    booked = desk.hall.book(15, seat=desk.hall.pc, minutes=60)
    page = desk.page()
    assert f'aria-label="ПК 1, 15:00–16:00, {booked.label}"' in page
    assert 'x="60.000%"' in page, "15:00 is six of the ten hours after nine"
    assert 'width="10.000%"' in page
    table = desk.page(view="table")
    assert '<svg class="ribbon' not in table
    assert re.search(rf"ПК 1</th><td>15:00–16:00</td><td><a [^>]+>{booked.label}</a></td><td>заброньовано", table)


def test_the_seats_of_another_library_are_not_here(client: Client, desk: Desk) -> None:
    hold = desk.hall.seat(desk.hall.pc)
    desk.hall.world.sign_in(client, "branch_consultant")
    assert "У цій залі ще немає місць" in desk.page()
    assert desk.get(f"b/{hold.public_id}/").status_code == 404
    assert desk.post(f"b/{hold.public_id}/end/").status_code == 404
    assert desk.get(f"seat/{desk.hall.pc.public_id}/").status_code == 404


@pytest.mark.parametrize("who", ["cataloguer", "administrator", "stranger"])
def test_only_the_desk_opens_the_hall(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    assert client.get(HOME).status_code == 403
