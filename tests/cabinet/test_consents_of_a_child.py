"""For a child under 14 a parent agrees on the site, by name, after a code to their post; a child with a card and a PIN cannot."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import Invalid
from oseredok.library.people.models import Reader
from oseredok.library.privacy import actions, queries
from oseredok.library.privacy.models import Channel, Purpose
from tests.world import World, come_in

pytestmark = pytest.mark.django_db
PARENT = "Нечуй-Левицька Ольга"


@pytest.fixture
def daryna(world: World) -> Reader:
    """A girl of nine whose mother's post is on the card."""
    child = world.daryna
    child.birth_year, child.birth_date = timezone.now().year - 9, None
    child.email, child.guardian_name, child.guardian_phone = "olha@example.com", PARENT, "+380671234567"
    child.save()
    return child


def test_a_parent_who_came_in_by_a_code_is_asked_for_the_name(client: Client, daryna: Reader) -> None:
    come_in(client, daryna, now=timezone.now())
    page = client.get("/my/consents/").content.decode()
    assert f'value="{PARENT}"' in page, "the parent on the card is offered"
    answer = client.post("/my/consents/give/", {"purpose": "card", "given_by": "  "})
    assert answer.status_code == 422
    assert "Напишіть прізвище та ім’я того, хто погоджується за дитину" in answer.content.decode()
    assert queries.consent_in_force(daryna, Purpose.CARD) is None
    client.post("/my/consents/give/", {"purpose": "card", "given_by": " Ольга  Нечуй "})
    standing = queries.consent_in_force(daryna, Purpose.CARD)
    assert standing is not None
    assert (standing.given_by, standing.channel) == ("Ольга Нечуй", Channel.WEB)
    assert "Ольга Нечуй" in client.get("/my/consents/").content.decode()


def test_groups_of_a_child_are_told_by_a_parent_too(client: Client, daryna: Reader) -> None:
    come_in(client, daryna, now=timezone.now())
    answer = client.post("/my/groups/", {"flags": ["idp"], "agreed": "on", "given_by": ""})
    assert answer.status_code == 422
    assert queries.flags_of(daryna) == frozenset()
    client.post("/my/groups/", {"flags": ["idp"], "agreed": "on", "given_by": PARENT})
    assert queries.flags_of(daryna) == {"idp"}
    standing = queries.consent_in_force(daryna, Purpose.FLAGS)
    assert standing is not None
    assert standing.given_by == PARENT
    client.post("/my/groups/", {"do": "forget"})
    assert queries.flags_of(daryna) == frozenset()


def test_a_child_with_a_card_and_a_pin_is_sent_for_a_parent(client: Client, daryna: Reader) -> None:
    come_in(client, daryna, now=timezone.now(), way="pin")
    for path in ("/my/consents/", "/my/groups/"):
        page = client.get(path).content.decode()
        assert "погоджується хтось із батьків" in page
        assert "Погоджуюся" not in page
    client.post("/my/consents/give/", {"purpose": "card", "given_by": PARENT})
    client.post("/my/groups/", {"flags": ["idp"], "agreed": "on", "given_by": PARENT})
    assert daryna.consents.count() == 0


def test_a_childs_consent_without_a_parent_is_refused_whoever_asks(daryna: Reader) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.give_consent(reader=daryna, purpose="card", channel="web", staff=None, now=timezone.now())
    assert (refusal.value.code, refusal.value.field) == ("given_by_missing", "given_by")


def test_a_grown_up_agrees_without_a_name(client: Client, world: World) -> None:
    come_in(client, world.taras, now=timezone.now())
    assert "given_by" not in client.get("/my/consents/").content.decode()
    client.post("/my/consents/give/", {"purpose": "card"})
    standing = queries.consent_in_force(world.taras, Purpose.CARD)
    assert standing is not None
    assert standing.given_by == ""
