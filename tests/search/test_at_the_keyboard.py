"""`oseredok search` and the page of the system say how the index is; a kill in the middle loses no change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from oseredok.base.core.health import Level
from oseredok.console import searching
from oseredok.spine.search import health, indexer, indexes, outbox
from tests.search.books import book
from tests.search.shelf import Shelf

ENOUGH = 7  # commits before the kill
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.SEARCH_ROOT = tmp_path / "search"
    yield tmp_path / "search"
    indexes._tantivy_in.cache_clear()


@pytest.mark.django_db
def test_the_index_is_built_compared_and_told_about(
    shelf: Shelf, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert searching.status() == 0
    assert "ще готується" in capsys.readouterr().out

    assert searching.reindex() == 0
    assert "8\u00a0записів" in capsys.readouterr().out
    assert searching.check() == 0

    shelf.put(book("9", "Верблюди пустелі"))
    assert searching.check() == 1
    said = capsys.readouterr().out
    assert "book:9" in said
    assert "oseredok search reindex" in said

    outbox.changed("book", 9)
    searching.status()
    assert "Чекає змін: 1." in capsys.readouterr().out


@pytest.mark.django_db
def test_the_page_of_the_system_tells_how_the_search_is(
    shelf: Shelf, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert health.find_index(timezone.now()).level is Level.ADVICE
    indexer.turn()
    assert "8\u00a0записів" in health.find_index(timezone.now()).sentence

    monkeypatch.setattr(health, "MANY_WAITING", 0)
    outbox.changed("book", 3)
    assert health.find_index(timezone.now()).level is Level.BAD


@pytest.mark.django_db
def test_another_database_makes_another_index(shelf: Shelf, own_folder: Path) -> None:
    indexer.turn()
    indexer.throw_away()

    assert indexes.engine() is None
    assert indexer.turn() == 8


KILLED = """
import django, os, sys
django.setup()
from pathlib import Path
from oseredok.spine.search.engines.tantivy import TantivyEngine
from oseredok.spine.search.rows import rows_of
from tests.search.books import book
from tests.search.shelf import Shelf, only
from tests.search import books
with only(Shelf(fields=books.FIELDS)):
    engine = TantivyEngine(Path(sys.argv[1]))
    for number in range(1_000_000):
        shelf = Shelf(fields=books.FIELDS)
        shelf.put(book(str(number % 50), f"Книга {number}"))
        engine.put_all(rows_of(shelf.source(), None))
        print(number, flush=True)  # what is printed is committed, as what is marked in the outbox is
"""


def test_a_kill_in_the_middle_loses_nothing_that_was_committed(shelf: Shelf, tmp_path: Path) -> None:
    from oseredok.spine.search import query
    from oseredok.spine.search.engines.base import Request
    from oseredok.spine.search.engines.tantivy import TantivyEngine
    from oseredok.spine.search.sources import PUBLIC

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "oseredok.settings"}
    environment["OSEREDOK_DATA"] = str(tmp_path / "data")
    folder = tmp_path / "index"
    script = [sys.executable, "-c", KILLED, str(folder)]
    with subprocess.Popen(script, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        last = next(line for line in writer.stdout if int(line) >= ENOUGH)
        writer.send_signal(signal.SIGKILL)
    engine = TantivyEngine(folder, must_be=True)
    answer = engine.search(Request(query.parse(f"книга {last.strip()}").node, (PUBLIC,), moment=1))

    assert [one.key for one in answer.found] == [str(int(last) % 50)]
    assert engine.counts()["book"] >= int(last) + 1
    engine.put_all([])  # and the lock is free
