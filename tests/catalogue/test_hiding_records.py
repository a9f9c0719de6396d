"""A record kept from the public: gone from the site, the search and other programs, still there for the staff, and back again."""

from __future__ import annotations

import html

import pytest
from django.test import Client

from oseredok.base.audit.models import Entry
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.collections.catalogue import searching
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.exhibitions import queries as exhibitions
from oseredok.collections.catalogue.hiding import actions
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.models import Role
from oseredok.spine.search.models import SearchOutbox
from tests.catalogue.importing import book, carry, iso
from tests.front_catalogue import shelves
from tests.world import World

OFFICE = "/office/catalogue/records/"
OAI = "/oai/?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:"


@pytest.fixture
def mills(world: World, client: Client) -> Record:
    world.sign_in(client, "cataloguer")
    return shelves.put(
        world, "Млини над Тихою", "Гайова, Лідія Петрівна", number="м-1", links=[{"url": "https://example.org/m"}]
    )


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.unescape(answer.getvalue().decode())


def hide(client: Client, record: Record, why: str = "чекає на рішення") -> None:
    answer = client.post(f"{OFFICE}{record.pk}/hide/", {"why": why})
    assert answer.status_code == 302
    record.refresh_from_db()


def test_nobody_finds_a_hidden_record_and_not_a_word_of_it_is_told(client: Client, mills: Record) -> None:
    address, stranger = path_of(mills), Client()
    lists = {
        "/sitemap-catalogue-1.xml": f"/{mills.pk}-",
        "/catalogue/export/?format=csv": "Млини",
        "/catalogue/browse/authors/": "Гайова",
        "/sru/?version=1.2&operation=searchRetrieve&query=dc.title=Млини&recordSchema=dc": "Млини над",
        "/sru/?version=1.2&operation=scan&scanClause=dc.creator=Г": "Гайова",
        "/api/v1/headings": "Гайова",
    }
    for path, word in lists.items():
        assert word in read(stranger, path), path
    hide(client, mills)
    page = read(stranger, address, 410)
    assert "Млини" not in page
    assert "чекає на рішення" not in page
    assert read(stranger, f"/api/v1/records/{mills.pk}", 404)
    for path, word in lists.items():
        if path != "/api/v1/headings":
            assert word not in read(stranger, path), path
    [heading] = [one for one in stranger.get("/api/v1/headings").json()["items"] if one["text"].startswith("Гайова")]
    assert heading["records"] == 0
    assert b'status="deleted"' in stranger.get(f"{OAI}{mills.pk}").content
    assert list(searching.documents([str(mills.pk)])) == []


def test_staff_still_find_it_see_why_and_give_it_back(client: Client, mills: Record) -> None:
    hide(client, mills, "  обкладинка   з'їдена мишами ")
    assert "приховано" in read(client, f"{OFFICE}?q=млин")
    page = read(client, f"{OFFICE}{mills.pk}/")
    assert "обкладинка з’їдена мишами" in page
    client.post(f"{OFFICE}{mills.pk}/show/")
    mills.refresh_from_db()
    assert (mills.hidden_at, mills.hidden_why) == (None, "")
    assert "Млини" in read(Client(), path_of(mills))
    assert b"deleted" not in Client().get(f"{OAI}{mills.pk}").content
    told = [one.changes for one in Entry.objects.order_by("pk") if one.content_type.model == "record"]
    assert told == [
        {"приховано": ["ні", "обкладинка з’їдена мишами"]},
        {"приховано": ["обкладинка з’їдена мишами", "ні"]},
    ]


def test_both_verbs_tell_the_search(world: World, client: Client, mills: Record) -> None:
    for path, sent in ((f"{OFFICE}{mills.pk}/hide/", {"why": "так треба"}), (f"{OFFICE}{mills.pk}/show/", {})):
        before = SearchOutbox.objects.filter(source="catalogue", key=str(mills.pk)).count()
        client.post(path, sent)
        assert SearchOutbox.objects.filter(source="catalogue", key=str(mills.pk)).count() == before + 1


def test_an_exhibition_stands_without_it(world: World, client: Client, mills: Record) -> None:
    exhibition = shelves.shown(world, mills).exhibition
    assert exhibitions.exhibits(exhibition).count() == 1
    hide(client, mills)
    assert exhibitions.exhibits(exhibition).count() == 0


def test_a_file_that_brings_it_anew_does_not_show_it(client: Client, world: World) -> None:
    world.sign_in(client, "cataloguer")
    carry(client, iso(book(1, "Мій Дніпро")))
    record = Record.live.get()
    hide(client, record)
    carry(client, iso(book(1, "Мій Дніпро і степ")))
    record.refresh_from_db()
    assert (record.title, record.hidden_why) == ("Мій Дніпро і степ", "чекає на рішення")
    assert not Record.live.exists()


def test_refusals(client: Client, world: World, mills: Record) -> None:
    answer = client.post(f"{OFFICE}{mills.pk}/hide/", {"why": "  "})
    assert answer.status_code == 422
    assert "Скажіть, чому" in answer.content.decode()
    duty = shelves.duty(world)
    with pytest.raises(Invalid):
        actions.hide_record(record=mills, duty=duty, why="\u200b ", now=world.now)
    with pytest.raises(Conflict) as refusal:
        actions.show_record(record=mills, duty=duty, now=world.now)
    assert refusal.value.code == "record-shown"
    actions.hide_record(record=mills, duty=duty, why="двічі", now=world.now)
    with pytest.raises(Conflict) as refusal:
        actions.hide_record(record=mills, duty=duty, why="двічі", now=world.now)
    assert refusal.value.code == "record-hidden"
    Record.objects.update(deleted_at=world.now, hidden_at=None)
    with pytest.raises(Conflict) as refusal:
        actions.hide_record(record=mills, duty=duty, why="пізно", now=world.now)
    assert refusal.value.code == "record-gone"
    with pytest.raises(NotAllowed):
        actions.hide_record(record=mills, duty=shelves.duty(world, Role.CONSULTANT), why="не моє", now=world.now)
    world.sign_in(client, "consultant")
    assert client.post(f"{OFFICE}{mills.pk}/hide/", {"why": "не моє"}).status_code == 403
    assert "Приховати" not in read(client, f"{OFFICE}{mills.pk}/")
