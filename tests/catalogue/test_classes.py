"""Classes of books: an index goes to the deepest class that it begins with; readers look through, librarians choose."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from oseredok.collections.catalogue.classes import tree
from oseredok.collections.catalogue.models import Classed, Record
from tests.catalogue import records
from tests.catalogue.importing import carry, verb
from tests.catalogue.typing_in import BOOK, made, send, sheet
from tests.front_catalogue.shelves import put
from tests.world import World


@pytest.mark.parametrize("scheme", tree.SCHEMES)
def test_every_class_stands_where_its_own_code_leads(scheme: str) -> None:
    every = list(tree.walk(scheme))
    assert len({node.code for node in every}) == len(every) > 90
    for node in every:
        assert node.name
        assert tree.way_of(scheme, node.code)[-1] is node


@pytest.mark.parametrize(
    ("scheme", "index", "codes"),
    [
        ("udc", "821.161.2-1", ["8", "82", "821.161.2"]),
        ("udc", "94(477.43)", ["9", "94", "94(477)"]),
        ("udc", "94(4)", ["9", "94"]),
        ("udc", "94(4771)", ["9", "94"]),
        ("udc", "(075)", []),
        ("bbk", "84(4Укр)1", ["8", "84", "84(4УКР)"]),
        ("bbk", "84(4Фра)", ["8", "84", "84(4)"]),
        ("bbk", "32.973.2", ["3", "32", "32.97"]),
        ("bbk", "", []),
    ],
)
def test_an_index_goes_to_the_deepest_class(scheme: str, index: str, codes: list[str]) -> None:
    assert [node.code for node in tree.way_to(scheme, index)] == codes


def test_an_index_of_two_subjects_stands_under_both() -> None:
    found = tree.codes_of([{"scheme": "udc", "index": "004.9:02"}, {"scheme": "ddc", "index": "500"}])
    assert found == [("udc", "0"), ("udc", "00"), ("udc", "004"), ("udc", "02")]


@pytest.mark.django_db
def test_readers_go_from_the_main_classes_to_the_books(client: Client, world: World) -> None:
    put(world, "Лісова пісня", classes=[{"scheme": "udc", "index": "821.161.2-2"}])
    put(world, "Кобзар", classes=[{"scheme": "udc", "index": "821.161.2-1"}, {"scheme": "udc", "index": "821.161.2"}])
    gone = put(world, "Вилучена", classes=[{"scheme": "udc", "index": "51"}])
    Record.objects.filter(pk=gone.pk).update(deleted_at=world.now)
    address = reverse("front:classes", args=["udc"])
    assert address in client.get(reverse("front:catalogue")).content.decode()
    page = client.get(address)
    assert [(node.code, count) for node, count in page.context["rows"]] == [("8", 2)]
    page = client.get(address, {"at": "82"})
    assert [(node.code, count) for node, count in page.context["rows"]] == [("821.161.2", 2)]
    assert [entry.record.title for entry in page.context["entries"]] == ["Кобзар", "Лісова пісня"]
    assert client.get(address, {"at": "821.161.2"}).context["rows"] == []
    for wrong in ("nonsense", "8211", "0" * 300):
        assert client.get(address, {"at": wrong}).status_code == 404
    assert client.get(reverse("front:classes", args=["ddc"])).status_code == 404
    assert reverse("front:classes", args=["bbk"]) not in client.get(address).content.decode(), "nothing stands by it"


@pytest.mark.django_db
def test_a_long_class_is_read_page_by_page(client: Client, world: World) -> None:
    for number in range(32):
        put(world, f"Книга {number:02}", classes=[{"scheme": "udc", "index": "94(477)"}])
    address = reverse("front:classes", args=["udc"])
    page = client.get(address, {"at": "94(477)"})
    assert len(page.context["entries"]) == 30
    rest = client.get(f"{address}?{page.context['kept']}&after={page.context['shown'].after}")
    assert [entry.record.title for entry in rest.context["entries"]] == ["Книга 30", "Книга 31"]
    assert f"?at=94%28477%29&amp;after={page.context['shown'].after}" in page.content.decode()


@pytest.mark.django_db
def test_classes_follow_the_record(client: Client, world: World) -> None:
    world.sign_in(client, "cataloguer")
    one = made(client)
    assert [pair.code for pair in one.classed.order_by("code")] == ["9", "908"]
    sent = sheet({**BOOK, "udc": "94(477)", "bbk": "63.3(4УКР)"})
    client.post(reverse("catalogue_new:correct", args=[one.pk]), sent)
    assert {(pair.scheme, pair.code) for pair in one.classed.all()} == {
        ("udc", "9"), ("udc", "94"), ("udc", "94(477)"), ("bbk", "6"), ("bbk", "63"), ("bbk", "63.3"),
        ("bbk", "63.3(4УКР)"),
    }  # fmt: skip


@pytest.mark.django_db
def test_an_import_that_is_taken_back_takes_its_classes_along(client: Client, world: World) -> None:
    world.sign_in(client, "cataloguer")
    batch = carry(client, records.iso(records.marc21()))
    assert Classed.objects.filter(scheme="udc", code="82").count() == 1
    verb(client, batch, "undo")
    assert not Classed.objects.exists()


@pytest.mark.django_db
def test_a_class_is_chosen_from_the_tree_without_losing_what_was_typed(client: Client, world: World) -> None:
    world.sign_in(client, "cataloguer")
    page = send(client, "book", sheet({**BOOK, "udc": "908"}, do="class:udc:94(477)"))
    assert page.status_code == 200
    form = page.context["screen"].form
    assert (form["udc"].value(), form["title"].value()) == ("908; 94(477)", BOOK["title"])
    assert 'value="class:udc:94(477)"' in page.content.decode()
    assert 'value="class:bbk:84(4УКР)"' in page.content.decode()
