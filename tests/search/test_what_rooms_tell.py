"""Rooms tell the search what they have, and what has changed, in the transaction that changed it."""

from __future__ import annotations

import pytest
from django.db import transaction

from oseredok.base.core import changes
from oseredok.spine.search import outbox, sources
from oseredok.spine.search.models import SearchOutbox
from oseredok.spine.search.sources import Field, Kind
from tests.search.shelf import Shelf, only

pytestmark = pytest.mark.django_db


def waiting() -> list[tuple[str, str]]:
    return list(SearchOutbox.objects.values_list("source", "key"))


def test_a_lower_room_is_heard_without_knowing_the_search() -> None:
    with only(Shelf()):
        changes.tell("book", 7, 9, 7)
        changes.tell("nobody-offers-it", 1)
        outbox.changed("book")

    assert waiting() == [("book", "7"), ("book", "9"), ("book", "")]


def test_a_change_that_was_undone_is_not_told() -> None:
    def change_and_break() -> None:
        with transaction.atomic():
            outbox.changed("book", 7)
            raise RuntimeError

    with only(Shelf()):
        with pytest.raises(RuntimeError):
            change_and_break()
        assert waiting() == []


def test_one_field_cannot_be_of_two_kinds() -> None:
    with only(Shelf(fields=(Field("year", "Рік", Kind.INTEGER),))):
        with pytest.raises(ValueError, match="year"):
            sources.register(Shelf("map", (Field("year", "Рік", Kind.TEXT),)).source())
        with pytest.raises(ValueError, match="title"):
            sources.register(Shelf("map", (Field("title", "Назва"),)).source())


def test_people_name_a_field_in_either_language_and_any_case() -> None:
    with only(Shelf(fields=(Field("author", "Автор", aliases=("автор", "author")),))):
        assert [getattr(sources.by_alias(one), "code", None) for one in ("Автор", "AUTHOR", "назва", "колір")] == [
            "author",
            "author",
            "title",
            None,
        ]


def test_the_index_knows_when_its_fields_are_others() -> None:
    with only(Shelf()):
        before = sources.fingerprint("1")
    with only(Shelf(fields=(Field("author", "Автор", facet=True),))):
        assert sources.fingerprint("1") != before
        assert sources.fingerprint("1") == sources.fingerprint("1") != sources.fingerprint("2")
