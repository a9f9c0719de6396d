"""A large index is written by several processes, and is then one: all of it found, changed and taken away as ever."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from oseredok.spine.search import building, query
from oseredok.spine.search.engines import tantivy
from oseredok.spine.search.engines.base import Answer, Request
from oseredok.spine.search.engines.tantivy import TantivyEngine
from oseredok.spine.search.engines.tantivy_folder import take_in
from oseredok.spine.search.rows import rows_of
from oseredok.spine.search.sources import PUBLIC
from tests.search import books
from tests.search.hand_of_a_shelf import MANY, PART, LongShelf, long_shelf
from tests.search.shelf import Shelf, only

HAND = (sys.executable, "-m", "tests.search.hand_of_a_shelf")


@pytest.fixture
def shelves(monkeypatch: pytest.MonkeyPatch) -> Iterator[LongShelf]:
    monkeypatch.setattr(building, "_cores", lambda: 2)
    shelf, small = long_shelf(), Shelf("leaflet", fields=books.FIELDS)
    small.put(books.book("1", "Листівка про коней"))
    with only(shelf, small):
        yield shelf


def ask(engine: TantivyEngine, text: str) -> Answer:
    return engine.search(Request(query.parse(text).node, (PUBLIC,), moment=1))


def test_two_processes_build_one_index_that_lives_on(shelves: LongShelf, tmp_path: Path) -> None:
    engine, told = TantivyEngine(tmp_path / "index"), list[int]()

    assert building.fill(engine, tell=told.append, hand=HAND) == MANY + 1

    assert (engine.counts(), ask(engine, "кінь").total) == ({"book": MANY, "leaflet": 1}, MANY + 1)
    assert (told == sorted(told), told[-1], len(told)) == (True, MANY + 1, MANY // PART + 1)
    assert not [one for one in engine.folder.iterdir() if one.is_dir()]
    opened = TantivyEngine(engine.folder, must_be=True)
    marks = {row.uid: row.mark for row in rows_of(shelves.source(), None)}
    assert dict(opened.marks("book")) == marks

    batch = opened.batch()
    batch.drop("book:7")
    batch.drop(f"book:{MANY}")
    batch.commit()
    opened.let_go()  # merges come to their end

    assert ask(opened, "кінь").total == MANY - 1
    assert [one.key for one in ask(opened, "том 70").found] == ["70"]
    assert not ask(opened, "назва:листівка том").total


def test_a_process_that_dies_is_told_of(shelves: LongShelf, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        building.fill(TantivyEngine(tmp_path / "index"), tell=lambda done: None, hand=(*HAND, "dying"))


def test_a_short_shelf_needs_no_help(shelves: LongShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "FEWEST_PARTS", MANY)

    assert building.fill(TantivyEngine(tmp_path / "index"), tell=lambda done: None, hand=("no-such-command",)) == 201


def test_an_index_of_other_fields_is_not_taken_in(shelves: LongShelf, tmp_path: Path) -> None:
    TantivyEngine(tmp_path / "one")
    TantivyEngine(tmp_path / "other", known={one.code: one for one in books.FIELDS})

    with pytest.raises(ValueError, match="schema"):
        take_in(tmp_path / "one", [tmp_path / "other"])


@pytest.mark.parametrize(
    ("limit", "heap"), [("max\n", None), ("1\n", tantivy.LEAST_HEAP_OF_A_REBUILD), ("no-file", None)]
)
def test_a_writer_takes_as_much_memory_as_the_machine_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: str, heap: int | None
) -> None:
    told = tmp_path / "memory.max"
    if limit != "no-file":
        told.write_text(limit)
    monkeypatch.setattr(tantivy, "LIMIT_OF_CONTAINER", told)
    monkeypatch.setattr(tantivy.os, "sysconf", lambda name: 4096 if name == "SC_PAGE_SIZE" else 2**30)
    monkeypatch.setattr(tantivy.os, "cpu_count", lambda: 2)

    assert tantivy.heap_of_a_rebuild() == (heap or tantivy.MOST_HEAP_OF_A_REBUILD)
    words = tantivy.LEAST_WORDS_OF_A_REBUILD if heap else tantivy.MOST_WORDS_OF_A_REBUILD
    assert tantivy.words_of_a_rebuild() == words
