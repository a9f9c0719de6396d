"""A librarian's day through plain pages: taps, undo, correction, a card, a group, a past day, loans, an alert."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.periods import Period
from oseredok.library.offer.models import Theme
from oseredok.library.people.models import Reader
from oseredok.library.places.models import Closure
from oseredok.services.events.models import HeldEvent
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry, GroupCount
from tests.world import DAY, NOW, World


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "consultant")
    return client


def text_of(answer: Any) -> str:
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", words.replace("&nbsp;", " ").replace("\u00a0", " "))


def test_a_tap_lights_the_window_and_says_what_was_recorded(desk: Client) -> None:
    assert desk.post("/desk/visit/", {"age_group": "36_59"}).status_code == 302
    page = desk.get("/desk/")
    assert "Записано: відвідування, 36–59, 11:30. Сьогодні 1 відвідування." in text_of(page)
    assert 'class="visit windowed visit--lit" id="visit-36_59"' in page.content.decode()


def test_a_tap_without_an_age_is_refused(desk: Client) -> None:
    answer = desk.post("/desk/visit/", {"age_group": "мінус"})
    assert answer.status_code == 422
    assert "Виберіть, скільки років людині." in text_of(answer)
    assert not Entry.objects.exists()


def test_flags_are_counted_apart(desk: Client) -> None:
    desk.post("/desk/visit/", {"age_group": "60p", "flags": ["disability", "idp"]})
    assert {group.flag for group in GroupCount.objects.all()} == {"disability", "idp"}
    assert "інвалідність" not in text_of(desk.get("/desk/")).split("Записано сьогодні")[1]


def test_undo_strikes_the_row_and_takes_the_number_back(desk: Client) -> None:
    desk.post("/desk/visit/", {"age_group": "0_14"})
    gesture = Entry.objects.get().gesture
    desk.post(f"/desk/undo/{gesture}/")
    page = text_of(desk.get("/desk/"))
    assert "скасовано 11:30" in page
    assert journal.total(period=Period.day(DAY), kinds=["visit"]) == 0
    again = desk.post(f"/desk/undo/{gesture}/")
    assert again.status_code == 422
    assert "Цей запис уже скасовано." in text_of(again)


def test_after_ten_minutes_the_log_offers_a_correction_with_a_reason(desk: Client, morning: Any) -> None:
    desk.post("/desk/visit/", {"age_group": "0_14"})
    gesture = Entry.objects.get().gesture
    morning.shift(timedelta(minutes=11))
    assert f"/desk/correct/{gesture}/" in desk.get("/desk/").content.decode()
    assert desk.post(f"/desk/undo/{gesture}/").status_code == 422
    assert desk.post(f"/desk/correct/{gesture}/", {}).status_code == 422, "a reason is needed"
    assert desk.post(f"/desk/correct/{gesture}/", {"reason": "duplicate"}).status_code == 302
    assert journal.total(period=Period.day(DAY), kinds=["visit"]) == 0


def test_a_record_of_another_library_cannot_be_corrected_here(desk: Client, client: Client, world: World) -> None:
    desk.post("/desk/visit/", {"age_group": "0_14"})
    gesture = Entry.objects.get().gesture
    other = Client()
    world.sign_in(other, "branch_consultant")
    assert other.post(f"/desk/correct/{gesture}/", {"reason": "slip"}).status_code == 404
    assert other.post(f"/desk/undo/{gesture}/").status_code == 422
    assert Entry.objects.count() == 1


def test_a_scanned_card_records_the_visit_at_once(desk: Client, world: World) -> None:
    card = world.taras.card_number
    desk.post("/desk/reader/", {"text": f" {card[:4]} {card[4:]}\n"})
    assert Entry.objects.get().visitor_key
    again = desk.post("/desk/reader/", {"text": card}, follow=True)
    assert "Сьогодні це відвідування вже записано о 11:30." in text_of(again)
    assert Entry.objects.count() == 1


def test_a_reader_is_found_by_name_and_comes_by_a_tap(desk: Client, world: World) -> None:
    answer = desk.post("/desk/reader/", {"text": world.daryna.surname[:5].lower()})
    assert world.daryna.full_name in text_of(answer)
    desk.post("/desk/reader/visit/", {"card": world.daryna.card_number})
    assert world.daryna.full_name in text_of(desk.get("/desk/")), "in the building"
    assert "Нікого не знайдено" in text_of(desk.post("/desk/reader/", {"text": "Неіснуйко"}))


def test_a_new_reader_is_registered_and_counted_and_a_double_is_asked_about(desk: Client) -> None:
    person = {
        "kind": "person",
        "surname": "Ярош",
        "given_name": "Ганна",
        "birth_year": "1951",
        "phone": "050 555 01 77",
        "consent": "paper",
    }
    first = desk.post("/desk/reader/new/", person)
    assert first.status_code == 302, text_of(first)
    assert Entry.objects.get().kind.code == "user_new"
    double = desk.post("/desk/reader/new/", person)
    assert double.status_code == 422
    assert "Схоже, ця людина вже записана" in text_of(double)
    assert Reader.objects.filter(surname="Ярош").count() == 1
    assert desk.post("/desk/reader/new/", person | {"not_same": "1"}).status_code == 302


def test_bad_details_of_a_reader_get_a_sentence_beside_the_field(desk: Client) -> None:
    answer = desk.post("/desk/reader/new/", {"kind": "person", "surname": "Ярош", "phone": "067 123 45 6"})
    assert answer.status_code == 422
    assert "Бракує однієї цифри" in text_of(answer)
    assert 'value="067 123 45 6"' in answer.content.decode()


def test_a_group_a_past_day_and_loans_are_written_in_numbers(desk: Client) -> None:
    assert desk.post("/desk/group/", {"0_14": "12", "36_59": "1"}).status_code == 302
    page = desk.get("/desk/").content.decode().replace("\u00a0", " ")
    assert "Записано: відвідування, 13 осіб" in page
    assert journal.total(period=Period.day(DAY), kinds=["visit"]) == 13
    assert desk.post("/desk/group/", {}).status_code == 422
    past = desk.post("/desk/past/", {"date": "10.10.2026", "60p": "4"}, follow=True)
    assert "Записано за 10.10.2026: 4 відвідування." in text_of(past)
    theme = re.search(r'name="(class_[^"]+)"', desk.get("/desk/loans/").content.decode())
    assert theme is not None
    loans = {"date": "14.10.2026", "kind": "loan_book", "language": "uk", "age_group": "", theme[1]: "7"}
    assert desk.post("/desk/loans/", loans).status_code == 302
    assert journal.total(period=Period.day(DAY), kinds=["loan_book"]) == 7
    assert desk.post("/desk/loans/", loans | {theme[1]: "багато"}).status_code == 422


def test_today_is_not_a_past_day(desk: Client) -> None:
    answer = desk.post("/desk/past/", {"date": "14.10.2026", "60p": "4"})
    assert answer.status_code == 422
    assert "Це для минулих днів" in text_of(answer)


def test_an_alert_closes_the_library_and_its_end_reopens_it(desk: Client, world: World) -> None:
    desk.post("/desk/closure/", {"kind": "air_raid"})
    desk.post("/desk/closure/", {"kind": "air_raid"})
    assert Closure.objects.count() == 1, "two librarians tap at once"
    page = text_of(desk.get("/desk/"))
    assert "Повітряна тривога з 11:30. Усі в укриття" in page
    assert "Повітряна тривога" in text_of(Client().get("/"))
    desk.post("/desk/closure/end/", {"kind": "air_raid"})
    assert Closure.objects.get().ended_at is not None
    assert "Відчинено до 19:00" in text_of(desk.get("/desk/"))


@pytest.mark.parametrize(
    ("kind", "told", "end"),
    [
        ("air_raid", "Повітряна тривога з 11:30", "Відбій тривоги"),
        ("power_cut", "Немає світла з 11:30", "Світло є"),
        ("other", "Зачинено з 11:30", "Відчинити"),
    ],
)
def test_each_reason_to_close_is_told_with_its_way_back(desk: Client, kind: str, told: str, end: str) -> None:
    desk.post("/desk/closure/", {"kind": kind})
    page = text_of(desk.get("/desk/"))
    assert told in page
    assert end in page
    desk.post("/desk/closure/end/", {"kind": kind})
    assert told not in text_of(desk.get("/desk/"))


def test_people_leave_one_by_one_and_all_together(desk: Client) -> None:
    for age in ("0_14", "36_59", "60p"):
        desk.post("/desk/visit/", {"age_group": age})
    first = Entry.objects.order_by("pk")[0].subject_id
    desk.post("/desk/leave/", {"visit": first})
    assert "зараз 2 людини" in text_of(desk.get("/desk/"))
    desk.post("/desk/leave/", {"everyone": "1"})
    assert "зараз 0 людей" in text_of(desk.get("/desk/"))
    assert desk.post("/desk/leave/", {"visit": "дивина"}).status_code == 404


def test_the_other_librarian_gets_news_and_silence_when_there_is_none(desk: Client, world: World) -> None:
    colleague = Client()
    world.sign_in(colleague, "head")
    version = re.search(r'name="v" value="([^"]+)"', colleague.get("/desk/").content.decode())
    assert version is not None
    assert colleague.get("/desk/live/", {"v": version[1]}).status_code == 204
    desk.post("/desk/visit/", {"age_group": "22_35"})
    news = colleague.get("/desk/live/", {"v": version[1]})
    assert '<strong id="count-22_35" hx-swap-oob="true">1</strong>' in news.content.decode()


def test_letter_keys_can_be_switched_off_and_on(desk: Client) -> None:
    desk.post("/desk/shortcuts/", {"off": "1"})
    assert 'data-keys="off"' in desk.get("/desk/").content.decode()
    desk.post("/desk/shortcuts/")
    assert 'data-keys="on"' in desk.get("/desk/").content.decode()


def test_every_number_of_the_desk_opens_its_entries(desk: Client) -> None:
    desk.post("/desk/visit/", {"age_group": "22_35"})
    page = desk.get("/desk/").content.decode()
    links = set(re.findall(r'href="(/office/entries/\?[^"]+)"', page))
    assert len(links) >= 3, "the log, and both tiles of the month"
    for link in links:
        assert desk.get(link.replace("&amp;", "&")).status_code == 200


def test_an_event_in_the_log_is_told_by_itself_and_taken_back_on_its_own_page(desk: Client, world: World) -> None:
    form = Theme.objects.get(scheme="event_form", code="lecture")
    desk.post(
        "/desk/events/record/",
        {
            "key": "k1", "form": form.pk, "title": "Пам'ятаємо", "day": "14.10.2026", "time": "10:00", "mode": "offline",
            "present_offline": "8", "age_60p": "5", "responsible": world.consultant.pk,
        },
    )  # fmt: skip
    event = HeldEvent.objects.get()
    assert event.title == "Пам’ятаємо"
    page = desk.get("/desk/").content.decode()
    assert f"/desk/events/{event.pk}/" in page
    assert "разом 9" not in text_of(desk.get("/desk/"))
    entry = Entry.objects.filter(kind__code="visit_event").first()
    assert entry is not None
    assert "на його власній сторінці" in text_of(desk.get(f"/desk/correct/{entry.gesture}/"))
