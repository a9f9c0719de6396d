"""Copies put beside a record by their numbers, corrected, erased when they were a mistake."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Invalid
from oseredok.collections.catalogue.cataloguing.rules import inventory_numbers
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.spine.search.models import SearchOutbox
from tests.catalogue.typing_in import made
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    world.sign_in(client, "cataloguer")
    return client


def add(client: Client, record: Record, world: World, **told: Any) -> Any:
    sent = {"library": world.central.pk, "numbers": "", "status": "free", **told}
    return client.post(reverse("catalogue_new:copies", args=[record.pk]), sent)


def test_a_range_of_numbers_is_as_many_copies(desk: Client, world: World) -> None:
    record = made(desk)
    SearchOutbox.objects.all().delete()
    told = {"numbers": "0998–1001, 15/2019", "room": "читальна зала", "shelf_mark": "908 Г12", "price": "120,50"}
    answer = add(desk, record, world, **told)
    assert answer.status_code == 302, answer.context["form"].errors
    copies = list(record.copies.order_by("pk"))
    assert [copy.inventory_number for copy in copies] == ["0998", "0999", "1000", "1001", "15/2019"]
    assert {str(copy.price) for copy in copies} == {"120.50"}
    location = copies[0].location
    assert location is not None
    assert (location.library, location.name) == (world.central, "читальна зала")
    assert SearchOutbox.objects.filter(key=str(record.pk)).exists(), "whether it can be had has changed"


def test_copies_without_numbers_are_counted(desk: Client, world: World) -> None:
    record = made(desk)
    add(desk, record, world, quantity="7")
    assert [copy.quantity for copy in record.copies.all()] == [7]


def test_the_shelf_mark_is_offered_from_class_and_author_mark(desk: Client) -> None:
    page = desk.get(reverse("catalogue_new:copies", args=[made(desk).pk]))
    assert page.context["form"]["shelf_mark"].value() == "908(477) Г12"


@pytest.mark.parametrize(
    ("told", "code"),
    [("1-900", "many-copies"), ("5, 5", "number-twice"), ("9" * 41, "number-long"),
     (",".join(map(str, range(201))), "many-copies")],
)  # fmt: skip
def test_numbers_that_look_like_a_slip_are_refused(told: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        inventory_numbers(told)
    assert refusal.value.code == code


def test_a_number_of_a_book_is_no_range() -> None:
    assert inventory_numbers("15/2019-2\nА-7-9") == ["15/2019-2", "А-7-9"]


def test_one_inventory_number_stands_once_in_a_library(desk: Client, world: World) -> None:
    record = made(desk)
    add(desk, record, world, numbers="77")
    answer = add(desk, record, world, numbers="77")
    assert answer.status_code == 422
    assert answer.context["form"].errors["numbers"] == ["Інвентарний номер 77 уже має «Млини над Тихою»."]
    assert add(desk, record, world, numbers="77", library=world.branch.pk).status_code == 302
    assert record.copies.count() == 2


def test_a_copy_is_corrected_and_erased(desk: Client, world: World) -> None:
    record = made(desk)
    add(desk, record, world, numbers="77")
    copy = record.copies.get()
    sent = {"library": world.branch.pk, "numbers": "78", "status": "off", "quantity": "1"}
    desk.post(reverse("catalogue_new:copy", args=[copy.pk]), sent)
    copy.refresh_from_db()
    assert (copy.inventory_number, copy.status) == ("78", "off")
    assert copy.location is not None
    assert copy.location.library == world.branch
    desk.post(reverse("catalogue_new:remove", args=[copy.pk]))
    assert not Copy.objects.exists()


def test_a_record_with_copies_is_not_withdrawn(desk: Client, world: World) -> None:
    record = made(desk)
    add(desk, record, world, numbers="77")
    answer = desk.post(reverse("catalogue_new:verb", args=[record.pk, "withdraw"]), follow=True)
    assert "Спершу спишіть їх" in answer.content.decode()
    assert Record.live.exists()


def test_a_branch_librarian_writes_copies_of_the_own_branch_only(client: Client, world: World) -> None:
    world.sign_in(client, "branch_librarian")
    record = made(client)
    assert add(client, record, world, numbers="1").status_code == 422
    assert add(client, record, world, numbers="1", library=world.branch.pk).status_code == 302
    copy = record.copies.get()
    world.sign_in(client, "cataloguer")
    add(client, record, world, numbers="2")
    world.sign_in(client, "branch_librarian")
    foreign = record.copies.exclude(pk=copy.pk).get()
    client.post(reverse("catalogue_new:remove", args=[foreign.pk]))
    assert record.copies.count() == 2
