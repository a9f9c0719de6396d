from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from oseredok.spine.search.engines.base import Engine
from oseredok.spine.search.engines.postgres_store import PostgresStore
from oseredok.spine.search.engines.tantivy import TantivyEngine
from oseredok.spine.search.rows import rows_of
from tests.search import books
from tests.search.shelf import Shelf, only

ENGINES = ["tantivy", *(["postgres"] if connection.vendor == "postgresql" else [])]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """The books, and nothing else to be found."""
    made = books.shelf()
    with only(made):
        yield made


if connection.vendor == "postgresql":

    @pytest.fixture
    def base_of_index(db: None) -> None:
        """Where the second engine keeps its index."""

else:

    @pytest.fixture
    def base_of_index() -> None:
        """The first engine needs none."""


@pytest.fixture(params=ENGINES)
def engine(request: Any, shelf: Shelf, base_of_index: None, tmp_path: Path) -> Engine:
    """An index that holds the shelf, of each engine in turn; the second one exists on PostgreSQL only."""
    inside = request.param == "postgres"
    made: Engine = PostgresStore().begin(now=timezone.now()) if inside else TantivyEngine(tmp_path / "index")
    made.put_all(rows_of(shelf.source(), None))
    return made
