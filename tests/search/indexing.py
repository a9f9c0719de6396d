"""An index that is brought up to date each time it is asked: for tests about pages, which run no worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oseredok.spine.search import indexer, indexes
from oseredok.spine.search.engines.base import Engine


def follow_at_once(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the index of one test in a folder of its own."""
    settings.SEARCH_ROOT = folder
    asked = indexes.engine

    def up_to_date() -> Engine | None:
        monkeypatch.setattr(indexes, "engine", asked)  # building asks for it too
        indexer.rebuild()
        monkeypatch.setattr(indexes, "engine", up_to_date)
        return asked()

    monkeypatch.setattr(indexes, "engine", up_to_date)
