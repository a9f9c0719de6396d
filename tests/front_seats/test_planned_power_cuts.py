"""The office types in what the grid's schedule says; whoever books reads it between the times and where a seat is chosen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from oseredok.library.places.models import PlannedOutage
from oseredok.services.seats import layout
from oseredok.spine.journal.models import Entry
from tests.front_seats.conftest import DAY, Site, text_of

TYPED = {"day": "15.10.2026", "since": "12:00", "until": "15:00", "note": "черга 3.1"}
TOLD = "Можливе вимкнення світла: 12:00–15:00."


@pytest.fixture
def office(site: Site) -> Client:
    client = Client()
    site.hall.world.sign_in(client, "head")
    return client


def add(office: Client, site: Site, **typed: str) -> object:
    return office.post(f"/office/calendar/{site.hall.place.pk}/outage/", {**TYPED, **typed})


def test_it_stands_before_the_first_time_that_it_touches(site: Site, office: Client) -> None:
    add(office, site, since="12:15")
    page = text_of(site.client.get("/seats/", {"day": DAY}))
    before, after = page.split("Можливе вимкнення світла: 12:15–15:00. Ноутбуки працюватимуть від батареї.")
    assert "12:00" in before
    assert after.strip().startswith("12:30")
    assert "Можливе вимкнення" not in after
    assert "Можливе вимкнення" not in text_of(site.client.get("/seats/", {"day": "2026-10-16"}))


def test_where_a_seat_is_chosen_those_that_work_without_light_are_marked(site: Site, office: Client) -> None:
    add(office, site)
    layout.change_seat(seat=site.hall.pc, backup_power=True)
    page = text_of(site.client.get("/seats/place/", site.chosen(start="14:30")))
    assert f"{TOLD} Ноутбуки та місця з резервним живленням працюватимуть." in page
    assert re.search(r"ПК 1 комп’ютер.*?Працюватиме й без світла", page)
    assert page.count("Працюватиме й без світла") == 1 + len(site.hall.laptops)
    assert "вимкнення світла" not in text_of(site.client.get("/seats/place/", site.chosen(start="16:00")))
    english = text_of(site.client.get("/en/seats/place/", site.chosen(start="14:30")))
    assert "The power may be off: 12:00–15:00. Laptops and seats on backup power will work." in english


def test_several_are_typed_one_after_another_and_one_is_taken_off(site: Site, office: Client) -> None:
    again = add(office, site, do="more")
    assert "day=15.10.2026" in again.headers["Location"]  # type: ignore[attr-defined]
    form = office.get(again.headers["Location"]).content.decode()  # type: ignore[attr-defined]
    assert 'value="15.10.2026"' in form
    assert 'value="черга 3.1"' in form
    add(office, site, since="21:00", until="00:00")
    calendar = text_of(office.get(f"/office/calendar/{site.hall.place.pk}/", {"month": "2026-10"}))
    for words in ("15 жовтня, 12:00–15:00 (черга 3.1)", "15 жовтня, 21:00–24:00", "без світла 12:00–15:00"):
        assert words in calendar
    office.post(f"/office/calendar/outage/{PlannedOutage.objects.first().pk}/remove/")  # type: ignore[union-attr]
    assert TOLD not in text_of(site.client.get("/seats/", {"day": DAY}))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"until": "11:00"}, "Кінець має бути пізніше за початок."),
        ({"day": "13.10.2026"}, "Цей час уже минув."),
        ({"day": "14.10.2026", "since": "09:00", "until": "10:00"}, "Цей час уже минув."),
        ({"day": "15.12.2026"}, "Графік відомий щонайбільше на місяць наперед."),
        ({"since": "14:00", "until": "17:00"}, "На цей час вимкнення вже записано: 12:00–15:00."),
        ({"since": ""}, "Впишіть час."),
        ({"note": "о" * 121}, "Коротше: до 120 літер."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    site: Site, office: Client, typed: dict[str, str], said: str
) -> None:
    add(office, site)
    answer = add(office, site, **typed)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert said in page.replace("\xa0", " ")
    assert f'value="{({**TYPED, **typed})["note"]}"' in page
    assert PlannedOutage.objects.count() == 1


def test_it_shuts_nothing_and_is_counted_nowhere(site: Site, office: Client) -> None:
    before = Entry.objects.count()
    add(office, site)
    hold = site.booked(start="13:00")
    assert hold.starts_at == site.hall.at(13, day=(site.hall.now + timedelta(days=1)).date())
    assert Entry.objects.count() == before
    with time_machine.travel(site.hall.at(15, 30, day=(site.hall.now + timedelta(days=1)).date()), tick=False):
        assert "вимкнення світла" not in text_of(site.client.get("/seats/", {"day": DAY}))


def test_those_who_do_not_lead_the_library_type_in_nothing(site: Site) -> None:
    client = Client()
    site.hall.world.sign_in(client, "consultant")
    assert client.post(f"/office/calendar/{site.hall.place.pk}/outage/", TYPED).status_code in (302, 403)
    assert not PlannedOutage.objects.exists()
