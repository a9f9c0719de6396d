"""Personal data at the desk: who looked is written down, groups are behind a reason, paper, erasing."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import NotAllowed
from oseredok.library.people import actions as people
from oseredok.library.privacy import actions, queries, request_actions
from oseredok.library.privacy.models import Look
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import GroupCount
from tests.site.written import duty
from tests.world import World

pytestmark = pytest.mark.django_db


def test_opening_a_readers_page_is_a_look_once_an_hour(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    with time_machine.travel(timezone.now().replace(minute=30), tick=False):
        for _time in range(3):
            client.get(f"/people/{world.taras.public_id}/")
    look = Look.objects.get()
    assert (look.reader, look.account, look.what) == (world.taras, world.consultant, "page")
    assert list(queries.looks_at(world.taras)) == [look]


@pytest.mark.parametrize(
    ("page", "kind"),
    [("card/", "card"), ("card/replace/", "card"), ("pin/", "page"), ("leaving/", "page"), ("correct/", "correct")],
)
def test_every_page_about_one_reader_is_a_look(client: Client, world: World, page: str, kind: str) -> None:
    world.sign_in(client, "consultant")
    assert client.get(f"/people/{world.taras.public_id}/{page}").status_code == 200
    assert [(one.account, one.what) for one in Look.objects.all()] == [(world.consultant, kind)]


def test_consents_are_given_and_taken_back_in_one_click(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    address = f"/people/data/reader/{world.taras.public_id}/"
    client.post(f"{address}agree/", {"purpose": "card", "channel": "paper"})
    consent = queries.consent_in_force(world.taras, "card")
    assert consent is not None
    assert (consent.channel, consent.recorded_by) == ("paper", world.consultant)
    client.post(f"/people/data/consent/{consent.public_id}/withdraw/")
    assert queries.consent_in_force(world.taras, "card") is None


def test_groups_are_nowhere_but_on_their_own_page(client: Client, world: World) -> None:
    actions.set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=world.now)
    world.sign_in(client, "consultant")
    pages = [
        client.get(f"/people/{world.taras.public_id}/"),
        client.post("/people/", {"text": "Шевченко"}),
        client.get(f"/people/data/reader/{world.taras.public_id}/"),
        client.get(f"/people/data/reader/{world.taras.public_id}/groups/"),
    ]
    for page in pages:
        told = page.content.decode()
        assert "переселення" not in told
        assert "облік за групами" not in told


def test_the_page_of_groups_opens_with_a_reason_only(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    address = f"/people/data/reader/{world.taras.public_id}/groups/"
    refused = client.post(address, {"reason": "curious"})
    assert refused.status_code == 422
    assert not Look.objects.filter(what="flags").exists()
    opened = client.post(address, {"reason": "reader_asked"})
    assert "переселення" in opened.content.decode()
    assert Look.objects.get(what="flags").reason == "reader_asked"
    client.post(f"{address}set/", {"flags": ["idp"]})
    assert queries.flags_of(world.taras) == {"idp"}
    client.post(f"{address}set/", {})
    assert queries.flags_of(world.taras) == frozenset()


def test_groups_are_counted_with_a_visit_a_service_and_a_registration(world: World) -> None:
    actions.set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=world.now)
    recorded = visits.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    assert [(row.flag, row.kind.code) for row in GroupCount.objects.all()] == [("idp", "visit")]
    world.taras.registrations.update(year=2025)
    visits.renew_registration(reader=world.taras, library=world.central, staff=world.consultant, now=world.now)
    assert GroupCount.objects.filter(kind__code="user_reregistered").count() == 1
    assert recorded.visit is not None


def test_everything_held_is_printed_with_a_receipt_and_noted(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    answer = client.get(f"/people/data/reader/{world.taras.public_id}/paper/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"%PDF")
    assert Look.objects.filter(what="print").exists()


def test_erasing_needs_a_written_request_and_a_leader(client: Client, world: World) -> None:
    address = f"/people/data/reader/{world.taras.public_id}/erase/"
    world.sign_in(client, "consultant")
    assert client.post(address, {"identity": "document", "written": "on"}).status_code == 403
    world.sign_in(client, "head")
    assert client.post(address, {"identity": "document"}).status_code == 422
    assert client.post(address, {"identity": "document", "written": "on"}).status_code == 302
    world.taras.refresh_from_db()
    assert world.taras.erased_on is not None
    assert client.get(address).status_code == 404


def test_a_parents_consent_is_offered_for_children_only(world: World) -> None:
    assert "guardian" in [text.purpose for text in queries.to_ask(world.daryna)]
    assert "guardian" not in [text.purpose for text in queries.to_ask(world.taras)]


def test_a_branch_librarian_erases_readers_of_the_own_branch_only(client: Client, world: World) -> None:
    world.sign_in(client, "branch_librarian")
    page, erase = (f"/people/data/reader/{world.taras.public_id}/{part}" for part in ("", "erase/"))
    assert erase not in client.get(page).content.decode()
    assert client.get(erase).headers["Location"] == page
    answer = client.post(erase, {"identity": "document", "written": "on"}, follow=True)
    assert "записано в іншій бібліотеці" in answer.content.decode()
    world.taras.refresh_from_db()
    assert world.taras.erased_on is None
    with pytest.raises(NotAllowed) as refusal:
        request_actions.erase_on_paper(
            reader=world.taras, identity="document", duty=duty(world, "branch_librarian"), now=world.now
        )
    assert refusal.value.code == "reader_of_another_place"
    own = people.register_reader(
        library=world.branch, staff=None, now=world.now, surname="Вільхівська", given_name="Ольга", birth_year=1971
    )
    client.post(f"/people/data/reader/{own.public_id}/erase/", {"identity": "document", "written": "on"})
    own.refresh_from_db()
    assert own.erased_on is not None
