"""«Записатися до бібліотеки»: four screens, a code, a reader only at the desk."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.people.models import Reader
from oseredok.library.people.registry import applications, class_codes
from oseredok.library.people.registry.models import Application, ClassCode
from oseredok.library.people.registry.preferences import APPLICATIONS_AN_HOUR
from oseredok.library.privacy import queries as privacy
from oseredok.library.privacy.models import ConsentText
from oseredok.spine.journal.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_ten(world: World) -> Any:
    cache.clear()
    with time_machine.travel(world.now, tick=False):
        yield world


def told(world: World, **more: str) -> dict[str, str]:
    return {
        "surname": "Лимар",
        "given_name": "Зоя",
        "birth_year": "1990",
        "phone": "067 000 11 22",
        "email": "",
        "library": str(world.branch.pk),
        "agreed": "on",
        "step": "4",
        **more,
    }


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def hidden_of(answer: Any) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([a-z_]+)"(?: value="([^"]*)")?', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_four_screens_carry_the_answers_along_and_end_with_a_code(client: Client, at_ten: World) -> None:
    answer = client.get("/join/")
    assert "Крок 1 з 4" in text_of(answer).replace("\xa0", " ")
    screens: list[dict[str, str]] = [
        {"surname": "Лимар", "given_name": "Зоя"},
        {"birth_year": "1990"},
        {"phone": "067 000 11 22", "email": "zoia@example.com", "library": str(at_ten.branch.pk)},
        {"agreed": "on"},
    ]
    for screen in screens:
        answer = client.post("/join/", {**hidden_of(answer), **screen})
    assert answer.status_code == 302
    application = Application.objects.get()
    done = client.get(answer.headers["Location"])
    assert applications.spaced(application.code) in text_of(done)
    assert "Лимар" not in text_of(done)
    assert applications.spaced(application.code) in Letter.objects.get().text
    assert Reader.objects.filter(surname="Лимар").count() == 0
    assert Entry.objects.count() == 0


def test_a_screen_with_a_mistake_stays_and_back_keeps_what_was_said(client: Client, at_ten: World) -> None:
    wrong = client.post("/join/", {"step": "2", "surname": "Лимар", "given_name": "Зоя", "birth_year": "90"})
    assert wrong.status_code == 422
    assert "чотирма цифрами" in text_of(wrong)
    back = client.post(
        "/join/", {"step": "2", "surname": "Лимар", "given_name": "Зоя", "birth_year": "90", "back": "1"}
    )
    assert 'value="Лимар"' in back.content.decode()
    nothing = client.post("/join/", told(at_ten, phone=""))
    assert "Напишіть телефон або пошту." in text_of(nothing)
    assert "Без згоди" in text_of(client.post("/join/", told(at_ten, agreed="")))
    assert Application.objects.count() == 0


def test_a_child_is_registered_by_a_parent(client: Client, at_ten: World) -> None:
    asked = client.post("/join/", told(at_ten, birth_year="2016", step="2"))
    assert "напишіть, хто з батьків" in text_of(asked)
    assert 'id="id_guardian_phone"' in asked.content.decode()
    whole = client.post("/join/", told(at_ten, birth_year="2012", step="2"))
    assert "Потрібна повна дата" in text_of(whole)
    parent = {"guardian_name": "Лимар Оксана", "guardian_phone": "0670001122"}
    assert client.post("/join/", told(at_ten, birth_year="2016", **parent)).status_code == 302
    assert Application.objects.get().guardian_name == "Лимар Оксана"


def test_nobody_learns_whether_a_person_is_registered(client: Client, at_ten: World) -> None:
    known = client.post(
        "/join/", told(at_ten, surname="Шевченко", given_name="Тарас", birth_year="1988", phone="0671234567")
    )
    fresh = client.post("/join/", told(at_ten))
    assert known.status_code == fresh.status_code == 302
    pages = [re.sub(r"\d{3} \d{3}", "", text_of(client.get(one.headers["Location"]))) for one in (known, fresh)]
    strip = re.compile(r'((csrfmiddlewaretoken|key)" value="|/join/|nonce=")[^"<]*')
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])


def test_a_script_is_thanked_and_nothing_is_kept_and_a_flood_is_stopped(client: Client, at_ten: World) -> None:
    trapped = client.post("/join/", told(at_ten, website="http://spam.example"))
    assert trapped.status_code == 302
    assert client.get(trapped.headers["Location"]).status_code == 200
    assert Application.objects.count() == 0
    answers = [client.post("/join/", told(at_ten, surname=f"Лимар{'о' * n}")) for n in range(11)]
    assert [one.status_code for one in answers] == [302] * 10 + [422]
    assert client.get("/join/forged-token/").status_code == 404


def test_many_networks_together_are_a_busy_day_until_the_whole_is_too_many(
    at_ten: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert applications.AN_HOUR >= 300
    monkeypatch.setattr(applications, "AN_HOUR", 7)
    answers = [
        Client(REMOTE_ADDR=f"198.51.100.{number}").post("/join/", told(at_ten, surname=f"Лимар{'о' * number}"))
        for number in range(8)
    ]
    assert [one.status_code for one in answers] == [302] * 7 + [422]
    assert "забагато заяв" in text_of(answers[-1])


@pytest.mark.parametrize("page", ["/", "/services/", "/visit/", "/my/sign-in/", "/my/sign-in/card/"])
def test_people_are_led_to_joining(client: Client, at_ten: World, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert 'href="/join/"' in answer.content.decode()


def test_at_the_desk_one_tap_makes_the_reader_with_the_consent_given_on_the_site(at_ten: World) -> None:
    Client().post("/join/", told(at_ten))
    application = Application.objects.get()
    desk = Client()
    at_ten.sign_in(desk, "consultant")
    for typed in (application.code, applications.spaced(application.code), "лим зоя", "067 000 11 22"):
        assert "Лимар Зоя" in text_of(desk.post("/desk/reader/", {"text": typed})), typed
    address = f"/desk/reader/applications/{application.public_id}/"
    assert "Копій не робіть" in text_of(desk.get(address))
    assert "Лимар Зоя" in text_of(desk.get("/desk/reader/applications/"))
    assert desk.post(address).status_code == 302
    reader = Reader.objects.get(surname="Лимар")
    consent = privacy.consent_in_force(reader, "card")
    assert consent is not None
    assert consent.channel == "web"
    assert Application.objects.count() == 0
    assert Entry.objects.get().kind.code == "user_new"
    assert desk.post(address).status_code == 404


def test_a_text_of_consent_that_has_changed_is_read_again(at_ten: World) -> None:
    Client().post("/join/", told(at_ten))
    ConsentText.objects.create(
        purpose="card", version=2, title="Нова", body="Новий текст", in_force_from=at_ten.now.date(), made_at=at_ten.now
    )
    desk = Client()
    at_ten.sign_in(desk, "consultant")
    address = f"/desk/reader/applications/{Application.objects.get().public_id}/"
    refused = desk.post(address)
    assert refused.status_code == 422
    assert "Текст згоди відтоді змінився" in text_of(refused)
    assert desk.post(address, {"consent": "paper"}).status_code == 302


def test_what_nobody_came_for_is_erased(at_ten: World) -> None:
    Client().post("/join/", told(at_ten))
    assert applications.forget_expired(now=at_ten.now + timedelta(days=14)) == 0
    assert applications.forget_expired(now=at_ten.now + timedelta(days=15)) == 1
    assert Application.objects.count() == 0


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "я" * 5000])
def test_hostile_input_gets_a_sentence(client: Client, at_ten: World, value: str) -> None:
    for name in ("surname", "birth_year", "library", "step", "back"):
        answer = client.post("/join/", told(at_ten, **{name: value}))
        assert answer.status_code in (200, 302, 422)
        assert "<script>alert" not in answer.content.decode()


# --- One network ---------------------------------------------------------------------------------------------


def _sent(client: Client, world: World, number: int, **more: str) -> Any:
    return client.post("/join/", told(world, phone=f"067 000 {number:02} 22", **more))


def test_one_network_applies_as_often_as_the_library_lets_it(client: Client, at_ten: World) -> None:
    set_value(declared=APPLICATIONS_AN_HOUR, text="3", by="", now=at_ten.now)
    answers = [_sent(client, at_ten, number) for number in range(4)]
    assert [one.status_code for one in answers] == [302, 302, 302, 422]
    assert "Записується клас? Попросіть код" in text_of(answers[3])
    assert 'name="class_code"' in text_of(answers[3])
    assert client.post("/join/", told(at_ten), REMOTE_ADDR="198.51.100.9").status_code == 302
    assert Application.objects.count() == 4


def test_a_class_applies_by_a_code_from_the_desk(client: Client, at_ten: World) -> None:
    set_value(declared=APPLICATIONS_AN_HOUR, text="3", by="", now=at_ten.now)
    desk = Client()
    at_ten.sign_in(desk, "consultant")
    assert desk.post("/desk/reader/applications/class/", follow=True).status_code == 200
    code = ClassCode.objects.get().code
    page = text_of(desk.get("/desk/reader/applications/"))
    assert f"{code[:3]} {code[3:]}" in page.replace("\xa0", " ")
    assert f"/join/?class={code}" in page
    first = client.get(f"/join/?class={code}")
    assert hidden_of(first)["class_code"] == code, "by the address nobody has to type it"
    answers = [_sent(client, at_ten, number, class_code=f"{code[:3]} {code[3:]}") for number in range(30)]
    assert {one.status_code for one in answers} == {302}
    assert Application.objects.count() == 30
    assert ClassCode.objects.get().used == 30
    assert "Записалися" in text_of(desk.get("/desk/reader/applications/"))


def test_a_code_of_a_class_ends_with_its_hour_and_with_its_number(client: Client, at_ten: World) -> None:
    code = class_codes.give(place=at_ten.central, staff=at_ten.consultant, now=at_ten.now)
    later = at_ten.now + class_codes.LASTS
    assert not class_codes.use(code=code.code, now=later)
    assert class_codes.give(place=at_ten.central, staff=at_ten.consultant, now=at_ten.now).pk == code.pk, (
        "twice is once"
    )
    assert class_codes.give(place=at_ten.branch, staff=at_ten.consultant, now=at_ten.now).pk != code.pk
    ClassCode.objects.filter(pk=code.pk).update(used=class_codes.A_CLASS)
    refused = _sent(client, at_ten, 1, class_code=code.code)
    assert refused.status_code == 422
    assert "Цей код не діє" in text_of(refused)
    assert class_codes.give(place=at_ten.central, staff=at_ten.consultant, now=at_ten.now).pk != code.pk
    class_codes.give(place=at_ten.central, staff=at_ten.consultant, now=later + timedelta(seconds=1))
    assert ClassCode.objects.count() == 1, "what is over is not kept"


@pytest.mark.parametrize(
    "typed", ["000000", "'; drop", "<script>", "\u0661\u0662\u0663\u0664\u0665\u0666", "1" * 20, "   1"]
)
def test_a_made_up_code_lets_nobody_in(client: Client, at_ten: World, typed: str) -> None:
    ClassCode.objects.all().delete()
    refused = _sent(client, at_ten, 1, class_code=typed)
    assert refused.status_code == 422
    assert "<script>" not in refused.content.decode().replace('<script src="', "")
    assert not Application.objects.exists()


def test_a_guest_and_a_cataloguer_give_no_codes(client: Client, at_ten: World) -> None:
    assert client.post("/desk/reader/applications/class/").status_code == 302
    at_ten.sign_in(client, "cataloguer")
    assert client.post("/desk/reader/applications/class/").status_code == 403
    assert not ClassCode.objects.exists()
