"""Those who wait for a seat, and clubs that meet every week."""

from __future__ import annotations

from typing import Any

from oseredok.services.seats.models import Hold, Series, State, Waiting
from tests.desk_hall.conftest import Desk
from tests.desk_hall.test_seating import form_of


def wait(desk: Desk, **changes: Any) -> dict[str, Any]:
    key = form_of(desk.page("queue/join/"))["key"]
    return {
        "key": key,
        "kind": "pc",
        "minutes": "30",
        "latest": "12:15",
        "nickname": "Ірма",
        "phone": "0671234567",
        **changes,
    }


def test_who_waits_is_offered_what_frees_and_agrees(desk: Desk) -> None:
    there = desk.hall.seat(desk.hall.pc, minutes=60)
    form = wait(desk)
    for _twice in range(2):
        assert "Людина в черзі. Код" in desk.press("queue/join/", **form)
    waiting = Waiting.objects.get()
    assert "чекає до 12:15" in desk.page()
    assert "Час на відповідь вийшов" in desk.refused(f"queue/{waiting.public_id}/accept/"), "nothing is offered yet"
    desk.press(f"b/{there.public_id}/end/")
    assert "ПК 1 з 11:30, тримаємо до 11:40" in desk.page()
    assert "ПК 1: заброньовано з 11:30." in desk.press(f"queue/{waiting.public_id}/accept/")
    assert Hold.objects.filter(state=State.BOOKED, nickname="Ірма").exists()


def test_who_does_not_wait_any_more_leaves_and_the_seat_is_free(desk: Desk) -> None:
    assert "ПК 1 уже вільне: запропонуйте людині." in desk.press("queue/join/", **wait(desk))
    waiting = Waiting.objects.get()
    for _twice in range(2):
        assert "Прибрано з черги." in desk.press(f"queue/{waiting.public_id}/leave/")
    assert "Чекають на місце" not in desk.page()
    assert not Hold.objects.filter(state=State.OFFERED).exists()


def test_waiting_into_the_past_or_without_a_time_is_refused_beside_the_field(desk: Desk) -> None:
    assert "Цей час уже минув." in desk.refused("queue/join/", **wait(desk, latest="11:00"))
    assert "У цей проміжок стільки часу не вміститься." in desk.refused("queue/join/", **wait(desk, latest="11:45"))
    page = desk.refused("queue/join/", **wait(desk, latest=""))
    assert "Впишіть, до котрої години людина чекає." in page
    assert 'value="Ірма"' in page
    assert not Waiting.objects.exists()


def club(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "key": form_of(desk.page("clubs/new/"))["key"],
        "title": "Спілка садівників",
        "seat": desk.hall.meeting.public_id,
        "weekday": "2",
        "begins_at": "15:00",
        "minutes": "90",
        "starts_on": "14.10.2026",
        "last_on": "28.10.2026",
        "people": "8",
        **changes,
    }


def test_a_club_is_booked_ahead_and_the_days_that_cannot_be_are_named(desk: Desk) -> None:
    desk.hall.book(15, 30, seat=desk.hall.meeting, day=desk.hall.at(0).date().replace(day=21))
    page = desk.press("clubs/new/", **club(desk))
    assert "Заброньовано 2 зустрічі." in page
    assert "Місце вже зайняте: 21 жовтня." in page
    assert "щосереди о 15:00" in desk.page("clubs/")
    assert "попереду 2 зустрічі" in desk.page("clubs/")


def test_a_club_on_a_closed_day_is_told_that_it_cannot_be(desk: Desk) -> None:
    page = desk.refused("clubs/new/", **club(desk, weekday="0"))
    assert "У жоден із цих днів зібратися не вийде" in page
    assert 'value="Спілка садівників"' in page
    assert not Series.objects.exists()


def test_each_mistake_of_a_club_has_its_sentence(desk: Desk) -> None:
    for changes, said in (
        ({"title": ""}, "Як називається гурток або зустріч?"),
        ({"people": "40"}, "Тут місця на 10 людей."),
        ({"begins_at": "вечір"}, "Час пишуть так: 14:30."),
        ({"last_on": "01.10.2026"}, "Вкажіть дні в межах року наперед"),
        ({"seat": ""}, "Виберіть місце."),
    ):
        assert said in desk.refused("clubs/new/", **club(desk, **changes)), said


def test_the_same_form_sent_twice_makes_one_club(desk: Desk) -> None:
    form = club(desk)
    for _twice in range(2):
        desk.press("clubs/new/", **form)
    assert Series.objects.count() == 1


def test_a_club_is_given_up_with_all_its_days(desk: Desk) -> None:
    desk.press("clubs/new/", **club(desk))
    made = Series.objects.get()
    assert "середа, 21 жовтня" in desk.page(f"clubs/{made.public_id}/")
    assert "Звільнилося 3 зустрічі." in desk.press(f"clubs/{made.public_id}/cancel/")
    assert not Hold.objects.filter(state=State.BOOKED).exists()
    assert "Гуртків іще немає" in desk.page("clubs/")
