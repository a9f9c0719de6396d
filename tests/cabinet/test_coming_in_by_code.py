"""A reader comes in by a code from a letter; strangers learn nothing, guessers run out of tries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from oseredok.base.core.text import by_fours
from oseredok.base.mail.models import Letter
from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import sign_in as verbs
from oseredok.library.people.own_page.models import ReaderAttempts, ReaderCode, ReaderSession
from tests.cabinet.letters import ask_code, come_in, last_code
from tests.world import World

pytestmark = pytest.mark.django_db
TARAS = "taras@example.com"


def is_in(client: Client) -> bool:
    return client.get("/my/").status_code == 200


def test_a_reader_comes_in_by_the_code_of_the_letter(world: World, client: Client) -> None:
    assert client.get("/my/").headers["Location"] == "/my/sign-in/?next=/my/"
    assert ask_code(client, TARAS).headers["Location"] == "/my/sign-in/code/"
    answer = client.post("/my/sign-in/code/", {"code": last_code(TARAS)})
    assert answer.headers["Location"] == "/my/"
    page = client.get("/my/").content.decode()
    assert "Шевченко Тарас Григорович" in page
    assert by_fours(world.taras.card_number) in page


@pytest.mark.parametrize("typed", [" {0}{1} ", "{0}-{1}", "{0}{1}"])
def test_spaces_in_the_code_do_no_harm(world: World, client: Client, typed: str) -> None:
    ask_code(client, " TARAS@example.com ")
    client.post("/my/sign-in/code/", {"code": typed.format(*last_code(TARAS).split())})
    assert is_in(client)


def test_the_answer_does_not_tell_whether_anybody_has_the_address(world: World) -> None:
    pages = []
    for address in (TARAS, "nobody@example.com"):
        client = Client()
        answer = ask_code(client, address)
        shown = client.get("/my/sign-in/code/")
        wrong = client.post("/my/sign-in/code/", {"code": "000000"})
        html = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", one.content.decode()) for one in (shown, wrong)]
        pages.append((answer.status_code, answer.headers["Location"], len(client.cookies), *html))
    assert pages[0] == pages[1]
    assert Letter.objects.filter(to="nobody@example.com").count() == 0
    assert ReaderCode.objects.count() == 2, "a stranger's address is remembered as long as a reader's"


def test_an_unknown_address_costs_the_same_queries(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = verbs.Visitor(network="192.0.2.7")
    verbs.request_code(
        address="first@example.com", visitor=visitor, now=world.now
    )  # the network is counted from now on
    counts = []
    for address in (TARAS, "nobody@example.com"):
        with CaptureQueriesContext(connection) as captured:
            verbs.request_code(address=address, visitor=visitor, now=world.now)
        counts.append(sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for one in captured))
    assert counts[0] == counts[1]


def test_the_code_is_not_kept_and_its_letter_is_secret(world: World, client: Client) -> None:
    from oseredok.base.mail import registry

    ask_code(client, TARAS)
    code = last_code(TARAS).replace(" ", "")
    row = ReaderCode.objects.get()
    assert code not in str(row.__dict__)
    assert registry.is_secret("reader_code_sign_in")
    assert not any(sign.isdigit() for sign in Letter.objects.get().subject), "a list of letters shows subjects"


def test_a_code_opens_once(world: World, client: Client) -> None:
    ask_code(client, TARAS)
    code = last_code(TARAS)
    step = client.cookies["reader_step"].value
    client.post("/my/sign-in/code/", {"code": code})
    again = Client()
    again.cookies["reader_step"] = step
    answer = again.post("/my/sign-in/code/", {"code": code})
    assert (answer.status_code, is_in(again)) == (422, False)
    assert "Цей код уже не діє" in answer.content.decode()


def test_a_code_lives_ten_minutes(world: World, client: Client) -> None:
    with time_machine.travel(world.now, tick=False) as clock:
        ask_code(client, TARAS)
        code = last_code(TARAS)
        clock.shift(timedelta(minutes=10))
        assert client.post("/my/sign-in/code/", {"code": code}).status_code == 422
        assert not is_in(client)


def test_after_five_wrong_codes_the_right_one_opens_nothing(world: World, client: Client) -> None:
    ask_code(client, TARAS)
    code = last_code(TARAS)
    wrong = "111 111" if code != "111 111" else "222 222"
    for _try in range(4):
        assert "Код не той" in client.post("/my/sign-in/code/", {"code": wrong}).content.decode()
    assert "уже не діє" in client.post("/my/sign-in/code/", {"code": wrong}).content.decode()
    assert "уже не діє" in client.post("/my/sign-in/code/", {"code": code}).content.decode()
    assert not is_in(client)


def test_a_newer_code_makes_the_former_useless(world: World, client: Client) -> None:
    ask_code(client, TARAS)
    first, first_step = last_code(TARAS), client.cookies["reader_step"].value
    ask_code(client, TARAS)
    client.cookies["reader_step"] = first_step
    assert client.post("/my/sign-in/code/", {"code": first}).status_code == 422


def test_a_code_for_one_address_opens_no_other(world: World, client: Client) -> None:
    people.correct_reader(
        reader=world.daryna, data={"surname": "Нечуй-Левицька", "email": "olha@example.com"}, now=world.now
    )
    ask_code(client, TARAS)
    code = last_code(TARAS)
    ask_code(client, "olha@example.com")
    if code != last_code("olha@example.com"):
        assert client.post("/my/sign-in/code/", {"code": code}).status_code == 422
    assert not is_in(client)


def test_a_made_up_step_is_no_step(world: World, client: Client) -> None:
    client.cookies["reader_step"] = "eyJoIjoxfQ:1vXyZa:made-up"
    assert client.post("/my/sign-in/code/", {"code": "123456"}).headers["Location"] == "/my/sign-in/"


def test_letters_to_one_address_are_limited_and_the_hour_is_told(world: World) -> None:
    with time_machine.travel(world.now, tick=False):
        for _time in range(4):
            assert ask_code(Client(), TARAS).status_code == 302
        refused = ask_code(Client(), TARAS)
    # 11:30 in Kyiv and half an hour.
    assert "Забагато спроб. Спробуйте о 12:0" in refused.content.decode()
    assert Letter.objects.filter(to=TARAS).count() == 4
    assert ask_code(Client(), "nobody@example.com").status_code == 302, "another address is not in the way"


def test_a_stranger_is_limited_alike(world: World) -> None:
    answers = [ask_code(Client(), "nobody@example.com").status_code for _time in range(5)]
    assert answers == [302, 302, 302, 302, 422]


def test_one_network_asks_for_so_many_codes_only(world: World) -> None:
    answers = [ask_code(Client(), f"no{place}@example.com").status_code for place in range(31)]
    assert answers == [302] * 30 + [422]


def test_no_address_and_no_card_is_kept_with_the_counts(world: World, client: Client) -> None:
    ask_code(client, TARAS)
    assert all(re.fullmatch(r"[0-9a-f]{40,64}", row.mark) for row in ReaderAttempts.objects.all())


@pytest.mark.parametrize(
    "address",
    [
        "taras",
        "taras@",
        "a@b",
        "taras@example.com\nBcc: all@example.com",
        "taras@example.com,x@example.com",
        "",
        "х" * 400,
    ],
)
def test_what_is_no_address_is_said_so(world: World, client: Client, address: str) -> None:
    assert ask_code(client, address).status_code == 422
    assert Letter.objects.count() == 0


def test_without_mail_the_page_leads_to_the_card(world: World, client: Client, settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = False
    page = client.get("/my/sign-in/").content.decode()
    assert "Кодів поштою бібліотека ще не надсилає" in page
    assert ask_code(client, TARAS).status_code == 422
    assert Letter.objects.count() == 0


# --- Several people with one address ----------------------------------------------------------------------


@pytest.fixture
def family(world: World) -> list[Reader]:
    """A mother, a daughter with the mother's address, and a son whose card names the mother by name and phone."""
    mother = people.register_reader(
        surname="Лимар", given_name="Ганна", birth_year=1990, phone="0671112233", email="hanna@example.com",
        library=world.central, staff=None, now=world.now,
    )  # fmt: skip
    daughter = people.register_reader(
        surname="Лимар", given_name="Леся", birth_year=2016, email="hanna@example.com",
        library=world.central, staff=None, now=world.now,
    )  # fmt: skip
    son = people.register_reader(
        surname="Лимар", given_name="Юрко", birth_year=2018, library=world.central, staff=None, now=world.now
    )
    Reader.objects.filter(pk=son.pk).update(guardian_name="Лимар Ганна Іванівна", guardian_phone="+380671112233")
    return [mother, daughter, son]


