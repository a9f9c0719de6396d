"""Forms about personal data in rough hands: impossible days, signs that no keyboard has, sent twice, of somebody erased."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader, Role
from oseredok.library.privacy import actions, queries, register_actions, request_actions
from oseredok.library.privacy.models import Consent, ConsentText, Incident, SensitiveFlag, SubjectRequest
from tests.world import DAY, World, come_in

pytestmark = pytest.mark.django_db
NUL = "\x00"
IMPOSSIBLE = ["1.1.0001", "0001-01-01", "31.12.9999", "1.1.1800", "31.2.2026", "1.1.2926", "", "<script>", "9" * 500]


@pytest.mark.parametrize("day", IMPOSSIBLE)
def test_a_day_that_cannot_be_is_told_and_nothing_is_kept(client: Client, world: World, day: str) -> None:
    world.sign_in(client, "director")
    happened = {"what": "Загубили аркуш", "noticed_on": day, "noticed_at": "9:00", "people": "", "categories": ""}
    assert client.post("/office/privacy/incidents/new/", happened).status_code == 422
    asked = {"kind": "access", "how": "paper", "received_on": day, "from_name": "Іван Сірко", "identity": "not_yet"}
    assert client.post("/office/privacy/requests/new/", asked).status_code == 422
    text = {"purpose": "card", "title": "Згода", "body": "Новий текст", "in_force_from": day}
    assert client.post("/office/privacy/consents/write/card/", text).status_code == 422
    assert not Incident.objects.exists()
    assert not SubjectRequest.objects.exists()
    assert ConsentText.objects.filter(purpose="card").count() == 1


def test_a_text_that_begins_too_far_ahead_does_not_close_the_way_to_the_next(world: World) -> None:
    def write(day: date) -> ConsentText:
        return register_actions.write_consent_text(
            purpose="card", title="Згода", body=f"Текст {day}", in_force_from=day, asks_again=False,
            staff=world.director, now=world.now,
        )  # fmt: skip

    with pytest.raises(Invalid) as refusal:
        write(date(2126, 1, 1))
    assert (refusal.value.code, refusal.value.field) == ("too_far_ahead", "in_force_from")
    assert write(DAY + timedelta(days=366)).version == 2


@pytest.mark.parametrize("field", ["given_by", "purpose", "channel", "back"])
def test_a_sign_that_no_database_takes_is_refused_at_the_door(client: Client, world: World, field: str) -> None:
    world.sign_in(client, "consultant")
    sent = {"purpose": "guardian", "channel": "paper", "given_by": "Олена Левицька", field: f"а{NUL}б"}
    assert client.post(f"/people/data/reader/{world.daryna.public_id}/agree/", sent).status_code == 400
    assert not Consent.objects.exists()


def test_a_parents_name_as_long_as_a_novel_is_cut_and_its_tags_are_words(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    where = f"/people/data/reader/{world.daryna.public_id}/"
    client.post(f"{where}agree/", {"purpose": "guardian", "given_by": "<script>" + "я" * 100_000})
    assert len(Consent.objects.get().given_by) == 160
    page = client.get(where).content.decode()
    assert "<script>я" not in page
    assert "&lt;script&gt;я" in page


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"purpose": ""}, {"purpose": "everything"}, {"purpose": "card", "channel": "telepathy"},
        {"purpose": ["card", "nothing"]}, {"purpose": "guardian", "given_by": "   "},
    ],
)  # fmt: skip
def test_what_nobody_can_agree_to_is_not_kept(client: Client, world: World, sent: dict[str, Any]) -> None:
    world.sign_in(client, "consultant")
    answer = client.post(f"/people/data/reader/{world.daryna.public_id}/agree/", sent)
    assert answer.status_code == 302
    assert not Consent.objects.exists()


@pytest.mark.parametrize("flags", [["idp", "nobility"], ["'; drop table"], ["idp"] * 400 + ["x"]])
def test_groups_that_are_not_in_the_list_are_not_kept(client: Client, world: World, flags: list[str]) -> None:
    world.sign_in(client, "consultant")
    client.post(f"/people/data/reader/{world.taras.public_id}/groups/set/", {"flags": flags})
    assert not SensitiveFlag.objects.exists()


def test_a_request_about_an_erased_record_is_refused(client: Client, world: World) -> None:
    card = world.taras.card_number
    actions.erase_reader(reader=world.taras, why="mistake", staff=world.head, now=world.now)
    with pytest.raises(Conflict) as refusal:
        request_actions.receive_request(
            kind="access", how="desk", received_on=DAY, reader=world.taras, identity="card", staff=world.head,
            now=world.now,
        )  # fmt: skip
    assert refusal.value.code == "reader_erased"
    world.sign_in(client, "director")
    asked = {"kind": "access", "how": "paper", "received_on": "14.10.2026", "card_number": card, "identity": "card"}
    assert client.post("/office/privacy/requests/new/", asked).status_code == 422
    assert not SubjectRequest.objects.exists()


def test_an_erased_reader_is_on_no_page_of_the_desk(client: Client, world: World) -> None:
    before = world.taras.public_id
    actions.erase_reader(reader=world.taras, why="mistake", staff=world.head, now=world.now)
    after = Reader.objects.get(pk=world.taras.pk).public_id
    world.sign_in(client, "director")
    for public_id in (before, after):
        where = f"/people/data/reader/{public_id}/"
        assert client.get(where).status_code == 404
        for path in ("agree/", "groups/set/", "erase/"):
            assert client.post(where + path, {"purpose": "card"}).status_code == 404
    assert not Consent.objects.exists()


def test_a_request_sent_twice_is_one_until_it_is_answered(world: World) -> None:
    told: dict[str, Any] = {
        "kind": "access", "how": "desk", "received_on": DAY, "reader": world.taras, "identity": "document",
        "staff": world.head, "now": world.now,
    }  # fmt: skip
    first = request_actions.receive_request(**told)
    assert request_actions.receive_request(**told) == first
    assert request_actions.receive_request(**told | {"kind": "erase"}) != first
    request_actions.answer_request(
        request=first, outcome="granted", how="desk", answer="", staff=world.head, now=world.now
    )
    assert request_actions.receive_request(**told) != first


def test_a_reader_reaches_nobody_elses_consents_requests_or_page(client: Client, world: World) -> None:
    now = timezone.now()
    foreign = actions.give_consent(reader=world.daryna, purpose="mail", channel="desk", staff=world.head, now=now)
    come_in(client, world.taras, now=now)
    for sent in (
        {"purpose": "mail"}, {"purpose": "mail", "reader": world.daryna.pk}, {"purpose": str(foreign.public_id)},
        {"consent": str(foreign.public_id), "purpose": "mail", "public_id": str(world.daryna.public_id)},
    ):  # fmt: skip
        client.post("/my/consents/withdraw/", sent)
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None
    for path in (
        f"/people/data/reader/{world.daryna.public_id}/",
        f"/people/data/consent/{foreign.public_id}/withdraw/",
        f"/people/{world.daryna.public_id}/",
    ):
        assert "/account/login/" in client.post(path).headers["Location"]
    page = client.get("/my/data/", {"reader": str(world.daryna.public_id)}).content.decode()
    assert "Нечуй-Левицька" not in page


def test_a_head_of_one_library_reads_lists_of_readers_at_home_there(client: Client, world: World) -> None:
    """ADR 9: everybody serves any reader, lists name one's own."""
    people.give_role(account=world.accounts["stranger"], role=Role.HEAD, place=world.branch, by=None, now=world.now)
    homely = people.register_reader(
        surname="Бондар", given_name="Іван", library=world.branch, staff=None, now=world.now
    )
    world.sign_in(client, "stranger")
    page = client.get("/office/privacy/consents/lacking/").content.decode()
    assert "Бондар" in page
    assert "Шевченко" not in page
    assert client.get(f"/people/{world.taras.public_id}/").status_code == 200, "who serves, serves anybody"
    for reader in (world.taras, homely):
        actions.give_consent(reader=reader, purpose="card", channel="desk", staff=world.head, now=world.now)
    text = queries.text_in_force("card")
    assert text is not None
    where = f"/office/privacy/consents/{text.pk}/"
    assert "Шевченко" not in client.get(where).content.decode()
    assert "Бондар" in client.get(where).content.decode()
    world.sign_in(client, "director")
    assert "Шевченко" in client.get(where).content.decode()
