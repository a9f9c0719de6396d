"""The index follows the rooms: by the outbox within a turn, built anew when it is lost, never losing a change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from oseredok.spine.search import indexer, indexes, outbox, query
from oseredok.spine.search.engines.base import Engine, Request
from oseredok.spine.search.engines.tantivy_store import TantivyStore
from oseredok.spine.search.models import IndexBuild, SearchOutbox
from oseredok.spine.search.sources import PUBLIC, Field
from tests.search import books
from tests.search.books import book
from tests.search.shelf import Shelf, only

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.SEARCH_ROOT = tmp_path / "search"
    yield
    indexes._tantivy_in.cache_clear()


def keys(text: str, engine: Engine | None = None) -> list[str]:
    asked = engine or indexes.engine()
    assert asked is not None
    return [one.key for one in asked.search(Request(query.parse(text).node, (PUBLIC,), moment=1)).found]


def test_there_is_no_index_until_the_worker_has_made_one(shelf: Shelf) -> None:
    assert indexes.engine() is None

    assert indexer.turn() == 8
    assert keys("книга") == ["3"]
    assert indexer.turn() == 0


def test_what_was_made_changed_and_taken_away_is_seen_after_a_turn(shelf: Shelf) -> None:
    indexer.turn()
    shelf.put(book("9", "Верблюди пустелі"), book("3", "Книга про левів"))
    del shelf.standing["4"]
    outbox.changed("book", 9, 3, 4)

    assert keys("верблюд") == []
    assert indexer.turn() == 3
    assert (keys("верблюд"), keys("леви"), keys("коні")) == (["9"], ["3"], [])


def test_a_whole_source_may_be_told_at_once(shelf: Shelf) -> None:
    indexer.turn()
    shelf.standing.clear()
    shelf.put(book("20", "Єдина книга"))
    outbox.changed("book")
    indexer.turn()

    assert keys("") == ["20"]


def test_an_undone_change_is_never_indexed(shelf: Shelf) -> None:
    indexer.turn()
    with transaction.atomic():
        outbox.changed("book", 3)
        transaction.set_rollback(True)

    assert indexer.turn() == 0


@pytest.mark.parametrize("lost", ["CURRENT", "meta.json", "folder"])
def test_a_lost_index_is_made_again(shelf: Shelf, lost: str, settings: Any) -> None:
    indexer.turn()
    root = Path(settings.SEARCH_ROOT)
    folder = root / (root / "CURRENT").read_text()
    if lost == "folder":
        import shutil

        shutil.rmtree(folder)
    else:
        next(root.rglob(lost)).unlink()

    assert indexes.engine() is None
    assert indexer.turn() == 8
    assert keys("книга") == ["3"]


def test_a_torn_index_is_made_again(shelf: Shelf, settings: Any) -> None:
    indexer.turn()
    next(Path(settings.SEARCH_ROOT).rglob("meta.json")).write_text("{")
    indexes._tantivy_in.cache_clear()

    assert indexes.engine() is None
    assert indexer.turn() == 8


def test_an_older_index_answers_until_the_new_one_is_made(shelf: Shelf) -> None:
    indexer.turn()
    more = Shelf(fields=(*books.FIELDS, Field("publisher", "Видавець", facet=True)), standing=shelf.standing)
    with only(more):
        indexes._tantivy_in.cache_clear()
        assert not indexes.store().is_fresh()
        assert keys("книга") == ["3"]
        assert keys("автор:шевчук книга") == ["3"]

        assert indexer.turn() == 8
        assert indexes.store().is_fresh()


def test_the_former_index_is_thrown_away_after_the_switch(shelf: Shelf, settings: Any) -> None:
    indexer.turn()
    indexer.rebuild()

    assert len([one for one in Path(settings.SEARCH_ROOT).iterdir() if one.is_dir()]) == 1


def test_what_changed_while_the_index_was_built_is_applied_to_the_new_one(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexer.turn()
    switch = TantivyStore.switch

    def change_before_the_switch(self: TantivyStore, engine: Engine) -> None:
        # Built already without the camel; the running worker puts it into the former index, and is through with it.
        shelf.put(book("9", "Верблюди пустелі"))
        outbox.changed("book", 9)
        monkeypatch.setattr(TantivyStore, "switch", switch)
        assert indexer.turn() == 1
        switch(self, engine)

    monkeypatch.setattr(TantivyStore, "switch", change_before_the_switch)
    indexer.rebuild()
    indexer.turn()

    assert keys("верблюд") == ["9"]


def test_a_builder_that_died_leaves_the_former_index_in_its_place(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexer.turn()
    monkeypatch.setattr(TantivyStore, "switch", lambda self, engine: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        indexer.rebuild()

    assert keys("книга") == ["3"]


def test_the_index_can_be_compared_with_the_rooms(shelf: Shelf) -> None:
    indexer.turn()
    assert [one.is_none for one in indexer.differences()] == [True]

    shelf.put(book("9", "Верблюди пустелі"), book("3", "Книга про левів"))
    del shelf.standing["4"]
    (seen,) = indexer.differences()
    assert (seen.missing, seen.left_over, seen.stale) == (["book:9"], ["book:4"], ["book:3"])

    outbox.changed("book", 9, 3, 4)
    assert [one.is_none for one in indexer.differences()] == [True]  # it waits, so it is known


def test_applied_changes_are_forgotten_after_a_day(shelf: Shelf) -> None:
    from datetime import timedelta

    indexer.turn()
    outbox.changed("book", 3)
    indexer.turn()
    assert indexer.forget_applied() == 0

    SearchOutbox.objects.update(applied_at=SearchOutbox.objects.get().applied_at - timedelta(days=2))
    assert indexer.forget_applied() == 1


def test_the_shape_of_the_index_lies_beside_it(shelf: Shelf, settings: Any) -> None:
    indexer.turn()
    shape = json.loads(next(Path(settings.SEARCH_ROOT).rglob("fields.json")).read_text())

    assert shape["author"] == ["text", True, True, True]


@pytest.mark.postgresql
def test_the_database_can_hold_the_index_itself(shelf: Shelf, settings: Any) -> None:
    settings.SEARCH_ENGINE = indexes.POSTGRES
    assert indexes.engine() is None
    assert indexer.turn() == 8
    shelf.put(book("9", "Верблюди пустелі"))
    del shelf.standing["4"]
    outbox.changed("book", 9, 4)

    assert indexer.turn() == 2
    assert (keys("верблюд"), keys("коні")) == (["9"], ["3"])
    assert [one.is_none for one in indexer.differences()] == [True]
    assert indexes.store().size() > 0

    indexer.rebuild()
    assert IndexBuild.objects.count() == 1
    more = Shelf(fields=(*books.FIELDS, Field("publisher", "Видавець", facet=True)), standing=shelf.standing)
    with only(more):
        assert not indexes.store().is_fresh()
        assert keys("верблюд") == ["9"]
    indexer.throw_away()
    assert indexes.engine() is None