def test_a_mother_chooses_whose_page_to_open(world: World, client: Client, family: list[Reader]) -> None:
    mother, daughter, son = family
    assert come_in(client, "hanna@example.com").headers["Location"] == "/my/sign-in/choose/"
    assert client.get("/my/").status_code == 302, "nobody is chosen yet"
    page = client.get("/my/sign-in/choose/").content.decode()
    assert all(one.full_name in page for one in family)
    assert "Шевченко" not in page
    client.post("/my/sign-in/choose/", {"reader": str(son.public_id)})
    page = client.get("/my/").content.decode()
    assert by_fours(son.card_number) in page
    assert by_fours(mother.card_number) not in page
    client.post("/my/sign-in/choose/", {"reader": str(daughter.public_id)})
    assert by_fours(daughter.card_number) in client.get("/my/").content.decode()


def test_nobody_elses_page_can_be_chosen(world: World, client: Client, family: list[Reader]) -> None:
    come_in(client, "hanna@example.com")
    for wanted in (str(world.taras.public_id), "x", "", str(world.taras.pk)):
        assert client.post("/my/sign-in/choose/", {"reader": wanted}).status_code == 422
    assert client.get("/my/").status_code == 302


def test_a_child_of_another_mother_with_the_same_phone_is_not_opened(
    world: World, client: Client, family: list[Reader]
) -> None:
    Reader.objects.filter(pk=family[2].pk).update(guardian_name="Дяченко Марія")
    come_in(client, "hanna@example.com")
    assert "Юрко" not in client.get("/my/sign-in/choose/").content.decode()


