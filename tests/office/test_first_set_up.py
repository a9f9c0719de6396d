"""An empty database becomes a working centre in the browser: by the code from the console, a step at a time."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import NotAllowed
from oseredok.faces.office import setup_actions
from oseredok.faces.office.models import SetupCode, StepMark
from oseredok.library.offer.models import ServiceKind
from oseredok.library.offer.sets import SETS, TOWN, VILLAGE
from oseredok.library.people.models import Account, Reader, Role
from oseredok.library.people.staff import founding, hiring
from oseredok.library.people.staff.hiring import Newcomer
from oseredok.library.places.models import Library, LibrarySystem, Room, SanitaryDay, WeeklyHours
from oseredok.management.indicators.models import Target
from oseredok.services.seats.models import Seat
from oseredok.spine.journal.models import Entry
from tests.world import World, give_second_step

pytestmark = pytest.mark.django_db

PASSWORD = "лампа над книгою 26"
ACCOUNT = {
    "library_name": "Вільхівська публічна бібліотека",
    "surname": "Ґедзь",
    "given_name": "Ірина",
    "username": "i.gedz",
    "password": PASSWORD,
    "password_again": PASSWORD,
}
HOURS = {"days": ["1", "2", "3", "4", "5"], "opens": "9:00", "closes": "18:00", "sanitary_weekday": "3"}


@pytest.fixture
def code(db: None) -> str:
    return setup_actions.issue_code(now=timezone.now())


@pytest.fixture
def director(client: Client, code: str) -> Client:
    assert client.post("/setup/", {**ACCOUNT, "code": code}).headers["Location"] == "/setup/requisites/"
    return client


def rows(*given: dict[str, str], initial: int = 0) -> dict[str, Any]:
    data = {"form-TOTAL_FORMS": str(len(given)), "form-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(given):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


ROOM = {"name": "Читальна зала", "purpose": "service", "area": "42,5", "step_free": "on"}
COLLEAGUE = {"surname": "Лимар", "given_name": "Оксана", "position": "бібліотекарка", "role": "consultant"}


# --- Who may begin --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/account/login/", "/desk/", "/office/", "/people/me/"])
def test_every_door_of_an_empty_centre_leads_to_its_set_up(client: Client, code: str, path: str) -> None:
    assert client.get(path).headers["Location"] == "/setup/"


def test_the_printed_link_brings_the_code_along(client: Client, code: str) -> None:
    assert f'value="{code}"' in client.get("/setup/", {"code": code}).content.decode()


@pytest.mark.parametrize("typed", ["", "aaaa-bbbb-cccc", "' OR 1=1 --", "ї" * 12, "x" * 5_000])
def test_a_stranger_without_the_code_makes_nothing(client: Client, code: str, typed: str) -> None:
    assert client.post("/setup/", {**ACCOUNT, "code": typed}).status_code == 422
    assert not Account.objects.exists()
    assert not LibrarySystem.objects.exists()


def test_the_code_may_be_typed_as_people_type(client: Client, code: str) -> None:
    typed = f" {code.replace('-', ' ').upper()} "
    assert client.post("/setup/", {**ACCOUNT, "code": typed}).status_code == 302


def test_a_new_start_makes_the_old_code_worthless(client: Client, code: str) -> None:
    setup_actions.issue_code(now=timezone.now())
    answer = client.post("/setup/", {**ACCOUNT, "code": code})
    assert "Код не той" in answer.content.decode()


def test_the_code_works_once(director: Client, code: str) -> None:
    another = Client().post("/setup/", {**ACCOUNT, "username": "chuzhyi", "code": code})
    assert another.headers["Location"] == "/setup/next/"
    details = {name: value for name, value in ACCOUNT.items() if name != "password_again"}
    with pytest.raises(NotAllowed, match="уже використано"):
        setup_actions.open_centre(code=code, now=timezone.now(), **details)
    assert Account.objects.count() == 1


def test_only_the_hash_of_the_code_is_kept(code: str) -> None:
    plain = code.replace("-", "")
    assert plain not in SetupCode.objects.get().code_hash
    assert len(plain) == 12


def test_a_weak_password_and_a_taken_word_are_told_beside_the_field_and_the_code_stays_good(
    client: Client, code: str
) -> None:
    weak = {**ACCOUNT, "code": code, "password": "пароль", "password_again": "пароль"}
    answer = client.post("/setup/", weak)
    assert "password" in answer.context["form"].errors
    answer = client.post("/setup/", {**ACCOUNT, "code": code, "password_again": "інший пароль зовсім"})
    assert "Паролі різні" in answer.content.decode()
    answer = client.post("/setup/", {**ACCOUNT, "code": code, "username": "Ґедзь"})
    assert "username" in answer.context["form"].errors
    assert not Account.objects.exists()
    assert client.post("/setup/", {**ACCOUNT, "code": code}).status_code == 302


def test_a_working_centre_has_no_set_up_page(client: Client, world: World) -> None:
    code = setup_actions.issue_code(now=timezone.now())
    assert client.post("/setup/", {**ACCOUNT, "code": code}).headers["Location"] == "/setup/next/"
    assert LibrarySystem.objects.count() == 1
    world.sign_in(client, "consultant")
    assert client.get("/setup/hours/").status_code == 403


# --- The second step ------------------------------------------------------------------------------------

PAGES_OF_SET_UP = ("/setup/next/", "/setup/requisites/", "/setup/staff/", "/setup/passwords/", "/setup/done/")
TO_SECOND_STEP = "/account/2fa/"


def where_to(client: Client, path: str) -> str:
    answer = client.get(path)
    return str(answer.headers.get("Location", answer.status_code))


def test_a_password_alone_opens_the_set_up_in_no_session_but_the_founder_s(director: Client) -> None:
    elsewhere = Client()
    assert elsewhere.login(username="i.gedz", password=PASSWORD)
    assert {where_to(elsewhere, path) for path in PAGES_OF_SET_UP} == {TO_SECOND_STEP}
    posted = elsewhere.post("/setup/staff/", rows({**COLLEAGUE, "role": "director"}))
    assert posted.headers["Location"] == TO_SECOND_STEP
    assert elsewhere.post("/setup/hours/later/").headers["Location"] == TO_SECOND_STEP
    assert Account.objects.count() == 1
    assert where_to(director, "/setup/staff/") == "200"
    give_second_step(Account.objects.get())
    assert where_to(elsewhere, "/setup/staff/") == "200"


def test_the_set_up_waits_for_the_second_step_no_longer_than_a_day(director: Client) -> None:
    founded_at = timezone.now()
    with time_machine.travel(founded_at + timedelta(hours=23, minutes=59), tick=False):
        assert founding.is_filling_in(director.session, now=timezone.now())
    with time_machine.travel(founded_at + timedelta(hours=24, minutes=1), tick=False):
        assert not founding.is_filling_in(director.session, now=timezone.now())
    session = director.session
    founding.begin_filling_in(session, now=founded_at - timedelta(hours=25))
    session.save()
    assert {where_to(director, path) for path in PAGES_OF_SET_UP} == {TO_SECOND_STEP}


@pytest.mark.parametrize("kept", ["soon", None, -1, 10**12])
def test_a_mark_that_is_no_moment_of_the_last_day_exempts_nobody(director: Client, kept: object) -> None:
    session = director.session
    session["centre_founded_at"] = kept
    session.save()
    assert where_to(director, "/setup/staff/") == TO_SECOND_STEP


def test_a_finished_set_up_is_a_staff_page_like_every_other(director: Client) -> None:
    for step in ("requisites", "place", "hours", "rooms", "seats", "staff", "services"):
        director.post(f"/setup/{step}/later/")
    assert where_to(director, "/setup/done/") == "200"  # one step is open still
    assert where_to(director, "/setup/targets/") == "200"
    assert 'href="/setup/targets/"' in director.get("/setup/done/").content.decode()
    director.post("/setup/targets/later/")
    page = director.get("/setup/done/").content.decode()
    assert "Захистити вхід" in page
    main = page[page.index("<main") : page.index("</main>")]
    for closed in ("/setup/", "/desk/"):
        assert f'href="{closed}' not in main, "no link leads where the door is still closed"
    assert {where_to(director, path) for path in PAGES_OF_SET_UP} == {TO_SECOND_STEP}


def test_no_leader_is_made_before_the_second_step(director: Client) -> None:
    both = rows(COLLEAGUE, {**COLLEAGUE, "surname": "Гнатюк", "role": "director"})
    offered = director.get("/setup/staff/").content.decode()
    assert 'value="director"' not in offered, "what would be refused is not offered"
    assert "коли захистите свій вхід" in offered
    refused = director.post("/setup/staff/", both)
    assert refused.status_code == 422
    assert "після того, як налаштуєте собі другий крок входу" in refused.content.decode()
    assert Account.objects.count() == 1
    founder = Account.objects.get()
    lead = Newcomer(surname="Гнатюк", given_name="Оксана", role=Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed) as refusal:
        hiring.hire(newcomers=iter([lead]), place=Library.objects.get(), by=founder, now=timezone.now())
    assert refusal.value.code == "second_step_first"

    assert director.post("/setup/staff/", rows(COLLEAGUE)).status_code == 302
    give_second_step(founder)
    assert 'value="director"' in director.get("/setup/staff/").content.decode()
    later = rows({**COLLEAGUE, "surname": "Гнатюк", "role": "director"})
    assert director.post("/setup/staff/", later).status_code == 302
    assert Account.objects.get(last_name="Гнатюк").role_assignments.get().role == Role.DIRECTOR


# --- The steps ------------------------------------------------------------------------------------------


def test_the_first_account_is_director_and_administrator_and_signed_in(director: Client) -> None:
    account = Account.objects.get()
    assert sorted(account.role_assignments.values_list("role", flat=True)) == ["administrator", "director"]
    give_second_step(account)
    assert director.get("/people/me/").status_code == 200
    library = Library.objects.get()
    assert (library.name, library.is_central) == ("Вільхівська публічна бібліотека", True)


def test_the_whole_way_registers_a_reader_and_a_visit(director: Client) -> None:
    post = director.post
    requisites = {
        "name": ACCOUNT["library_name"],
        "town": "Вільхівка",
        "registry_code": "3285 5961",
        "population": "8 200",
    }
    assert post("/setup/requisites/", requisites).headers["Location"] == "/setup/place/"
    assert post("/setup/place/", {"address": "вул. Шкільна, 4"}).headers["Location"] == "/setup/hours/"
    lunch = {"lunch_from": "13:00", "lunch_to": "14:00", "nth": "-1"}
    assert post("/setup/hours/", {**HOURS, **lunch}).headers["Location"] == "/setup/rooms/"
    assert post("/setup/rooms/", rows(ROOM)).headers["Location"] == "/setup/seats/"
    seats = {"room": Room.objects.get().pk, "pc": "1", "laptop": "3", "own_laptop": "", "quiet": "0"}
    assert post("/setup/seats/", seats).headers["Location"] == "/setup/staff/"
    assert post("/setup/staff/", rows(COLLEAGUE)).headers["Location"] == "/setup/passwords/"
    assert post("/setup/passwords/").headers["Location"] == "/setup/services/"
    assert post("/setup/services/", {"kinds": sorted(VILLAGE)}).headers["Location"] == "/setup/targets/"
    assert post("/setup/targets/", {"visits": "150"}).headers["Location"] == "/setup/done/"

    system, library = LibrarySystem.objects.get(), Library.objects.get()
    assert (system.registry_code, system.population, system.centre_name) == ("32855961", 8200, "Осередок")
    assert set(WeeklyHours.objects.values_list("weekday", "opens_at")) == {
        (day, opens) for day in range(1, 6) for opens in (time(9), time(14))
    }
    assert SanitaryDay.objects.get().nth == -1
    assert (Room.objects.get().area, Room.objects.get().step_free) == (pytest.approx(42.5), True)
    assert Target.objects.get().place == library
    assert list(Seat.objects.values_list("name", flat=True)) == ["ПК 1", "Ноутбук 1", "Ноутбук 2", "Ноутбук 3"]
    assert not ServiceKind.objects.get(code="coworking_seat").is_active
    done = director.get("/setup/done/").content.decode()
    assert "Осередок готовий" in done
    assert "Що лишилося" not in done
    assert "Захистити вхід" in done
    assert director.get("/desk/").headers["Location"] == "/account/2fa/", (
        "what is about people waits for the second step"
    )
    assert director.get("/setup/done/").headers["Location"] == "/account/2fa/", "the set-up is over: no exemption"
    give_second_step(Account.objects.get(username="i.gedz"))
    assert "Захистити вхід" not in director.get("/setup/done/").content.decode()
    assert director.get("/office/").context["decisions"] == []

    blank = {bound.name: bound.value() for bound in director.get("/desk/reader/new/").context["form"]}
    told = {"surname": "Шевченко", "given_name": "Тарас", "birth_year": "1988", "consent": "paper"}
    filled = {name: value for name, value in (blank | told).items() if value not in (None, "")}
    answer = post("/desk/reader/new/", filled)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Reader.objects.count() == 1
    before = Entry.objects.filter(kind__code="visit").count()
    post("/desk/visit/", {"age_group": "36_59"})
    assert Entry.objects.filter(kind__code="visit").count() == before + 1


def test_each_step_may_wait_and_a_power_cut_loses_nothing(director: Client) -> None:
    director.post("/setup/requisites/", {"name": "Вільхівська бібліотека", "town": "Вільхівка"})
    director.post("/setup/place/later/")
    give_second_step(Account.objects.get())
    assert director.get("/office/").context["decisions"][0].sentence.startswith("Налаштування осередку: лишилося 6")

    Session.objects.all().delete()  # the power went, the browser forgot everything
    later = Client()
    later.force_login(Account.objects.get())
    assert later.get("/setup/").headers["Location"] == "/setup/next/"
    assert later.get("/setup/next/").headers["Location"] == "/setup/hours/"
    assert "Вільхівка" in later.get("/setup/requisites/").content.decode()

    for step in ("hours", "rooms", "seats", "staff", "services", "targets"):
        last = later.post(f"/setup/{step}/later/")
    assert last.headers["Location"] == "/setup/done/"
    shown = later.get("/setup/done/")
    assert [one.step.code for one in shown.context["left"]] == [
        "place", "hours", "rooms", "seats", "staff", "services", "targets",
    ]  # fmt: skip
    assert later.get("/setup/next/").headers["Location"] == "/setup/done/"
    later.post("/setup/place/", {"address": "вул. Шкільна, 4"})
    assert StepMark.objects.get(step="place").is_done


def test_an_unknown_step_is_no_page(director: Client) -> None:
    assert director.get("/setup/moon/").status_code == 404
    assert director.post("/setup/moon/later/").status_code == 404


@pytest.mark.parametrize("wrong", ["32855962", "3285596", "328559611", "3285596A", "٣٢٨٥٥٩٦١"])
def test_a_wrong_registry_code_is_refused_beside_its_field(director: Client, wrong: str) -> None:
    answer = director.post("/setup/requisites/", {"name": "Бібліотека", "town": "Вільхівка", "registry_code": wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["registry_code"]
    assert LibrarySystem.objects.get().town == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"days": []}, "days"),
        ({"opens": ""}, "opens"),
        ({"closes": "9:00"}, "closes"),
        ({"opens": "25:00"}, "opens"),
        ({"lunch_from": "13:00"}, "lunch_to"),
        ({"lunch_from": "8:00", "lunch_to": "8:30"}, "lunch_from"),
        ({"other_days": ["5"], "other_opens": "10:00", "other_closes": "15:00"}, "other_days"),
        ({"other_days": ["6"]}, "other_opens"),
        ({"nth": "7"}, "nth"),
        ({"days": ["9"]}, "days"),
    ],
)
def test_impossible_hours_are_refused_beside_their_field(director: Client, wrong: dict[str, Any], field: str) -> None:
    answer = director.post("/setup/hours/", {**HOURS, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not WeeklyHours.objects.exists()


def test_days_that_all_differ_are_filled_in_one_by_one(director: Client) -> None:
    day = timezone.localdate().isoformat()
    given = {
        "by": "days",
        "starts_on": day,
        "opens_0": "8:00",
        "closes_0": "12:00",
        "opens_3": "14:00",
        "closes_3": "20:00",
    }
    assert director.post("/setup/hours/", given).headers["Location"] == "/setup/rooms/"
    assert set(WeeklyHours.objects.values_list("weekday", "closes_at")) == {(0, time(12)), (3, time(20))}


def test_rooms_come_back_to_be_corrected_and_one_bad_row_saves_none(director: Client) -> None:
    bad = director.post("/setup/rooms/", rows(ROOM, {**ROOM, "name": "Коворкінг", "area": "-3"}))
    assert bad.status_code == 422
    twice = director.post("/setup/rooms/", rows(ROOM, {**ROOM, "name": "читальна ЗАЛА"}))
    assert "вже є" in twice.content.decode()
    assert not Room.objects.exists()
    director.post("/setup/rooms/", rows(ROOM))
    director.post("/setup/rooms/", rows({**ROOM, "area": "50"}, initial=1))
    assert Room.objects.get().area == 50


def test_passwords_are_shown_until_they_are_handed_out_and_never_again(director: Client) -> None:
    director.post("/setup/staff/", rows(COLLEAGUE, {**COLLEAGUE, "surname": "Лимаренко", "role": "head"}))
    page = director.get("/setup/passwords/").content.decode()
    found = re.findall(r"<dd>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</dd>", page)
    assert len(set(found)) == 2
    assert page.count("<dd>http://testserver/account/login/</dd>") == 2  # where to sign in, on each slip
    assert set(Account.objects.values_list("username", flat=True)) == {"i.gedz", "o.lymar", "o.lymarenko"}
    newcomer = Client()
    assert newcomer.login(username="o.lymar", password=found[0])
    assert newcomer.get("/desk/").headers["Location"] == "/account/password/change/"
    director.post("/setup/passwords/")
    assert found[0] not in director.get("/setup/passwords/").content.decode()


def test_nobody_is_made_of_half_a_list(director: Client) -> None:
    answer = director.post("/setup/staff/", rows(COLLEAGUE, {"surname": "Безіменко", "role": "consultant"}))
    assert answer.status_code == 422
    assert Account.objects.count() == 1


def test_a_ready_set_is_shown_before_it_is_saved(director: Client) -> None:
    shown = director.post("/setup/services/", {"set": "village"})
    assert shown.status_code == 200
    assert set(shown.context["form"]["kinds"].value()) == VILLAGE
    assert ServiceKind.objects.get(code="coworking_seat").is_active
    assert director.post("/setup/services/", {"kinds": ["visit"]}).status_code == 422
    assert director.post("/setup/services/", {}).status_code == 422


def test_the_ready_sets_name_services_of_the_catalogue(db: None) -> None:
    known = set(ServiceKind.objects.filter(is_public=True).values_list("code", flat=True))
    assert all(codes <= known for codes in SETS.values())
    assert VILLAGE < TOWN


def test_seats_are_added_once_and_only_more_of_them(director: Client) -> None:
    page = director.post("/setup/seats/", {"pc": "2"})
    assert page.status_code == 422
    assert "Спершу впишіть приміщення: місця стоять у кімнатах." in page.content.decode()
    director.post("/setup/rooms/", rows(ROOM, {**ROOM, "name": "Коворкінг", "purpose": "coworking"}))
    coworking = Room.objects.get(name="Коворкінг")
    assert f'value="{coworking.pk}" selected' in director.get("/setup/seats/").content.decode()
    seats = {"room": coworking.pk, "pc": "2", "laptop": "", "own_laptop": "", "quiet": "1"}
    for _twice in range(2):  # the button was pressed twice
        assert director.post("/setup/seats/", seats).headers["Location"] == "/setup/staff/"
    assert sorted(Seat.objects.values_list("name", flat=True)) == ["ПК 1", "ПК 2", "Тихий стіл 1"]
    assert director.post("/setup/seats/", {**seats, "pc": "3"}).status_code == 302
    assert Seat.objects.filter(kind="pc").count() == 3
    for wrong, said in (("1", "Уже є 3."), ("61", "За раз щонайбільше 60."), ("кілька", "Напишіть число цифрами.")):
        refused = director.post("/setup/seats/", {**seats, "pc": wrong})
        assert refused.status_code == 422
        assert said in refused.content.decode()
    assert Seat.objects.count() == 4
    assert "seats" not in [one.step.code for one in director.get("/setup/done/").context["left"]]


def test_no_seats_is_an_answer_for_later(director: Client) -> None:
    director.post("/setup/rooms/", rows(ROOM))
    nothing = {"room": Room.objects.get().pk, "pc": "", "laptop": "0", "own_laptop": "", "quiet": ""}
    assert director.post("/setup/seats/", nothing).headers["Location"] == "/setup/staff/"
    assert not Seat.objects.exists()
    assert "seats" in [one.step.code for one in director.get("/setup/done/").context["left"]]


def test_rooms_saved_empty_are_put_off_and_not_done(director: Client) -> None:
    nothing = rows({"name": "", "purpose": "service", "area": ""})
    assert director.post("/setup/rooms/", nothing).headers["Location"] == "/setup/seats/"
    assert "rooms" in [one.step.code for one in director.get("/setup/done/").context["left"]]
    director.post("/setup/rooms/", rows(ROOM))
    assert "rooms" not in [one.step.code for one in director.get("/setup/done/").context["left"]]
