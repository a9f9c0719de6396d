"""The register: states by days, what replaces what, numbers, who writes and who reads, reviews in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from oseredok.base.core.errors import DomainError
from oseredok.base.mail.models import Letter
from oseredok.faces.office.reviews import documents_to_review
from oseredok.library.documents import actions, queries, rules
from oseredok.library.documents.models import Document
from oseredok.library.documents.rules import State
from tests.documents.papers import a_document, details, duty
from tests.world import DAY, World

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=1)


def state(document: Document, *, on: date = DAY) -> State:
    return queries.rows([queries.documents().get(pk=document.pk)], on=on)[0].state


def test_the_state_follows_the_days(world: World) -> None:
    document = a_document(world, in_force_from=DAY, in_force_until=DAY + 90 * DAYS, review_on=DAY + 60 * DAYS)
    on = {
        0: State.IN_FORCE,
        -1: State.FUTURE,
        29: State.IN_FORCE,
        30: State.REVIEW,
        60: State.OVERDUE,
        90: State.OVERDUE,
    }
    on[91] = State.EXPIRED
    assert {days: state(document, on=DAY + days * DAYS) for days in on} == on


def test_a_successor_takes_the_place_from_its_first_day(world: World) -> None:
    old = a_document(world)
    a_document(world, replaces=old, in_force_from=DAY + 5 * DAYS)
    assert state(old, on=DAY + 4 * DAYS) is State.IN_FORCE
    assert state(old, on=DAY + 5 * DAYS) is State.REPLACED


def test_a_ring_of_replacements_is_refused(world: World) -> None:
    first = a_document(world)
    second = a_document(world, replaces=first)
    change = details(replaces=second)
    with pytest.raises(DomainError) as refused:
        actions.correct_document(document=first, details=change, duty=duty(world, "director"), now=world.now)
    assert refused.value.code == "replaces-itself"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dated": date(1, 1, 1)}, "year-unlikely"),
        ({"dated": DAY + 32 * DAYS}, "dated-ahead"),
        ({"in_force_until": date(DAY.year, 1, 9)}, "force"),
        ({"title": "   "}, "no-title"),
    ],
)
def test_what_cannot_be_is_refused(world: World, changes: dict[str, object], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        a_document(world, **changes)
    assert refused.value.code == code
    assert not Document.objects.exists()


def test_the_next_number_is_suggested_and_a_taken_one_refused(world: World) -> None:
    assert queries.suggested_number(kind="order", year=DAY.year) == "1"
    a_document(world, kind="order", number="14-о")
    assert queries.suggested_number(kind="order", year=DAY.year) == "15"
    assert queries.suggested_number(kind="order", year=DAY.year + 1) == "1"
    assert rules.next_number(["", "без номера", "٣"]) == "1"
    with pytest.raises(DomainError) as refused:
        a_document(world, kind="order", number="14-о")
    assert refused.value.code == "number-taken"


def test_a_head_writes_only_of_the_own_library(world: World) -> None:
    assert a_document(world, who="head", place=world.central).pk
    for place in (None, world.branch):
        with pytest.raises(DomainError) as refused:
            a_document(world, who="head", place=place)
        assert refused.value.code == "document-not-yours"
    with pytest.raises(DomainError):
        a_document(world, who="consultant", place=world.central)


def test_an_own_document_cannot_be_given_away_nor_a_foreign_one_taken(world: World) -> None:
    foreign = a_document(world, place=world.branch)
    change = details(place=world.central)
    with pytest.raises(DomainError) as refused:
        actions.correct_document(document=foreign, details=change, duty=duty(world, "head"), now=world.now)
    assert refused.value.code == "document-not-yours"


def test_internal_papers_are_read_by_role_and_place(client: Client, world: World) -> None:
    own = a_document(world, seen_by="leaders", place=world.central)
    foreign = a_document(world, seen_by="leaders", place=world.branch)
    staff = a_document(world, seen_by="staff")
    seen = {
        "head": [200, 404, 200],
        "director": [200, 200, 200],
        "administrator": [200, 200, 200],
        "consultant": [404, 404, 200],
        "branch_consultant": [404, 404, 200],
    }
    for who, codes in seen.items():
        world.sign_in(client, who)
        assert [client.get(f"/office/documents/{one.public_id}/").status_code for one in (own, foreign, staff)] == codes
    world.sign_in(client, "consultant")
    assert client.get("/office/documents/new/").status_code == 403
    client.logout()
    assert client.get("/office/documents/").status_code == 302


def test_a_document_is_added_by_the_form(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    page = client.get("/office/documents/new/?kind=order").content.decode()
    assert 'value="1"' in page
    form = {"kind": "order", "number": "1", "dated": "10.01.2026", "title": "Про <b>графік</b>", "seen_by": "staff"}
    made = client.post("/office/documents/new/", form)
    assert made.status_code == 302
    assert "Про &lt;b&gt;графік" in client.get(made["Location"]).content.decode()
    again = client.post("/office/documents/new/", form)
    assert again.status_code == 422
    assert "вже є" in again.content.decode() or "уже є" in again.content.decode()
    assert Document.objects.count() == 1
    assert client.post("/office/documents/new/", {**form, "dated": "31.02.2026"}).status_code == 422


def test_a_review_is_told_in_the_office_and_by_one_letter(world: World) -> None:
    world.director.email = "director@example.com"
    world.director.save()
    document = a_document(world, review_on=DAY)
    a_document(world, review_on=DAY + 200 * DAYS, title="Не скоро")
    (told,) = documents_to_review(duty(world, "director"), world.now)
    assert told.urgent
    assert document.title in told.sentence
    assert list(documents_to_review(duty(world, "head"), world.now)) == []  # not theirs to renew
    assert actions.remind_of_reviews(now=world.now) == 1
    actions.remind_of_reviews(now=world.now)
    assert Letter.objects.filter(template="document_review", to="director@example.com").count() == 1
