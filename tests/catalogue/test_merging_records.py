"""Two records of one book: suspected, compared, made one, parted again, or said to be different; files that bring them anew."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client

from oseredok.base.audit.models import Entry
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.exhibitions.models import Exhibit
from oseredok.collections.catalogue.merging import actions, comparing
from oseredok.collections.catalogue.models import Copy, Record, Source
from oseredok.library.people.models import Role
from oseredok.spine.search.models import SearchOutbox
from tests.catalogue.checking import REPORT, count, counted, twins
from tests.catalogue.importing import book, carry, iso, verb
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import copy, duty
from tests.world import World

OFFICE = "/office/catalogue/records/"
TWINS = f"{REPORT}twins/"
ISBN = "9786177171132"


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "cataloguer")
    return client


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.unescape(answer.content.decode())


def pair(world: World) -> tuple[Record, Record, str]:
    key = twins(world)
    one, other = Record.live.order_by("pk")
    return one, other, key


def decide(client: Client, key: str, **sent: Any) -> None:
    assert client.post(f"{TWINS}{key}/", sent).status_code == 302


def merge(client: Client, key: str, stays: Record, *others: Record) -> None:
    decide(client, key, what="merge", stays=stays.pk, same=[stays.pk, *(one.pk for one in others)])
    for one in (stays, *others):
        one.refresh_from_db()


# --- Suspected ---------------------------------------------------------------------------------------------------
def test_the_same_words_and_the_same_number_are_groups_others_are_not(desk: Client, world: World) -> None:
    for title in ("Хата край села", "ХАТА КРАЙ CЕЛА"):  # the second with a Latin letter
        shelves.put(world, title, "Гайова, Лідія", copies=[copy()])
    for title, part in (("Перша", ""), ("Друга", ""), ("Твори", "Т. 3")):
        shelves.put(world, title, isbn=[ISBN], copies=[copy()], **({"part": part} if part else {}))
    shelves.put(world, "Хата край села", "Гайова, Лідія", 1999)
    shelves.put(world, "Хата край села", "Інший, Іван")
    assert counted(desk)["twins"][0] == 4
    page = read(desk, TWINS)
    assert page.count(f'href="{TWINS}') - page.count(f'href="{TWINS}"') == 2, "a row for each group"
    assert "Твори" not in page
    assert f'href="{TWINS}"' in read(desk, REPORT)


def test_side_by_side_differences_are_marked(desk: Client, world: World) -> None:
    one, other, key = pair(world)
    Record.objects.filter(pk=other.pk).update(data={**other.data, "publishers": ["Світлиця"]})
    rows = {row.label: row.differs for row in comparing.rows(Record.live.order_by("pk"))}
    assert rows["Видавець"]
    assert not rows["Назва"]
    page = read(desk, f"{TWINS}{key}/")
    assert "Світлиця" in page
    assert "різниться" in page
    assert f"№ {one.pk}" in page


# --- Made one ------------------------------------------------------------------------------------------------------
def test_copies_move_the_page_leads_on_and_harvesters_hear(desk: Client, world: World) -> None:
    one, other, key = pair(world)
    address, before = path_of(other), one.changed_at
    merge(desk, key, one, other)
    assert set(one.copies.values_list("came_with", flat=True)) == {None, other.pk}
    assert other.merged_into == one
    assert one.changed_at > before
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, path_of(one))
    told = Client().get(f"/oai/?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:{other.pk}")
    assert b'status="deleted"' in told.content
    assert {str(one.pk), str(other.pk)} <= set(SearchOutbox.objects.values_list("key", flat=True))
    assert "Вирішувати нічого" in read(desk, TWINS)
    assert read(desk, f"{TWINS}{key}/", 404)
    changes = [entry.changes for entry in Entry.objects.order_by("pk") if entry.content_type.model == "record"]
    assert changes == [
        {"об’єднано": ["", f"Хата край села (№ {one.pk})"]},
        {"приєднано": ["", f"Хата край села (№ {other.pk})"]},
    ]


def test_exhibitions_and_lists_of_visitors_follow(desk: Client, world: World) -> None:
    one, other, key = pair(world)
    visitor = Client()
    visitor.post(f"/catalogue/list/{other.pk}/", {"what": "add"})
    both, alone = shelves.shown(world, one, other).exhibition, shelves.shown(world, other).exhibition
    merge(desk, key, one, other)
    assert [exhibit.record for exhibit in Exhibit.objects.filter(exhibition=both)] == [one]
    assert [exhibit.record for exhibit in Exhibit.objects.filter(exhibition=alone)] == [one]
    assert path_of(one) in read(visitor, "/catalogue/list/")
    visitor.post(f"/catalogue/list/{one.pk}/", {"do": "remove"})
    assert path_of(one) not in read(visitor, "/catalogue/list/")


def test_of_three_only_the_ticked_are_merged_and_an_earlier_merger_moves_on(desk: Client, world: World) -> None:
    first, second, third = (
        shelves.put(world, "Хата край села", "Гайова, Лідія", number=number, copies=[copy()]) for number in "123"
    )
    counted(desk)
    key = str(count(world).flaws.filter(code="twins")[0].note)
    merge(desk, key, second, first)
    assert third.deleted_at is None
    merge(desk, key, third, second)
    first.refresh_from_db()
    assert first.merged_into == second.merged_into == third
    assert third.copies.count() == 3
    actions.separate_record(record=first, duty=duty(world), now=world.now)
    assert (first.copies.count(), third.copies.count()) == (1, 2)


def test_parted_again_each_has_its_own_and_is_suspected_no_more(desk: Client, world: World) -> None:
    one, other, key = pair(world)
    merge(desk, key, one, other)
    assert "Роз’єднати" in read(desk, f"{OFFICE}{other.pk}/")
    assert f"№ {other.pk}" in read(desk, f"{OFFICE}{one.pk}/")
    desk.post(f"{OFFICE}{other.pk}/separate/")
    other.refresh_from_db()
    assert (other.merged_into, other.deleted_at) == (None, None)
    assert (one.copies.count(), other.copies.count()) == (1, 1)
    assert not Copy.objects.exclude(came_with=None).exists()
    assert counted(desk)["twins"][0] == 0


def test_different_books_are_remembered(desk: Client, world: World) -> None:
    _one, _other, key = pair(world)
    decide(desk, key, what="apart")
    assert "Вирішувати нічого" in read(desk, TWINS)
    assert counted(desk)["twins"][0] == 0
    third = shelves.put(world, "Хата край села", "Гайова, Лідія", number="т-3")
    assert counted(desk)["twins"][0] == 3, "a new one is compared with both"
    assert third.pk in count(world).flaws.filter(code="twins").values_list("record", flat=True)


# --- Files that bring them anew --------------------------------------------------------------------------------------
def merged_by_files(desk: Client, world: World) -> tuple[Record, Record]:
    """Two descriptions of one book from Koha, the second merged into the first."""
    carry(desk, iso(book(1, "Земля"), book(2, "Земля")))
    one, other = Record.live.order_by("pk")
    actions.merge_records(stays=one, others=[other], duty=duty(world), now=world.now)
    return one, other


def numbers(record: Record) -> list[str]:
    return sorted(record.copies.values_list("inventory_number", flat=True))


def test_the_same_file_again_changes_nothing(desk: Client, world: World) -> None:
    one, other = merged_by_files(desk, world)
    batch = carry(desk, iso(book(1, "Земля"), book(2, "Земля")))
    other.refresh_from_db()
    assert batch.same == 2
    assert (other.merged_into, numbers(one)) == (one, ["1001", "1002"])


def test_a_changed_source_goes_on_telling_of_its_copies_at_the_other(desk: Client, world: World) -> None:
    one, other = merged_by_files(desk, world)
    again = book(2, "Земля", year="1991")
    again.fields.append(("952", "  ", [("b", "MAIN"), ("i", "2002")]))
    kept = Copy.objects.get(inventory_number="1002").pk
    carry(desk, iso(book(1, "Земля", year="1992"), again))
    other.refresh_from_db()
    assert (other.merged_into, other.year) == (one, 1991)
    assert other.deleted_at is not None
    assert numbers(one) == ["1001", "1002", "2002"]
    assert Copy.objects.get(inventory_number="1002").pk == kept, "the row of a copy stays the same"
    assert Source.objects.filter(record=other).exists()


def test_copies_that_the_old_system_has_moved_too_are_not_doubled(desk: Client, world: World) -> None:
    one, other = merged_by_files(desk, world)
    whole = book(1, "Земля")
    whole.fields.append(("952", "  ", [("b", "MAIN"), ("i", "1002")]))
    kept = Copy.objects.get(inventory_number="1002").pk
    carry(desk, iso(whole, book(2, "Земля", deleted=True)), mode="delta")
    assert numbers(one) == ["1001", "1002"]
    assert Copy.objects.get(inventory_number="1002").pk == kept
    other.refresh_from_db()
    assert (other.merged_into, other.copies.count()) == (one, 0)


def test_copies_leave_with_what_their_source_has_deleted(desk: Client, world: World) -> None:
    one, _other = merged_by_files(desk, world)
    carry(desk, iso(book(2, "Земля", deleted=True)), mode="delta")
    assert numbers(one) == ["1001"]


def test_what_was_merged_is_back_when_a_file_takes_the_other_away(desk: Client, world: World) -> None:
    _one, other = merged_by_files(desk, world)
    carry(desk, iso(book(1, "Земля", deleted=True)), mode="delta")
    other.refresh_from_db()
    assert (other.merged_into, other.deleted_at, numbers(other)) == (None, None, ["1002"])


@pytest.mark.parametrize("stays", [0, 1])
def test_what_a_whole_file_has_no_more_stays_away_though_it_was_merged(desk: Client, world: World, stays: int) -> None:
    carry(desk, iso(book(1, "Земля"), book(2, "Земля")))
    both = list(Record.live.order_by("pk"))
    actions.merge_records(stays=both.pop(stays), others=both, duty=duty(world), now=world.now)
    batch = carry(desk, iso(book(7, "Інше")), mode="full")
    assert [record.title for record in Record.live.all()] == ["Інше"]
    assert batch.deleted == 1, "only one of them was seen"
    verb(desk, batch, "undo")
    assert [record.title for record in Record.live.all()] == ["Земля", "Земля"], "both are back, and apart"


def test_a_file_is_taken_back_though_its_record_was_merged_or_exhibited(desk: Client, world: World) -> None:
    carry(desk, iso(book(1, "Земля")))
    batch = carry(desk, iso(book(2, "Земля"), book(3, "Земля")))
    old, new, third = Record.live.order_by("pk")
    shelves.shown(world, third)
    actions.merge_records(stays=new, others=[old], duty=duty(world), now=world.now)
    verb(desk, batch, "undo")
    assert list(Record.objects.all()) == [old]
    old.refresh_from_db()
    assert (old.merged_into, old.deleted_at, numbers(old)) == (None, None, ["1001"])
    assert not Exhibit.objects.exists()


# --- Who and when not ------------------------------------------------------------------------------------------------
def test_refusals(client: Client, world: World) -> None:
    one, other, key = pair(world)
    with pytest.raises(NotAllowed):
        actions.merge_records(stays=one, others=[other], duty=duty(world, Role.CONSULTANT), now=world.now)
    for others in ([], [one]):
        with pytest.raises(Invalid):
            actions.merge_records(stays=one, others=others, duty=duty(world), now=world.now)
    with pytest.raises(Conflict) as refusal:
        actions.separate_record(record=one, duty=duty(world), now=world.now)
    assert refusal.value.code == "not-merged"
    with pytest.raises(Invalid):
        actions.tell_apart(records=[one, one], duty=duty(world))
    actions.merge_records(stays=one, others=[other], duty=duty(world), now=world.now)
    with pytest.raises(Conflict) as refusal:
        actions.merge_records(stays=other, others=[one], duty=duty(world), now=world.now)
    assert refusal.value.code == "record-gone"
    world.sign_in(client, "branch_librarian")
    assert client.get(TWINS).status_code == 200
    assert client.get(f"{TWINS}{key}/").status_code == 403
    world.sign_in(client, "cataloguer")
    assert client.get(f"{TWINS}m12/").status_code == 404
