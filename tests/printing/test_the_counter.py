"""«Друк» at the desk: pages counted by kind in one tap, the same entries as the quick entry makes, taken back in one tap."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.periods import Period
from oseredok.library.offer.models import ServiceKind
from oseredok.management.indicators import queries as indicators
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import Entry
from tests.printing.papers import text_of
from tests.world import DAY, NOW, World

pytestmark = pytest.mark.django_db


def count(client: Client, kind: str = "printing_bw", pages: object = 6, **more: object) -> object:
    return client.post("/desk/print/count/", {"kind": kind, "pages": pages, "key": str(uuid4()), **more}, follow=True)


@pytest.fixture
def desk(client: Client, house: World) -> Client:
    house.sign_in(client, "consultant")
    return client


@pytest.mark.parametrize("kind", ["printing_bw", "printing_color", "copying", "scanning", "scanning_ocr"])
def test_pages_of_each_kind_are_recorded_in_one_tap(desk: Client, house: World, kind: str) -> None:
    page = text_of(count(desk, kind, 4))
    entry = Entry.objects.get()
    assert (entry.kind.code, entry.quantity, entry.kind.unit) == (kind, 4, "page")
    assert (entry.place, entry.staff, entry.channel) == (house.central, house.consultant, "in_person")
    assert "4 сторінки." in page
    assert "сьогодні 4" in page


def test_the_quick_entry_and_the_counter_make_the_same_entry(desk: Client) -> None:
    count(desk, "printing_bw", 6)
    desk.post("/desk/service/", {"phrase": "друк 6", "key": str(uuid4())})
    by_counter, by_phrase = Entry.objects.order_by("pk")
    own = {"id", "key", "gesture"}
    told = [
        {field.name: getattr(entry, field.attname) for field in Entry._meta.concrete_fields if field.name not in own}
        for entry in (by_counter, by_phrase)
    ]
    assert told[0] == told[1]
    assert "сьогодні 12 сторінок" in text_of(desk.get("/desk/print/"))


def test_pages_reach_the_numbers_that_the_office_counts(desk: Client, house: World) -> None:
    count(desk, "printing_bw", 6)
    count(desk, "scanning", 2)
    month = Period.month(DAY.year, DAY.month)
    told = {
        code: indicators.value(code, period=month, places=[house.central]) for code in ("print.pages", "scan.pages")
    }
    assert told == {"print.pages": 6, "scan.pages": 2}


def test_a_record_is_taken_back_from_the_same_page(desk: Client) -> None:
    count(desk)
    entry = Entry.objects.get()
    page = text_of(desk.post(f"/desk/print/undo/{entry.gesture}/", follow=True))
    assert "Скасовано." in page
    assert Entry.objects.get(reverses=entry).quantity == -6
    again = desk.post(f"/desk/print/undo/{entry.gesture}/")
    assert again.status_code == 422
    assert "уже скасовано" in text_of(again)


def test_after_ten_minutes_a_reason_is_asked(desk: Client) -> None:
    count(desk)
    entry = Entry.objects.get()
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert f'href="/desk/correct/{entry.gesture}/"' in text_of(desk.get("/desk/print/"))
        assert desk.post(f"/desk/print/undo/{entry.gesture}/").status_code == 422
    assert Entry.objects.count() == 1


def test_one_tap_sent_twice_is_recorded_once(desk: Client) -> None:
    key = str(uuid4())
    for _ in range(2):
        count(desk, key=key)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("pages", "sentence"),
    [
        ("", "Впишіть, скільки сторінок."),
        ("шість", "Впишіть число сторінок цифрами."),
        (0, "Сторінок має бути хоч одна."),
        (1001, "За один раз записуємо до 1000 сторінок."),
    ],
)
def test_a_number_that_cannot_be_is_refused(desk: Client, pages: object, sentence: str) -> None:
    answer = count(desk, pages=pages)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert sentence in text_of(answer)
    assert not Entry.objects.exists()


def test_only_printing_is_counted_here(desk: Client) -> None:
    assert "Такої послуги немає в переліку." in text_of(count(desk, "consultation"))
    ServiceKind.objects.filter(code="copying").update(is_active=False)
    assert "Копія" not in text_of(desk.get("/desk/print/"))
    assert "Такої послуги немає в переліку." in text_of(count(desk, "copying"))


def test_pages_for_a_visitor_take_the_age_of_the_visit(desk: Client, house: World) -> None:
    recorded = visits.record_visit(place=house.central, staff=house.consultant, now=NOW, age_group="60p")
    assert recorded.visit is not None
    count(desk, visit=str(recorded.visit.public_id))
    assert Entry.objects.get(kind__code="printing_bw").age_group == "60p"


def test_the_counter_of_one_library_does_not_show_another(desk: Client, house: World) -> None:
    count(desk)
    other = Client()
    house.sign_in(other, "branch_consultant")
    assert "сьогодні 0 сторінок" in text_of(other.get("/desk/print/"))
    gesture = Entry.objects.get().gesture
    assert "Такого запису тут немає." in text_of(other.post(f"/desk/print/undo/{gesture}/"))
