"""«Мої дані»: everything held, corrected and copied by the reader alone."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from oseredok.base.core.phones import display_phone
from oseredok.base.core.text import by_fours
from oseredok.base.mail.models import Letter
from oseredok.faces.cabinet import explained
from oseredok.library.people import holders
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import queries
from oseredok.library.privacy.models import Channel, Look, Purpose
from oseredok.services.visits import actions as visits
from tests.cabinet.letters import ask_code, last_code
from tests.world import World, come_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def taras(world: World, client: Client) -> Reader:
    """Taras, who has come in; he was here today and somebody looked at his page."""
    now = timezone.now()
    visits.record_visit(place=world.central, staff=world.head, now=now, reader=world.taras)
    privacy.note_look(reader=world.taras, account=world.head, what=Look.What.PAGE, now=now)
    privacy.give_consent(reader=world.taras, purpose=Purpose.CARD, channel=Channel.DESK, staff=world.head, now=now)
    come_in(client, world.taras, now=now)
    return world.taras


def test_everything_held_is_shown_with_the_reason_and_the_term(client: Client, taras: Reader) -> None:
    page = client.get("/my/data/").content.decode()
    for group in queries.held(taras, timezone.now()):
        assert f'id="{group.code}"' in page
        assert all(fact.value in page for fact in group.facts)
    for words in (display_phone(taras.phone), "Навіщо", "3\xa0роки після останньої реєстрації", "До кінця дня."):
        assert words in page


def test_every_kind_of_data_that_a_room_holds_is_explained(client: Client, taras: Reader) -> None:
    privacy.set_flags(reader=taras, flags=["veteran"], channel=Channel.WEB, staff=None, now=timezone.now())
    groups = [group for holder in holders.holders() for group in holder.collect(taras)]
    assert len(groups) > 8
    silent = [one.group.code for one in explained.explained(groups) if not (one.why and one.source and one.term)]
    assert silent == []


def test_the_machine_gets_a_file_that_explains_itself(client: Client, taras: Reader) -> None:
    answer = client.get("/my/data/copy.json")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    data = json.loads(answer.content)
    assert (data["format"], data["version"]) == ("oseredok-reader-data", 1)
    assert set(data["readme"]) == {"about", "groups", "facts"}
    groups = {group["code"]: group for group in data["groups"]}
    assert groups["card"]["facts"]["card_number"]["raw"] == taras.card_number
    assert groups["card"]["facts"]["birth_year"]["raw"] == 1988
    assert groups["registrations"]["records"][0]["year"]["raw"] == taras.registrations.get().year
    assert {group.code for group in queries.held(taras, timezone.now())} == set(groups)


def test_the_paper_says_the_same_and_is_tagged(client: Client, taras: Reader) -> None:
    answer = client.get("/my/data/copy.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    for words in (
        "Шевченко Тарас Григорович",
        by_fours(taras.card_number),
        "Навіщо",
        "Читацький квиток",
        "taras@example.com",
    ):
        assert words in text
    assert b"/MarkInfo" in answer.content or b"pdfuaid" in answer.content


def test_a_hostile_name_breaks_no_copy_and_no_page(client: Client, taras: Reader) -> None:
    name = '<script>alert(1)</script> #eval("x") \u202e"\\ 😀'
    Reader.objects.filter(pk=taras.pk).update(surname=name)
    assert "<script>alert" not in client.get("/my/data/").content.decode()
    assert client.get("/my/").status_code == 200
    data = json.loads(client.get("/my/data/copy.json").content)
    assert data["groups"][0]["facts"]["surname"]["raw"] == name
    paper = client.get("/my/data/copy.pdf")
    assert paper.status_code == 200
    assert "eval" in pypdfium2.PdfDocument(io.BytesIO(paper.content))[0].get_textpage().get_text_bounded()


def test_the_reader_sees_who_looked(client: Client, world: World, taras: Reader) -> None:
    page = client.get("/my/data/looks/").content.decode()
    assert world.head.short_name in page
    assert "сторінка читача" in page


def test_nobody_elses_data_are_on_any_page(client: Client, world: World, taras: Reader) -> None:
    for path in (
        "/my/",
        "/my/data/",
        "/my/data/copy.json",
        "/my/consents/",
        "/my/groups/",
        "/my/data/looks/",
        "/my/erase/",
    ):
        page = client.get(path, {"reader": str(world.daryna.public_id), "public_id": str(world.daryna.public_id)})
        assert world.daryna.card_number not in page.content.decode()
        assert "Дарина" not in page.content.decode()


# --- Contacts -----------------------------------------------------------------------------------------------


def test_a_phone_is_corrected_at_once(client: Client, taras: Reader) -> None:
    assert client.post("/my/data/phone/", {"phone": "050 765 43 21"}).status_code == 302
    taras.refresh_from_db()
    assert taras.phone == "+380507654321"
    assert client.post("/my/data/phone/", {"phone": "12"}).status_code == 422
    client.post("/my/data/phone/", {"phone": ""})
    taras.refresh_from_db()
    assert taras.phone == ""


def test_an_address_changes_only_by_the_code_that_came_to_it(client: Client, taras: Reader) -> None:
    client.post("/my/data/email/", {"email": "New@Example.com"})
    taras.refresh_from_db()
    assert taras.email == "taras@example.com"
    assert client.post("/my/data/email/code/", {"code": "000000"}).status_code == 422
    assert client.post("/my/data/email/code/", {"code": last_code("new@example.com")}).status_code == 302
    taras.refresh_from_db()
    assert taras.email == "new@example.com"
    assert client.get("/my/").status_code == 200, "this browser goes on"


def test_the_former_address_is_told_and_opens_nothing_any_more(client: Client, taras: Reader) -> None:
    elsewhere = Client()
    come_in(elsewhere, taras, now=timezone.now())
    client.post("/my/data/email/", {"email": "new@example.com"})
    client.post("/my/data/email/code/", {"code": last_code("new@example.com")})
    told = Letter.objects.get(template="reader_address_changed")
    assert told.to == "taras@example.com"
    assert "new@example.com" not in told.text
    assert elsewhere.get("/my/").status_code == 302
    ask_code(Client(), "taras@example.com")
    assert not Letter.objects.filter(to="taras@example.com", template="reader_code_sign_in").exists()


def test_somebody_elses_address_cannot_be_taken_and_is_not_given_away(
    client: Client, world: World, taras: Reader
) -> None:
    Reader.objects.filter(pk=world.daryna.pk).update(email="daryna@example.com")
    known = client.post("/my/data/email/", {"email": "daryna@example.com"})
    unknown = client.post("/my/data/email/", {"email": "nobody@example.com"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert ReaderCode.objects.filter(purpose="new_address").count() == 1
    taras.refresh_from_db()
    assert taras.email == "taras@example.com"


def test_a_code_for_coming_in_proves_no_address(client: Client, taras: Reader) -> None:
    ask_code(Client(), "taras@example.com")
    sign_in = last_code("taras@example.com")
    client.post("/my/data/email/", {"email": "new@example.com"})
    if sign_in != last_code("new@example.com"):
        assert client.post("/my/data/email/code/", {"code": sign_in}).status_code == 422


@pytest.mark.parametrize("address", ["x", "taras@example.com", "a@example.com\r\nBcc: b@example.com", "a@b,c@d.ua"])
def test_what_cannot_be_the_new_address_is_refused(client: Client, taras: Reader, address: str) -> None:
    assert client.post("/my/data/email/", {"email": address}).status_code == 422
    assert Letter.objects.count() == 0


def test_an_address_can_be_forgotten(client: Client, taras: Reader) -> None:
    client.post("/my/data/email/forget/")
    taras.refresh_from_db()
    assert taras.email == ""
    assert client.get("/my/data/").status_code == 200
    assert client.get("/my/sign-in/choose/").status_code == 200


# --- Consents and groups ------------------------------------------------------------------------------------


def test_a_consent_is_taken_back_in_one_click_and_given_again(client: Client, taras: Reader) -> None:
    client.post("/my/consents/withdraw/", {"purpose": "card"})
    assert queries.consent_in_force(taras, Purpose.CARD) is None
    client.post("/my/consents/withdraw/", {"purpose": "card"})
    assert "Відкликані" in client.get("/my/consents/").content.decode()
    client.post("/my/consents/give/", {"purpose": "card"})
    standing = queries.consent_in_force(taras, Purpose.CARD)
    assert standing is not None
    assert (standing.channel, standing.recorded_by) == (Channel.WEB, None)


@pytest.mark.parametrize("purpose", ["flags", "guardian", "made-up", ""])
def test_what_is_not_asked_here_cannot_be_agreed_to(client: Client, taras: Reader, purpose: str) -> None:
    client.post("/my/consents/give/", {"purpose": purpose})
    client.post("/my/consents/withdraw/", {"purpose": purpose})
    assert list(taras.consents.values_list("text__purpose", flat=True)) == ["card"]


def test_groups_are_told_with_consent_changed_and_forgotten(client: Client, taras: Reader) -> None:
    assert client.post("/my/groups/", {"flags": ["idp"]}).status_code == 422, "no consent was ticked"
    assert queries.flags_of(taras) == frozenset()
    client.post("/my/groups/", {"flags": ["idp", "veteran"], "agreed": "on"})
    assert queries.flags_of(taras) == {"idp", "veteran"}
    client.post("/my/groups/", {"flags": ["veteran"], "agreed": "on"})
    assert queries.flags_of(taras) == {"veteran"}
    client.post("/my/groups/", {"do": "forget"})
    assert queries.flags_of(taras) == frozenset()
    assert queries.consent_in_force(taras, Purpose.FLAGS) is None


@pytest.mark.parametrize("flags", [["made-up"], ["idp", "<script>"], []])
def test_groups_that_are_none_are_refused(client: Client, taras: Reader, flags: list[str]) -> None:
    assert client.post("/my/groups/", {"flags": flags, "agreed": "on"}).status_code == 422


def test_an_idle_shared_computer_shows_nothing(client: Client, taras: Reader) -> None:
    ReaderSession.objects.update(seen_at=timezone.now() - timedelta(minutes=30))
    for path in ("/my/", "/my/data/", "/my/data/copy.json", "/my/data/copy.pdf"):
        assert client.get(path).headers["Location"].startswith("/my/sign-in/")
