"""A guest saves a search: nothing is written before the address agrees, one click stops it, nothing of the address stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from oseredok.base.core.clock import local_date
from oseredok.base.mail.actions import _message
from oseredok.base.mail.models import Letter
from oseredok.faces.front import limits
from oseredok.library.privacy import retention
from oseredok.services.alerts import actions, links, telling
from oseredok.services.alerts.models import SavedSearch
from oseredok.services.alerts.terms import old_searches
from tests.alerts.mail import SAVE, ask, confirmed, page_in
from tests.front_catalogue.shelves import put
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


def test_nothing_is_written_before_the_owner_of_the_address_agrees(client: Client, world: World) -> None:
    answer = ask(client, " Olena@Example.com ")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/search/?q=%D1%81%D0%B0%D0%B4%D1%96%D0%B2%D0%BD%D0%B8%D1%86%D1%82%D0%B2%D0%BE",
    )
    letter = Letter.objects.get()
    assert (letter.template, letter.to) == (actions.CONFIRM_LETTER, "olena@example.com")
    page = page_in(letter)
    put(world, "Садівництво для всіх")
    with time_machine.travel(world.now + timedelta(days=6), tick=False):  # a Tuesday
        assert telling.tell_due(now=timezone.now()) == 0
    assert "Так, пишіть" in client.get(page).content.decode()
    assert SavedSearch.objects.get().confirmed_at is None, "programs open links too: opening one agrees to nothing"
    client.post(page, {"do": "confirm"})
    assert SavedSearch.objects.get().confirmed_at == timezone.now()
    assert "Пишемо до 14" in client.get(page).content.decode()


def test_what_is_not_confirmed_is_forgotten_with_its_letter(client: Client, world: World) -> None:
    ask(client)
    later = world.now + timedelta(days=3, minutes=1)
    assert actions.forget(actions.unconfirmed(later), now=later) == 1
    letter = Letter.objects.get()
    assert (SavedSearch.objects.count(), letter.to, letter.text) == (0, "", "")
    assert actions.forget(actions.unconfirmed(later), now=later) == 0


def test_the_same_search_is_kept_once_and_nobody_learns_that_it_is_known(client: Client) -> None:
    confirmed(client)
    again = ask(client)
    stranger = ask(client, "taras@example.com")
    assert again.headers["Location"] == stranger.headers["Location"]
    assert SavedSearch.objects.filter(email="olena@example.com").count() == 1


def test_one_click_of_a_program_for_mail_forgets_everything(client: Client, world: World) -> None:
    confirmed(client, often="daily")
    put(world, "Садівництво для всіх")
    with time_machine.travel(world.now + timedelta(days=1), tick=False):
        assert telling.tell_due(now=timezone.now()) == 1
        letter = Letter.objects.get(template=telling.LETTER)
        headers = _message(letter, None).extra_headers
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = headers["List-Unsubscribe"].strip("<>").removeprefix("https://biblioteka.example")
        program = Client(enforce_csrf_checks=True)
        assert program.get(path).status_code == 302, "opening it stops nothing"
        assert SavedSearch.objects.count() == 1
        assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert SavedSearch.objects.count() == 0
        letter.refresh_from_db()
        assert (letter.to, letter.text, letter.unsubscribe) == ("", "", "")
        assert program.post(path).status_code == 401


def test_the_page_of_a_letter_changes_and_stops(client: Client) -> None:
    page = confirmed(client)
    assert client.post(page, {"do": "change", "often": "daily"}).status_code == 302
    assert SavedSearch.objects.get().often == "daily"
    assert client.post(page, {"do": "change", "often": "never"}).status_code == 422
    assert client.post(page, {"do": "stop"}).status_code == 302
    assert SavedSearch.objects.count() == 0
    gone = client.get(page)
    assert gone.status_code == 404
    assert "Адресу стерто" in gone.content.decode()


@pytest.mark.parametrize("key", ["x", "ImFiYyI:abc", "a" * 500, "ImFiYyI:1abc:xyz"])
def test_a_forged_key_opens_nothing(client: Client, key: str) -> None:
    confirmed(client)
    assert client.get(f"/search/saved/by/{key}/").status_code == 404
    assert client.post(f"/search/saved/by/{key}/", {"do": "stop"}).status_code == 404
    assert client.post(f"/search/saved/by/{key}/stop/").status_code == 401
    assert SavedSearch.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"email": "olena"}, "Перевірте адресу"),
        ({"agreed": ""}, "Без згоди"),
        ({"often": ""}, "Виберіть, як часто"),
        ({"often": "never"}, "Виберіть, як часто"),
        ({"often": "hourly"}, "Виберіть, як часто"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(client: Client, told: dict[str, str], words: str) -> None:
    answer = ask(client, **told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SavedSearch.objects.exists()
    assert not Letter.objects.exists()


def test_a_script_and_a_flood_get_nothing(client: Client) -> None:
    assert ask(client, website="https://spam.example").status_code == 302
    assert not SavedSearch.objects.exists()
    for number in range(limits.TO_ONE_ADDRESS_A_DAY):
        assert ask(client, search=f"/search/save/?q=слово{number}").status_code == 302
    assert ask(client).status_code == 422
    assert Letter.objects.count() == limits.TO_ONE_ADDRESS_A_DAY


def test_without_mail_there_is_the_feed_alone(client: Client, settings: Any) -> None:
    settings.EMAIL_CONFIGURED = False
    page = client.get(SAVE).content.decode()
    assert 'name="email"' not in page
    assert "/search/feed/?q=" in page
    assert ask(client).status_code == 422
    assert client.get("/search/save/").headers["Location"] == "/search/"


def test_an_address_that_is_not_prolonged_goes_by_its_term(client: Client, world: World) -> None:
    page = confirmed(client)
    with time_machine.travel(world.now + timedelta(days=200), tick=False):
        client.post(page, {"do": "change", "often": "weekly"})
    a_year = world.now + timedelta(days=367)
    assert not old_searches(local_date(a_year)).exists(), "prolonged"
    later = world.now + timedelta(days=200 + 368)
    assert old_searches(local_date(later)).count() == 1
    retention.run(now=later)
    assert not SavedSearch.objects.exists()


def test_what_the_page_mended_is_what_is_kept(client: Client, world: World) -> None:
    put(world, "Садівництво для всіх")
    ask(client, search="/search/save/?q=садівнцтво&kind=catalogue&f-kind=book")
    search = SavedSearch.objects.get()
    assert (search.query, search.filters) == ("садівництво", {"source": ["catalogue"], "kind": ["book"]})
    found = client.get(links.path_of(search))
    assert "Садівництво для всіх" in found.content.decode().replace("<mark>", "").replace("</mark>", "")
