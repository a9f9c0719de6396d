"""The index that is asked now, of the engine that the settings name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from oseredok.spine.search.engines.base import Engine
from oseredok.spine.search.engines.postgres_store import PostgresStore
from oseredok.spine.search.engines.store import Store
from oseredok.spine.search.engines.tantivy_store import TantivyStore

POSTGRES = "postgres"


def store() -> Store:
    """Return where indexes are kept."""
    if settings.SEARCH_ENGINE == POSTGRES:
        return PostgresStore()
    return _tantivy_in(Path(settings.SEARCH_ROOT))


def engine() -> Engine | None:
    """Return the index that is asked; None when there is none yet, and then the search says that it is being made."""
    return store().current()


@cache
def _tantivy_in(root: Path) -> TantivyStore:
    return TantivyStore(root)
