"""Whoever has come in keeps searches on a page of their own: readers and staff alike, each only theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from oseredok.base.mail.models import Letter
from oseredok.library.people import holders
from oseredok.library.people.models import Reader
from oseredok.library.privacy import erasing
from oseredok.library.privacy.models import Erasure
from oseredok.management.closing import leftovers
from oseredok.services.alerts import actions, telling
from oseredok.services.alerts.holding import HOLDER
from oseredok.services.alerts.models import SavedSearch
from tests.alerts.mail import SAVE, confirmed
from tests.front_catalogue.shelves import put
from tests.world import World, come_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]
MINE = "/search/saved/"


@pytest.fixture
def taras(world: World, client: Client) -> Reader:
    come_in(client, world.taras, now=timezone.now())
    return world.taras


def save(client: Client, name: str = "Сад", often: str = "never", search: str = SAVE) -> Any:
    return client.post(search, {"name": name, "often": often})


def test_a_reader_keeps_renames_and_takes_away(client: Client, taras: Reader) -> None:
    assert save(client).headers["Location"] == MINE
    search = SavedSearch.objects.get()
    assert (search.reader, search.email, search.name) == (taras, "", "Сад")
    page = client.get(MINE).content.decode()
    assert "Сад</a>" in page
    assert "Збережені пошуки" in client.get("/my/").content.decode()
    own = f"{MINE}{search.public_id}/"
    assert client.post(own, {"name": "Мій сад", "often": "daily"}).status_code == 302
    search.refresh_from_db()
    assert (search.name, search.often) == ("Мій сад", "daily")
    refused = client.post(own, {"name": " ", "often": "daily"})
    assert refused.status_code == 422
    assert "Напишіть назву" in refused.content.decode()
    client.post(own, {"do": "remove"})
    assert not SavedSearch.objects.exists()


def test_staff_keep_theirs_the_same_way(client: Client, world: World) -> None:
    account = world.sign_in(client, "director")
    type(account).objects.filter(pk=account.pk).update(email="Olena@Example.com")
    save(client, often="daily")
    assert SavedSearch.objects.get().account == account
    put(world, "Садівництво сьогодні")
    with time_machine.travel(world.now + timedelta(days=1), tick=False):
        assert telling.tell_due(now=timezone.now()) == 1
    letter = Letter.objects.get(template=telling.LETTER)
    assert letter.to == "olena@example.com"
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    assert actions.forget(actions.unconfirmed(timezone.now()), now=timezone.now()) == 1


def test_nobody_sees_or_changes_another_s(client: Client, world: World, taras: Reader) -> None:
    save(client)
    search = SavedSearch.objects.get()
    stranger = Client()
    come_in(stranger, world.daryna, now=timezone.now())
    assert "Сад</a>" not in stranger.get(MINE).content.decode()
    assert stranger.post(f"{MINE}{search.public_id}/", {"do": "remove"}).status_code == 404
    guest = Client()
    assert guest.post(f"{MINE}{search.public_id}/", {"do": "remove"}).headers["Location"] == MINE
    assert "Тут поки порожньо" in guest.get(MINE).content.decode()
    assert SavedSearch.objects.count() == 1


def test_a_click_in_a_letter_stops_the_letters_and_leaves_the_search(
    client: Client, world: World, taras: Reader
) -> None:
    save(client, often="daily")
    put(world, "Садівництво сьогодні")
    with time_machine.travel(world.now + timedelta(days=1), tick=False):
        telling.tell_due(now=timezone.now())
    letter = Letter.objects.get(template=telling.LETTER)
    Client().post(letter.unsubscribe.removeprefix("https://biblioteka.example"))
    assert SavedSearch.objects.get().often == "never"


def test_whoever_has_no_address_is_offered_no_letters(client: Client, world: World) -> None:
    Reader.objects.filter(pk=world.taras.pk).update(email="")
    world.taras.refresh_from_db()
    come_in(client, world.taras, now=timezone.now(), way="pin")
    assert 'value="daily"' not in client.get(SAVE).content.decode()
    assert save(client, often="daily").status_code == 422
    assert save(client).status_code == 302


def test_twenty_are_enough_and_the_same_one_is_kept_once(client: Client, taras: Reader) -> None:
    for number in range(actions.MOST):
        assert save(client, search=f"/search/save/?q=слово{number}").status_code == 302
    assert save(client, name="Інакше", search="/search/save/?q=слово3").status_code == 302
    assert SavedSearch.objects.filter(name="Інакше", query="слово3").count() == 1
    refused = save(client)
    assert refused.status_code == 422
    assert "уже двадцять" in refused.content.decode()


def test_a_reader_is_shown_all_of_it_and_it_goes_with_the_reader(client: Client, world: World, taras: Reader) -> None:
    save(client)
    confirmed(Client(), email=taras.email)
    [group] = HOLDER.collect(taras)
    assert [record[1].value for record in group.records] == ["садівництво", "садівництво"]
    assert HOLDER in holders.holders()
    erasing.erase_reader(reader=taras, why=Erasure.Why.REQUEST, staff=None, now=timezone.now())
    assert not SavedSearch.objects.exists()


def test_two_records_of_one_person_keep_each_search_once(world: World, taras: Reader, client: Client) -> None:
    save(client)
    other = Client()
    come_in(other, world.daryna, now=timezone.now())
    save(other)
    save(other, search="/search/save/?q=млини")
    HOLDER.merge(world.taras, world.daryna, timezone.now())
    assert sorted(SavedSearch.objects.filter(reader=world.taras).values_list("query", flat=True)) == [
        "млини",
        "садівництво",
    ]
    assert SavedSearch.objects.count() == 2


def test_a_closing_leaves_none(client: Client, world: World, taras: Reader) -> None:
    save(client)
    title = "збережені пошуки й адреси для листів"
    assert (title, 1) in leftovers.counts(None)
    assert title not in dict(leftovers.counts(world.branch))
    leftovers.clear(None, timezone.now())
    assert not SavedSearch.objects.exists()
