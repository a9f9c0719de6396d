"""Requisites, libraries, rooms, services, hours, holidays, settings: changed in the office, refused beside the field."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from oseredok.base.core.dates import day_and_month
from oseredok.base.preferences import actions as preferences
from oseredok.base.preferences import queries
from oseredok.library.people.staff.preferences import SESSION_HOURS
from oseredok.library.places import hours, wording
from oseredok.library.places.models import HoursException, Library, PublicHoliday, Room, WeeklyHours
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(client: Client, world: World) -> Client:
    world.sign_in(client, "director", place=world.central)
    return client


@pytest.fixture
def today() -> date:
    return timezone.localdate()


# --- Libraries ------------------------------------------------------------------------------------------


def test_requisites_are_corrected_and_a_wrong_code_is_refused(director: Client, world: World) -> None:
    given = {"name": "Тихогірська міська бібліотека", "town": "Тихогори", "registry_code": "32855962"}
    answer = director.post("/office/requisites/", given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["registry_code"])
    director.post("/office/requisites/", {**given, "registry_code": "32855961"})
    world.system.refresh_from_db()
    assert world.system.registry_code == "32855961"
    world.central.refresh_from_db()
    assert world.central.name == "Центральна міська бібліотека", "a library with a name of its own keeps it"


def test_a_branch_is_added_and_moved_in_the_order(director: Client, world: World) -> None:
    answer = director.post("/office/libraries/new/", {"name": "Філія у Яблуньці", "is_rural": "on", "email": "x"})
    assert answer.status_code == 422
    director.post("/office/libraries/new/", {"name": "Філія у Яблуньці", "is_rural": "on"})
    added = Library.objects.get(name="Філія у Яблуньці")
    assert (added.is_rural, added.is_central) == (True, False)
    director.post(f"/office/libraries/{added.pk}/move/", {"up": "1"})
    names = [row[0].short_name for row in director.get("/office/libraries/").context["rows"]]
    assert names == ["Центральна", "Філія «Заріччя»", "Філія у Яблуньці", "Філія у Високому"]
    director.post(f"/office/libraries/{world.central.pk}/move/", {"up": "0"})
    assert director.get("/office/libraries/").context["rows"][0][0] == world.central


def test_a_head_changes_the_own_library_only(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    assert client.get(f"/office/libraries/{world.central.pk}/").status_code == 200
    for path in ("libraries/{}/", "libraries/{}/rooms/", "calendar/{}/", "calendar/{}/week/", "calendar/{}/exception/"):
        assert client.get("/office/" + path.format(world.branch.pk)).status_code == 404
        assert client.post("/office/" + path.format(world.branch.pk), {"name": "Чужа"}).status_code in (404, 405)
    assert client.get("/office/requisites/").status_code == 403


def test_days_of_the_calendar_are_named_with_our_apostrophe(director: Client, world: World) -> None:
    page = director.get(f"/office/calendar/{world.central.pk}/?month=2026-11").content.decode()
    assert "п’ятниця" in page
    assert "п'ятниця" not in page
    assert "п&#x27;ятниця" not in page


def test_rooms_are_added_corrected_and_taken_off(director: Client, world: World) -> None:
    rooms, room = f"/office/libraries/{world.central.pk}/rooms/", {"name": "Коворкінг", "purpose": "coworking"}
    assert director.post(rooms, {**room, "area": "0"}).status_code == 422
    assert director.post(rooms, {**room, "area": "NaN"}).status_code == 422
    assert director.post(rooms, {**room, "area": "24,5"}).status_code == 302
    assert "вже є" in director.post(rooms, {**room, "area": "3"}).content.decode()
    made = Room.objects.get()
    director.post(f"/office/libraries/rooms/{made.pk}/", {**room, "area": "30", "step_free": "on"})
    made.refresh_from_db()
    assert (made.area, made.step_free) == (30, True)
    director.post(f"/office/libraries/rooms/{made.pk}/", {"do": "remove"})
    assert not Room.objects.exists()


def test_services_that_are_not_given_leave_the_site(director: Client) -> None:
    assert director.get("/services/lamination/").status_code == 200
    kept = [code for code in director.get("/office/services/").context["form"]["kinds"].value() if code != "lamination"]
    director.post("/office/services/", {"kinds": kept})
    assert director.get("/services/lamination/").status_code == 404


# --- Hours ----------------------------------------------------------------------------------------------


def week(since: date, **changed: str) -> dict[str, str]:
    given = {f"opens_{day}": "10:00" for day in range(5)} | {f"closes_{day}": "18:00" for day in range(5)}
    return {**given, "starts_on": since.isoformat(), **changed}


def test_the_door_is_shown_before_it_is_changed(director: Client, world: World, today: date) -> None:
    path = f"/office/calendar/{world.central.pk}/week/"
    shown = director.post(path, {**week(today), "do": "show"})
    assert "понеділок–п’ятниця 10:00–18:00" in shown.context["shown"].lines
    assert not WeeklyHours.objects.filter(opens_at="10:00").exists(), "only looked at"
    director.post(path, week(today + timedelta(days=30), nth="-1", sanitary_weekday="3"))
    door = director.get(f"/office/calendar/{world.central.pk}/").context["door"]
    assert door.lines[0] == "вівторок–субота 9:00–19:00"
    assert WeeklyHours.objects.filter(library=world.central, valid_from=today + timedelta(days=30)).count() == 5


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"closes_2": ""}, "closes_2"),
        ({"closes_2": "9:00"}, "closes_2"),
        ({"opens_2": "7 ранку"}, "opens_2"),
        ({"lunch_from_2": "9:00", "lunch_to_2": "9:30"}, "lunch_from_2"),
        ({"lunch_from_6": "13:00", "lunch_to_6": "14:00"}, "lunch_from_6"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
    ],
)
def test_an_impossible_week_is_refused(
    director: Client, world: World, today: date, changed: dict[str, str], field: str
) -> None:
    answer = director.post(f"/office/calendar/{world.central.pk}/week/", week(today, **changed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_special_day_is_announced_once_and_taken_back(director: Client, world: World, today: date) -> None:
    path = f"/office/calendar/{world.central.pk}/exception/"
    day = today + timedelta(days=(1 - today.weekday()) % 7 + 28)  # a Tuesday far ahead
    given = {
        "kind": "event",
        "starts_on": day.isoformat(),
        "opens_at": "9:00",
        "closes_at": "15:00",
        "note": "Інвентаризація",
    }
    shown = director.post(path, {**given, "do": "show"})
    assert any("відчинено 9:00–15:00" in line for line in shown.context["shown"].coming)
    assert not HoursException.objects.exists()
    director.post(path, given)
    twice = director.post(path, {**given, "last_day": (day + timedelta(days=2)).isoformat()})
    assert twice.status_code == 422
    assert "уже є виняток" in twice.content.decode()
    page = director.get(f"/office/calendar/{world.central.pk}/", {"month": f"{day:%Y-%m}"})
    (square,) = [one for line in page.context["month"].weeks for one in line if one.date == day]
    assert (square.words, square.differs) == ("9:00–15:00: Інвентаризація", True)
    director.post(f"/office/calendar/exception/{HoursException.objects.get().pk}/remove/")
    assert not HoursException.objects.exists()


@pytest.mark.parametrize(("ahead", "is_told"), [(13, True), (14, False)])
def test_it_says_that_the_site_knows_a_closure_only_when_it_does(
    director: Client, world: World, today: date, ahead: int, is_told: bool
) -> None:
    day = today + timedelta(days=ahead)
    times = {"opens_at": "10:00", "closes_at": "12:00"}
    given = {"kind": "event", "starts_on": day.isoformat(), "note": "Міняємо вікна", **times}
    page = director.post(f"/office/calendar/{world.central.pk}/exception/", given, follow=True).content.decode()
    assert ("двері й сайт уже знають" in page) is is_told
    assert (f"Двері й сайт скажуть про це з {day_and_month(today + timedelta(days=1))}" in page) is not is_told
    for on, told in ((today, is_told), (today + timedelta(days=1), True)):
        lines = wording.coming_lines(hours.load(world.central), on)
        assert any("Міняємо вікна" in line for line in lines) is told


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "event"},
        {"kind": "repairs", "last_day": "2020-01-01"},
        {"kind": "sanitary", "opens_at": "9:00", "closes_at": "12:00"},
        {"kind": "event", "opens_at": "9:00"},
        {"kind": "moon"},
        {"kind": "repairs", "last_day": "2099-01-01"},
        {"kind": "repairs", "starts_on": "31.02.2027"},
    ],
)
def test_an_impossible_exception_is_refused(director: Client, world: World, today: date, wrong: dict[str, str]) -> None:
    given = {"starts_on": today.isoformat(), **wrong}
    assert director.post(f"/office/calendar/{world.central.pk}/exception/", given).status_code == 422
    assert not HoursException.objects.exists()


def test_the_switch_of_martial_law_closes_the_doors_on_holidays(director: Client, world: World, today: date) -> None:
    day = today + timedelta(days=(1 - today.weekday()) % 7 + 7)
    given = {"date": day.isoformat(), "name": "День села", "source": "рішення ради", "checked_on": today.isoformat()}
    assert director.post("/office/holidays/", {**given, "checked_on": "2099-01-01"}).status_code == 422
    director.post("/office/holidays/", given)
    assert "вже записано" in director.post("/office/holidays/", given).content.decode()

    def open_then() -> bool:
        return hours.load(Library.objects.select_related("system").get(pk=world.central.pk)).plan(day).is_working

    assert open_then()
    director.post("/office/holidays/switch/", {"working": "no"})
    assert not open_then()
    director.post(f"/office/holidays/{PublicHoliday.objects.get(date=day).pk}/remove/")
    assert open_then()


@pytest.mark.parametrize("month", ["", "2026-13", "9999-01", "0000-00", "x", "2026-02-30", "٢٠٢٦-٠١"])
def test_a_month_that_is_none_shows_this_one(director: Client, world: World, today: date, month: str) -> None:
    page = director.get(f"/office/calendar/{world.central.pk}/", {"month": month})
    squares = [one for line in page.context["month"].weeks for one in line]
    assert any(one.is_today for one in squares)


# --- Settings -------------------------------------------------------------------------------------------


def test_a_preference_is_shown_in_words_and_changed_with_its_effect_seen_first(director: Client, world: World) -> None:
    text = director.get("/office/settings/").content.decode()
    assert str(SESSION_HOURS.question) in text
    path = f"/office/settings/{SESSION_HOURS.code}/"
    shown = director.post(path, {"value": "8", "do": "show"})
    assert shown.context["shown"].effect == SESSION_HOURS.consequence(8)
    assert queries.value(SESSION_HOURS) == SESSION_HOURS.default
    refused = director.post(path, {"value": "багато"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["value"])
    director.post(path, {"value": "8"})
    assert queries.value(SESSION_HOURS) == 8
    assert world.director.full_name in director.get("/office/settings/").content.decode()


def test_an_unknown_preference_is_no_page_and_sign_in_is_not_a_head_s_business(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    assert client.get("/office/settings/moon/").status_code == 404
    assert client.post(f"/office/settings/{SESSION_HOURS.code}/", {"value": "8"}).status_code == 403
    page = client.get("/office/settings/").content.decode()
    assert f"/office/settings/{SESSION_HOURS.code}/" not in page


def test_a_kept_value_that_means_nothing_any_more_shows_the_default(director: Client) -> None:
    preferences.set_value(declared=SESSION_HOURS, text="8", by="", now=timezone.now())
    row: Any = queries.changes()[SESSION_HOURS.code]
    row.value = "moon"
    row.save()
    assert director.get("/office/settings/").status_code == 200
