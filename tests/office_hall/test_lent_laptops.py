"""The register of lent laptops: who has which, in what state it went and came, who was late; the file names nobody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from oseredok.services.seats import holding, lending
from oseredok.services.seats.models import Handout, Hold, State
from tests.seats.conftest import Hall, hall

__all__ = ["hall"]
pytestmark = pytest.mark.django_db


@dataclass
class Office:
    client: Client
    hall: Hall
    clock: Any

    @property
    def path(self) -> str:
        return f"/office/hall/{self.hall.place.pk}/laptops/"

    def page(self, **query: str) -> str:
        answer = self.client.get(self.path, query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().replace("\xa0", " ").split())

    def lend(self, number: int, *, minutes: int = 60, condition: str = "fine", **who: Any) -> Handout:
        hold = self.hall.seat(self.hall.laptops[number], minutes=minutes, now=self.now, **who)
        return lending.hand_out(hold=hold, staff=self.hall.world.consultant, now=self.now, condition=condition)

    def back(self, handout: Handout, **sent: str) -> Any:
        named = {f"b{handout.pk}-{name}": value for name, value in {"condition": "fine", **sent}.items()}
        return self.client.post(f"/office/hall/laptops/{handout.pk}/back/", named)

    def at(self, hour: int, minute: int = 0) -> datetime:
        self.clock.move_to(self.hall.at(hour, minute))
        return self.now

    @property
    def now(self) -> datetime:
        return timezone.now()


@pytest.fixture
def office(client: Client, hall: Hall) -> Iterator[Office]:
    with time_machine.travel(hall.now, tick=False) as clock:
        hall.world.sign_in(client, "head")
        yield Office(client, hall, clock)


def test_who_has_which_until_when_and_who_is_late(office: Office) -> None:
    assert "Усі ноутбуки в бібліотеці." in office.page()
    office.lend(0, nickname="Орися")
    office.lend(1, minutes=30, condition="marked", reader=office.hall.world.taras)
    page = office.page()
    assert "до 12:30" in page
    assert "Орися, без броні" in page
    assert f"{office.hall.world.taras.given_name}, без броні" in page
    assert office.hall.world.taras.surname not in page
    assert "є подряпини, працює" in page
    office.at(12, 20)
    page = office.page()
    assert "час минув 20 хв тому" in page
    assert page.index("Ноутбук 2") < page.index("Ноутбук 1"), "the late one first"


def test_it_is_taken_back_and_its_session_ends(office: Office) -> None:
    handout = office.lend(0, nickname="Орися")
    office.at(11, 50)
    assert office.back(handout).status_code == 302
    handout.refresh_from_db()
    assert (handout.back_as, handout.back_at) == ("fine", office.now)
    assert handout.taken_by
    assert handout.hold.state == State.ENDED
    assert "Усі ноутбуки в бібліотеці." in office.page()


def test_a_broken_one_needs_words_and_leaves_booking(office: Office) -> None:
    handout = office.lend(0)
    refused = office.back(handout, condition="broken")
    assert refused.status_code == 422
    assert "Напишіть, що зламалося або чого бракує." in refused.content.decode()
    handout.refresh_from_db()
    assert handout.back_at is None
    assert office.back(handout, condition="broken", note="Тріснув екран").status_code == 302
    assert office.hall.laptops[0].faults.get().reason == "Тріснув екран"
    assert office.back(handout).status_code == 302, "twice is no error"
    assert office.hall.laptops[0].faults.count() == 1


def test_who_sits_without_a_handout_is_given_the_laptop(office: Office) -> None:
    hold = office.hall.seat(office.hall.laptops[0], nickname="Марта", minutes=60)
    office.hall.seat(office.hall.pc, nickname="Остап")
    page = office.page()
    assert "видачі не записано" in page
    assert "Марта" in page
    assert "Остап" not in page
    for _twice in range(2):
        path = f"/office/hall/laptops/{hold.public_id}/out/"
        assert office.client.post(path, {f"o{hold.pk}-condition": "marked"}).status_code == 302
    assert Handout.objects.get().given_as == "marked"
    wrong = office.client.post(f"/office/hall/laptops/{hold.public_id}/out/", {f"o{hold.pk}-condition": "чудовий"})
    assert wrong.status_code == 422


def _history(office: Office) -> None:
    first, second = office.lend(0, nickname="Орися"), office.lend(1, minutes=30, nickname="Назар")
    office.at(11, 40)
    office.back(first, condition="incomplete", note="Без миші")
    office.at(12, 30)
    office.back(second, condition="marked", note="=cmd()")


def test_the_history_is_filtered_by_laptop_day_and_how_it_came_back(office: Office) -> None:
    _history(office)
    for query, shown, hidden in (
        ({}, ("Орися", "Назар", "запізно на 30 хв"), ()),
        ({"how": "bad"}, ("Орися", "Без миші"), ("Назар",)),
        ({"how": "marked"}, ("Назар",), ("Орися",)),
        ({"how": "late"}, ("Назар",), ("Орися",)),
        ({"seat": str(office.hall.laptops[0].public_id)}, ("Орися",), ("Назар",)),
        ({"since": "2026-10-14", "until": "2026-10-14"}, ("Орися", "Назар"), ()),
        ({"since": "2026-10-15"}, ("нічого не видавали",), ("Орися", "Назар")),
    ):
        page = office.page(**query)
        assert all(words in page for words in shown), query
        assert not any(words in page for words in hidden), query
    answer = office.client.get(office.path, {"since": "2026-10-15", "until": "2026-10-01"})
    assert answer.status_code == 422
    assert "Останній день не може бути раніше за перший." in answer.content.decode()


def test_the_workbook_has_the_same_rows_without_names(office: Office) -> None:
    _history(office)
    answer = office.client.get(office.path.removesuffix("/") + ".xlsx", {"how": "late"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    cells = {str(cell) for row in rows for cell in row}
    assert "Ноутбук 2" in cells
    assert "Ноутбук 1" not in cells
    assert not cells & {"Назар", "Орися"}
    assert 30 in rows[-1]
    assert not any(row.data_type == "f" for line in sheet.iter_rows() for row in line), (
        "what people typed is no formula"
    )


def test_names_go_with_the_term_and_the_register_stays(office: Office) -> None:
    _history(office)
    holding.forget((office.now + timedelta(days=30)).date())
    page = office.page()
    assert "Орися" not in page
    assert "Без миші" in page
    assert Hold.objects.filter(handout__isnull=False).count() == 2


def test_who_does_not_lead_the_library_takes_nothing_back(office: Office) -> None:
    handout = office.lend(0)
    office.hall.world.sign_in(office.client, "consultant")
    assert office.back(handout).status_code in (302, 403)
    handout.refresh_from_db()
    assert handout.back_at is None