def test_one_who_is_fifteen_is_not_opened_by_the_parent(world: World, client: Client, family: list[Reader]) -> None:
    Reader.objects.filter(pk=family[2].pk).update(birth_year=timezone.now().year - 15)
    come_in(client, "hanna@example.com")
    assert "Юрко" not in client.get("/my/sign-in/choose/").content.decode()


def test_one_person_is_not_asked_to_choose_and_cannot(world: World, client: Client) -> None:
    come_in(client, TARAS)
    assert client.post("/my/sign-in/choose/", {"reader": str(world.daryna.public_id)}).status_code == 422


# --- Where it leads ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/my/card/", "/my/card/"),
        ("https://evil.example/my/", "/my/"),
        ("//evil.example/my/", "/my/"),
        ("/my/..//evil.example", "/my/"),
        ("/desk/", "/my/"),
        ("/my/sign-out/", "/my/"),
        ("/my/sign-in/", "/my/"),
        ("javascript:alert(1)", "/my/"),
        ("/my/\\evil.example", "/my/"),
    ],
)
def test_only_pages_of_the_own_corner_are_returned_to(world: World, client: Client, wanted: str, led: str) -> None:
    assert come_in(client, TARAS, next=wanted).headers["Location"] == led


def test_the_english_corner_leads_to_english_pages(world: World, client: Client) -> None:
    assert client.get("/en/my/").headers["Location"] == "/en/my/sign-in/?next=/en/my/"
    client.post("/en/my/sign-in/", {"email": TARAS, "next": "/en/my/card/"})
    letter = Letter.objects.get()
    assert "Your code" in letter.text
    answer = client.post("/en/my/sign-in/code/", {"code": last_code(TARAS)})
    assert answer.headers["Location"] == "/en/my/card/"
    assert ReaderSession.objects.count() == 1
