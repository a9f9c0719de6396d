"""«Виставки книг»: staff gather records, put them in order, say a word about each; the site shows them while they last."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from oseredok.base.audit.models import Entry
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.exhibitions import actions, rules
from oseredok.collections.catalogue.exhibitions.models import Exhibit, Exhibition
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import copy, drafted, put, shown
from tests.world import World

OFFICE = "/office/exhibitions/"
SITE = "/catalogue/exhibitions/"


@pytest.fixture(autouse=True)
def _on_wednesday(world: World) -> Iterator[None]:
    with time_machine.travel(world.now):
        yield


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.unescape(answer.content.decode())


def books(page: str) -> list[str]:
    return re.findall(r'<h2 class="h3"><a [^>]*>([^<]+)</a>', page)


def test_a_cataloguer_gathers_books_and_the_site_shows_them(client: Client, world: World) -> None:
    mills, poems = put(world, "Млини над Тихою", copies=[copy()]), put(world, "Кобзар")
    world.sign_in(client, "cataloguer")
    answer = client.post(
        f"{OFFICE}new/",
        {"title": "До дня міста", "intro": "Що читати про наші вулиці.", "starts_on": "14.10.2026", "ends_on": ""},
    )
    made = Exhibition.objects.get()
    assert answer.headers["Location"] == f"{OFFICE}{made.pk}/"
    for told, note in ((f"http://testserver{path_of(mills)}", "Про млин на Садовій."), (str(poems.pk), "")):
        assert client.post(answer.headers["Location"], {"record": told, "note": note}).status_code == 302
    guest = Client()
    assert guest.get(f"{SITE}do-dnia-mista/").status_code == 404, "a draft is only for staff"
    client.post(f"{OFFICE}{made.pk}/show/", {"do": "show"})
    page = read(guest, f"{SITE}do-dnia-mista/")
    assert books(page) == ["Млини над Тихою", "Кобзар"]
    for told in ("Що читати про наші вулиці.", "Про млин на Садовій.", "Є на полиці"):
        assert told in page
    assert "До дня міста" in read(guest, SITE)
    assert f'href="{SITE}do-dnia-mista/"' in read(guest, "/catalogue/")


def test_books_change_places_get_another_word_and_leave(client: Client, world: World) -> None:
    first = shown(world, put(world, "Перша"), put(world, "Друга"), put(world, "Третя"))
    world.sign_in(client, "cataloguer")
    path = f"{SITE}{first.exhibition.slug}/"
    client.post(f"{OFFICE}book/{first.pk}/", {"do": "up"})
    assert books(read(client, path)) == ["Перша", "Друга", "Третя"], "the first one stays first"
    client.post(f"{OFFICE}book/{first.pk}/", {"do": "down"})
    assert books(read(client, path)) == ["Друга", "Перша", "Третя"]
    client.post(f"{OFFICE}book/{first.pk}/", {"do": "note", "note": "Найкраща."})
    assert "Найкраща." in read(client, path)
    client.post(f"{OFFICE}book/{first.pk}/", {"do": "remove"})
    assert books(read(client, path)) == ["Друга", "Третя"]


def test_an_exhibition_without_books_leaves_the_site(client: Client, world: World) -> None:
    first = shown(world, put(world, "Перша"))
    actions.remove_exhibit(exhibit=first, duty=shelves.duty(world), now=world.now)
    assert not Exhibition.objects.get().is_shown


def test_a_book_that_left_the_catalogue_leaves_the_exhibition(client: Client, world: World) -> None:
    first = shown(world, put(world, "Перша"), put(world, "Друга"))
    Record.objects.filter(title="Перша").update(deleted_at=world.now)
    assert books(read(client, f"{SITE}{first.exhibition.slug}/")) == ["Друга"]
    world.sign_in(client, "cataloguer")
    assert "вилучено з каталогу" in read(client, f"{OFFICE}{first.exhibition_id}/")


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "is_open"), [(0, 0, True), (1, None, False), (-9, -1, False), (-9, None, True)]
)
def test_it_is_shown_between_its_days(
    client: Client, world: World, starts_in: int, ends_in: int | None, is_open: bool
) -> None:
    made = drafted(world, starts_in=starts_in, ends_in=ends_in)
    duty = shelves.duty(world)
    actions.add_exhibit(exhibition=made, duty=duty, told=str(put(world, "Кобзар").pk), note="", now=world.now)
    actions.show_exhibition(exhibition=made, duty=duty, is_shown=True, now=world.now)
    assert client.get(f"{SITE}{made.slug}/").status_code == (200 if is_open else 404)
    assert (made.title in read(client, SITE)) == is_open


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("Кобзар", "Не впізнаємо книги."),
        ("999999", "Такої книги в каталозі немає."),
        ("https://example.org/books/12/", "Не впізнаємо книги."),
        ("", "Вставте адресу сторінки книги."),
    ],
)
def test_what_is_no_book_of_ours_is_refused_beside_the_field(
    client: Client, world: World, told: str, sentence: str
) -> None:
    made = drafted(world)
    world.sign_in(client, "cataloguer")
    answer = client.post(f"{OFFICE}{made.pk}/", {"record": told, "note": "Моє слово"})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Моє слово"' in page, "nothing typed is lost"


def test_refusals_of_the_verbs(world: World) -> None:
    duty, record = shelves.duty(world), put(world, "Кобзар")
    made = drafted(world)
    with pytest.raises(Invalid, match="жодної книги"):
        actions.show_exhibition(exhibition=made, duty=duty, is_shown=True, now=world.now)
    actions.add_exhibit(exhibition=made, duty=duty, told=str(record.pk), note="", now=world.now)
    with pytest.raises(Conflict, match="вже є"):
        actions.add_exhibit(exhibition=made, duty=duty, told=str(record.pk), note="", now=world.now)
    actions.show_exhibition(exhibition=made, duty=duty, is_shown=True, now=world.now)
    with pytest.raises(Conflict, match="Спершу зніміть"):
        actions.delete_exhibition(exhibition=made, duty=duty)
    methodist = Duty(
        account=world.accounts["methodist"], place=world.central, places=[], roles=frozenset({Role.METHODIST})
    )
    with pytest.raises(NotAllowed):
        actions.show_exhibition(exhibition=made, duty=methodist, is_shown=False, now=world.now)
    with pytest.raises(Invalid, match="раніше"):
        drafted(world, ends_in=-1)


def test_the_database_itself_keeps_a_book_once_and_the_days_in_order(world: World) -> None:
    first = shown(world, put(world, "Перша"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.create(exhibition=first.exhibition, record=first.record, place=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibition.objects.update(ends_on=world.now.date() - timedelta(days=400))


def test_two_exhibitions_of_one_name_have_two_addresses(world: World) -> None:
    assert [drafted(world).slug for _ in range(2)] == ["do-dnia-mista", "do-dnia-mista-2"]
    assert drafted(world, "…").slug == "vystavka"


def test_words_and_days_are_changed_and_a_draft_is_deleted(client: Client, world: World) -> None:
    made = drafted(world)
    world.sign_in(client, "cataloguer")
    path = f"{OFFICE}{made.pk}/words/"
    wrong = client.post(path, {"title": "Інша назва", "intro": "", "starts_on": "14.10.2026", "ends_on": "01.10.2026"})
    assert wrong.status_code == 422
    assert "Останній день раніше за перший." in wrong.content.decode()
    client.post(path, {"title": "Інша назва", "intro": "", "starts_on": "14.10.2026", "ends_on": "20.10.2026"})
    made.refresh_from_db()
    assert (made.title, str(made.ends_on), made.slug) == ("Інша назва", "2026-10-20", "do-dnia-mista")
    client.post(f"{OFFICE}{made.pk}/delete/")
    assert not Exhibition.objects.exists()


def test_the_log_of_changes_tells_who_did_what(world: World) -> None:
    shown(world, put(world, "Кобзар"))
    models = set(Entry.objects.values_list("content_type__model", flat=True))
    assert {"exhibition", "exhibit"} <= models


def test_the_feed_tells_of_exhibitions(client: Client, world: World) -> None:
    shown(world, put(world, "Кобзар"))
    answer = client.get(f"{SITE}feed/")
    found = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    titles = [one.text for one in found.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles == ["Виставки книг", "До дня міста"]


def test_the_numbers_of_records_are_read_from_addresses() -> None:
    for told in ("12", " 12 ", "/catalogue/12/", "https://biblioteka.example/en/catalogue/12-kobzar/"):
        assert rules.number_of(told) == 12
