"""Registering at the desk: consent, children, organisations, doubles, one form once, and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.test import Client

from oseredok.library.people import actions as people
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.people.queries import reader_by_card
from oseredok.library.privacy import queries as privacy
from oseredok.services.visits import actions as visits
from oseredok.services.visits.models import FreshRegistration
from oseredok.spine.journal.models import Entry, GroupCount
from tests.world import World

pytestmark = pytest.mark.django_db

KEY = "7b0c8c1e-0000-4000-8000-00000000000{}"
PERSON = {
    "kind": "person",
    "surname": "Ярош",
    "given_name": "Ганна",
    "birth_year": "1951",
    "phone": "050 555 01 77",
    "consent": "paper",
}
CHILD = {"kind": "person", "surname": "Ярош", "given_name": "Марко", "birth_year": "2016", "consent": "paper"}
PARENT = {"guardian_name": "Ярош Ганна Петрівна", "guardian_phone": "050 555 01 77"}


@pytest.fixture
def desk(client: Client, world: World) -> Any:
    world.sign_in(client, "consultant")
    with time_machine.travel(world.now, tick=False):
        yield client


def send(desk: Client, **told: str) -> Any:
    return desk.post("/desk/reader/new/", told)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def newest() -> Reader:
    return Reader.objects.order_by("-pk")[0]


def codes() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("kind__code", flat=True))


def test_a_person_is_registered_with_consent_and_its_version(desk: Client) -> None:
    assert send(desk, **PERSON).status_code == 302
    consent = privacy.consent_in_force(newest(), "card")
    assert consent is not None
    assert (consent.channel, consent.text.version) == ("paper", 1)
    assert codes() == ["user_new"]
    assert not Entry.objects.get().visitor_key


def test_without_consent_nobody_is_registered(desk: Client) -> None:
    answer = send(desk, **{**PERSON, "consent": ""})
    assert answer.status_code == 422
    assert "Без згоди на обробку даних записати не можна." in text_of(answer)
    assert Reader.objects.count() == 2


def test_a_child_needs_a_parent_and_the_parents_consent(desk: Client) -> None:
    answer = send(desk, **CHILD)
    assert "напишіть, хто з батьків" in text_of(answer)
    assert 'name="guardian_phone"' in answer.content.decode(), "the fields come with the refusal"
    assert "Напишіть телефон когось із батьків" in text_of(send(desk, **CHILD, guardian_name="Ярош Ганна"))
    assert send(desk, **CHILD, **PARENT).status_code == 302
    child = newest()
    consent = privacy.consent_in_force(child, "guardian")
    assert consent is not None
    assert consent.given_by == "Ярош Ганна Петрівна"
    assert (child.guardian_phone, child.birth_date) == ("+380505550177", None)


def test_the_whole_date_is_asked_only_in_the_year_that_decides(desk: Client) -> None:
    plain = desk.get("/desk/reader/new/").content.decode()
    assert 'type="hidden" name="birth_date"' in plain
    fourteen = {**CHILD, "birth_year": "2012"}  # in October 2026 some of them are 14 already
    asked = send(desk, **fourteen)
    assert "Потрібна повна дата" in text_of(asked)
    assert "Рік у даті не такий" in text_of(send(desk, **fourteen, birth_date="1.3.2011"))
    impossible = send(desk, **fourteen, birth_date="31.2.2012")
    assert impossible.context["form"].errors["birth_date"]
    assert send(desk, **fourteen, birth_date="1.3.2012").status_code == 302
    grown = newest()
    assert (str(grown.birth_date), grown.guardian_name) == ("2012-03-01", "")
    assert "напишіть, хто з батьків" in text_of(
        send(desk, **{**fourteen, "given_name": "Лесь"}, birth_date="1.12.2012")
    )


def test_the_fields_of_a_child_come_as_soon_as_the_year_is_typed(desk: Client) -> None:
    assert 'id="id_guardian_name"' in desk.post("/desk/reader/new/child/", CHILD).content.decode()
    assert 'id="id_guardian_name"' not in desk.post("/desk/reader/new/child/", PERSON).content.decode()
    unsure = desk.post("/desk/reader/new/child/", {**CHILD, "birth_year": "2012"}).content.decode()
    assert 'id="id_birth_date"' in unsure
    assert 'type="hidden" name="birth_date"' not in unsure


def test_an_organisation_has_a_responsible_person_and_is_counted_apart(desk: Client, world: World) -> None:
    lyceum = {"kind": "organisation", "surname": "Ліцей № 5", "consent": "paper"}
    assert "хто відповідає за квиток" in text_of(send(desk, **lyceum))
    assert send(desk, **lyceum, responsible_person="Бондар Лідія").status_code == 302
    assert codes() == ["org_new"]
    assert [reader.surname for reader in people.queries.find_readers("Бондар")] == ["Ліцей № 5"]
    visits.renew_registration(
        reader=newest(), library=world.central, staff=world.consultant, now=world.now + timedelta(days=100)
    )
    assert codes() == ["org_new", "org_reregistered"]


def test_a_remote_reader_is_a_user_and_counted_as_remote_besides(desk: Client) -> None:
    send(desk, **PERSON, category="remote")
    assert codes() == ["user_remote", "user_new"]
    assert Entry.objects.values("gesture").distinct().count() == 1


def test_sensitive_groups_need_a_consent_of_their_own(desk: Client) -> None:
    told = {**PERSON, "flags": "disability"}
    assert "Без окремої згоди груп не записуємо" in text_of(send(desk, **told))
    assert send(desk, **told, flags_agreed="on").status_code == 302
    assert privacy.flags_of(newest()) == {"disability"}
    assert GroupCount.objects.get().flag == "disability"
    assert "інвалідність" not in text_of(desk.post("/people/", {"text": "Ярош"}))


def test_a_form_sent_twice_makes_one_reader(desk: Client, world: World) -> None:
    told = {**PERSON, "key": KEY.format(1)}
    first, second = send(desk, **told), send(desk, **told)
    assert first.headers["Location"] == second.headers["Location"]
    assert Reader.objects.filter(surname="Ярош").count() == 1
    assert codes() == ["user_new"]
    visits.forget_readers(now=world.now + timedelta(days=1))
    assert "Цю форму вже надіслано" in text_of(send(desk, **told, not_same="1"))
    assert Reader.objects.filter(surname="Ярош").count() == 1


def test_a_double_is_shown_and_one_phone_of_a_family_is_only_told(desk: Client) -> None:
    send(desk, **PERSON)
    same = send(desk, **PERSON)
    assert same.status_code == 422
    assert "Схоже, ця людина вже записана." in text_of(same)
    assert "Це та сама людина: Ярош Ганна" in text_of(same)
    family = {**PERSON, "given_name": "Олег", "birth_year": "1985"}
    told = send(desk, **family)
    assert "У родині так буває." in text_of(told)
    assert send(desk, **family, not_same="1").status_code == 302


def test_undo_takes_back_the_reader_the_registration_and_the_count(desk: Client) -> None:
    send(desk, **PERSON)
    reader, number = newest(), newest().card_number
    gesture = Entry.objects.get().gesture
    desk.post(f"/desk/undo/{gesture}/")
    reader.refresh_from_db()
    assert (reader.surname, reader.registrations.count(), reader.consents.count()) == ("", 0, 0)
    assert sum(Entry.objects.values_list("quantity", flat=True)) == 0
    assert people.queries.find_readers("Ярош") == []
    assert reader_by_card(number) is None
    assert not FormerCard.objects.filter(number=number).exists(), (
        "the card in the hand can be given to the right person"
    )
    assert send(desk, **PERSON, card_number=number).status_code == 302


def test_undo_of_a_re_registration_leaves_the_reader(desk: Client, world: World) -> None:
    world.taras.registrations.update(year=2025)
    desk.post("/desk/reader/renew/", {"card": world.taras.card_number})
    gesture = Entry.objects.get().gesture
    desk.post(f"/desk/undo/{gesture}/")
    world.taras.refresh_from_db()
    assert world.taras.surname == "Шевченко"
    assert list(world.taras.registrations.values_list("year", flat=True)) == [2025]


def test_the_tie_between_a_reader_and_the_journal_is_cut_after_the_day(desk: Client, world: World) -> None:
    send(desk, **PERSON)
    assert FreshRegistration.objects.count() == 1
    visits.forget_readers(now=world.now + timedelta(days=1))
    assert FreshRegistration.objects.count() == 0


def test_a_scan_offers_re_registration_and_one_tap_does_it(desk: Client, world: World) -> None:
    world.taras.registrations.update(year=2025)
    scanned = desk.post("/desk/reader/", {"text": world.taras.card_number}, headers={"HX-Request": "true"})
    assert "На цей рік іще не перереєстровано." in text_of(scanned)
    tapped = desk.post("/desk/reader/renew/", {"card": world.taras.card_number}, headers={"HX-Request": "true"})
    assert "перереєстрація" in text_of(tapped)
    assert codes() == ["visit", "user_reregistered"]
    again = desk.post("/desk/reader/", {"text": world.taras.card_number}, headers={"HX-Request": "true"})
    assert "не перереєстровано" not in text_of(again)


def test_another_branch_is_told_that_the_year_is_counted(client: Client, world: World) -> None:
    world.sign_in(client, "branch_consultant")
    with time_machine.travel(world.now, tick=False):
        answer = client.post("/desk/reader/renew/", {"card": world.taras.card_number}, follow=True)
    assert "Цього року читача вже записано: Центральна, 14 жовтня 2026" in text_of(answer).replace("\xa0", " ")
    assert Entry.objects.count() == 0


def test_a_guest_has_a_term_and_goes_on_by_one_tap_uncounted(desk: Client, world: World) -> None:
    send(desk, **PERSON, category="guest")
    guest = newest()
    assert guest.valid_until == (world.now + timedelta(days=90)).date()
    Reader.objects.filter(pk=guest.pk).update(valid_until=world.now.date() - timedelta(days=1))
    scanned = desk.post("/desk/reader/", {"text": guest.card_number}, headers={"HX-Request": "true"})
    assert "Термін квитка гостя скінчився." in text_of(scanned)
    desk.post("/desk/reader/renew/", {"card": guest.card_number})
    guest.refresh_from_db()
    assert guest.valid_until == (world.now + timedelta(days=90)).date()
    assert codes().count("user_reregistered") == 0


def test_a_lost_card_says_so_at_the_desk(desk: Client, world: World) -> None:
    lost = world.taras.card_number
    people.replace_card(reader=world.taras, reason="lost", staff=world.consultant, now=world.now)
    answer = text_of(desk.post("/desk/reader/", {"text": lost}))
    assert "Цей квиток загублено" in answer
    assert world.taras.full_name in answer
    assert codes() == []
    assert "Квитка 50000017 у реєстрі немає." in text_of(desk.post("/desk/reader/", {"text": "50000017"}))
    searched = text_of(desk.post("/people/", {"text": lost}))
    assert "Цей квиток загублено" in searched, "the search of readers says the same"
    assert world.taras.full_name in searched
    assert "Такого читача немає" in text_of(desk.post("/people/", {"text": "50000017"}))


def test_a_visit_from_the_page_of_a_reader_who_waits_for_the_year_says_that_it_is_recorded(
    desk: Client, world: World
) -> None:
    world.taras.registrations.update(year=2025)
    answer = desk.post("/desk/reader/visit/", {"card": world.taras.card_number}, follow=True)
    assert "Відвідування записано. На цей рік іще не перереєстровано." in text_of(answer)
    assert codes() == ["visit"]
    again = text_of(desk.post("/desk/reader/visit/", {"card": world.taras.card_number}, follow=True))
    assert "Сьогодні це відвідування вже записано" in again
    assert codes() == ["visit"]


def test_the_consent_to_sign_is_one_page_filled_with_what_is_typed(desk: Client) -> None:
    for told in (PERSON, {**CHILD, **PARENT}, {"kind": "organisation", "surname": "Ліцей <b>№ 5</b> #strong[x]"}, {}):
        answer = desk.post("/desk/reader/new/consent/", told)
        assert answer.headers["Content-Type"] == "application/pdf"
        paper = pypdfium2.PdfDocument(answer.content)
        assert len(paper) == 1
        words = paper[0].get_textpage().get_text_range()
        assert told.get("surname", "Підпис") in words


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "я" * 5000, "99999", "31.02.2012"])
def test_hostile_input_gets_a_sentence_or_is_kept_as_text(desk: Client, value: str) -> None:
    for name in ("surname", "given_name", "birth_year", "birth_date", "guardian_name", "flags"):
        answer = desk.post("/desk/reader/new/", {**PERSON, "consent": "", name: value})
        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()
        assert desk.post("/desk/reader/new/child/", {**PERSON, name: value}).status_code == 200
