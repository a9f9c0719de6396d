"""Two taps seat somebody without a name; a card seats a reader; what cannot be is said beside its field."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from oseredok.library.places import actions as places
from oseredok.services.seats.models import Hold, State
from oseredok.spine.journal.models import Entry
from tests.desk_hall.conftest import Desk


def form_of(page: str) -> dict[str, str]:
    """What the page itself fills in: the second tap sends this and an age."""
    panel = page[page.index('id="panel"') :]
    fields = dict(re.findall(r'<input type="hidden" name="(key)" value="([^"]+)"', panel))
    fields |= dict(re.findall(r'<input type="radio" name="(\w+)" value="([^"]+)"[^>]* checked', panel))
    return fields


def sits(desk: Desk, **changes: Any) -> str:
    page = desk.page("sit/", seat=desk.hall.laptops[1].public_id)
    return desk.press("sit/", **{**form_of(page), "age_group": "36_59", **changes})


def test_the_first_tap_chooses_the_seat_the_second_the_age(desk: Desk) -> None:
    assert "Ноутбук 2: сіли, до 13:30." in sits(desk)
    hold = Hold.objects.get()
    assert (hold.seat, hold.age_group, hold.purpose, hold.way) == (desk.hall.laptops[1], "36_59", "other", "walk_in")
    assert [entry.age_group for entry in desk.hall.entries("visit")] == ["36_59"]
    assert hold.nickname == hold.phone == ""


def test_purpose_and_length_may_be_changed_before_the_second_tap(desk: Desk) -> None:
    assert "до 12:15" in sits(desk, purpose="eservice", minutes="45")
    assert Hold.objects.get().purpose == "eservice"


def test_the_button_of_the_whole_hall_takes_the_first_free_seat(desk: Desk) -> None:
    desk.hall.seat(desk.hall.laptops[0])
    chosen = form_of(desk.page("sit/"))["seat"]
    assert chosen == str(desk.hall.laptops[1].public_id)


def test_a_card_seats_its_reader_and_counts_the_reader_s_age(desk: Desk) -> None:
    taras = desk.hall.world.taras
    page = desk.page("sit/")
    desk.press("sit/", **form_of(page), card=taras.card_number)
    hold = Hold.objects.get()
    assert hold.reader == taras
    [came] = desk.hall.entries("visit")
    assert came.visitor_key


def test_a_card_that_is_none_is_told_and_what_was_chosen_stays(desk: Desk) -> None:
    page = desk.refused("sit/", **form_of(desk.page("sit/")) | {"purpose": "study"}, card="не квиток")
    assert "Це не номер квитка" in page
    assert 'value="не квиток"' in page
    assert form_of(page)["purpose"] == "study"
    assert not Hold.objects.exists()


def test_neither_age_nor_card_is_asked_for(desk: Desk) -> None:
    assert "Натисніть вік людини або зіскануйте її квиток." in desk.refused("sit/", **form_of(desk.page("sit/")))


def test_whoever_was_just_tapped_on_today_is_not_counted_twice(desk: Desk) -> None:
    desk.client.post("/desk/visit/", {"age_group": "36_59"})
    page = desk.page("sit/")
    assert re.search(r'name="already"[^>]* checked', page)
    desk.press("sit/", **form_of(page), already="on", age_group="36_59")
    assert len(desk.hall.entries("visit")) == 1
    assert not re.search(r'name="already"[^>]* checked', desk.page("sit/")), "the next one is somebody else"


def test_the_same_form_sent_twice_seats_once(desk: Desk) -> None:
    sent = {**form_of(desk.page("sit/")), "age_group": "60p"}
    assert "до 13:30" in desk.press("sit/", **sent)
    assert "до 13:30" in desk.press("sit/", **sent)
    assert Hold.objects.count() == 1
    assert len(desk.hall.entries("visit")) == 1


def test_who_is_second_at_a_seat_reads_a_sentence_and_keeps_the_form(desk: Desk) -> None:
    sent = form_of(desk.page("sit/", seat=desk.hall.pc.public_id))
    desk.hall.seat(desk.hall.pc)
    page = desk.refused("sit/", **{**sent, "purpose": "work"}, age_group="22_35")
    assert "Це місце щойно зайняли або воно не працює. Виберіть інше." in page
    assert form_of(page)["purpose"] == "work"
    assert "Ноутбук 1" in page, "others are offered"
    assert Hold.objects.count() == 1


def test_more_minutes_than_the_next_booking_leaves_are_refused_beside_the_field(desk: Desk) -> None:
    desk.hall.book(12, seat=desk.hall.pc)
    page = desk.page("sit/", seat=desk.hall.pc.public_id)
    assert "Тут вільно лише до 12:00." in desk.refused("sit/", **form_of(page), minutes="60", age_group="22_35")


def test_nobody_sits_down_during_an_alarm(desk: Desk) -> None:
    sent = form_of(desk.page("sit/"))
    places.begin_closure(library=desk.hall.place, kind="air_raid", staff_name="Наталя К.", now=desk.hall.now)
    assert "Бібліотеку зараз зачинено" in desk.page("sit/")
    assert "Це місце щойно зайняли або воно не працює" in desk.refused("sit/", **sent, age_group="22_35")


def test_when_nothing_is_free_one_may_wait_or_be_counted_as_turned_away_once(desk: Desk) -> None:
    for seat in [desk.hall.pc, *desk.hall.laptops, desk.hall.table, desk.hall.meeting]:
        desk.hall.seat(seat)
    assert "Вільних місць зараз немає." in desk.page("sit/")
    key = str(uuid4())
    for _twice in range(2):
        assert "Записано: місця не вистачило." in desk.press("turned-away/", key=key)
    [refusal] = desk.hall.entries("seat_refusal")
    assert (refusal.channel, refusal.staff) == ("in_person", desk.hall.world.consultant)


def test_by_mistake_takes_the_seat_and_the_coming_back_and_the_next_try_counts(desk: Desk) -> None:
    sits(desk)
    hold = Hold.objects.get()
    assert "Помилково посадили" in desk.page(f"b/{hold.public_id}/")
    assert "скасовано, ніби ніхто не сідав" in desk.press(f"b/{hold.public_id}/mistake/")
    hold.refresh_from_db()
    assert hold.state == State.CANCELLED
    assert sum(entry.quantity for entry in Entry.objects.all()) == 0
    sits(desk)
    assert sum(entry.quantity for entry in desk.hall.entries("visit")) == 1


def test_a_reader_seated_by_mistake_and_again_is_counted_once(desk: Desk) -> None:
    for expected in (0, 1):
        desk.press("sit/", **form_of(desk.page("sit/")), card=desk.hall.world.taras.card_number)
        if expected == 0:
            desk.press(f"b/{Hold.objects.get().public_id}/mistake/")
        assert sum(entry.quantity for entry in desk.hall.entries("visit")) == expected


def test_a_coming_recorded_before_stays_when_the_seat_was_a_mistake(desk: Desk) -> None:
    desk.client.post("/desk/visit/", {"age_group": "36_59"})
    desk.press("sit/", **form_of(desk.page("sit/")), already="on", age_group="36_59")
    desk.press(f"b/{Hold.objects.get().public_id}/mistake/")
    assert sum(entry.quantity for entry in desk.hall.entries("visit")) == 1


def test_after_five_minutes_a_mistake_is_an_ordinary_end(desk: Desk) -> None:
    sits(desk)
    hold = Hold.objects.get()
    desk.at(desk.hall.at(11, 36))
    assert "Помилково посадили" not in desk.page(f"b/{hold.public_id}/")
    assert "Минуло понад п’ять хвилин" in desk.refused(f"b/{hold.public_id}/mistake/")
