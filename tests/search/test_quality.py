"""What people mean is found: the questions of `bench/search_quality*.txt`, class by class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench import search_quality
from oseredok.spine.search import indexer, indexes

ENOUGH = 0.9


def poor(told: dict[str, tuple[int, float, float]]) -> dict[str, tuple[float, float]]:
    """Return the classes in which too little is found."""
    return {kind: (round(found, 2), round(high, 2)) for kind, (_many, found, high) in told.items() if found < ENOUGH}


@pytest.mark.django_db
@pytest.mark.one_database
def test_each_class_of_questions_finds_what_was_meant(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"
    indexer.rebuild()
    told = search_quality.measured(search_quality.ours)
    indexes._tantivy_in.cache_clear()

    assert sum(many for many, _recall, _ndcg in told.values()) >= 150
    assert poor(told) == {}


@pytest.mark.django_db
@pytest.mark.one_database
def test_each_class_of_questions_about_books_finds_them_and_puts_them_first(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"
    search_quality.fill()
    indexer.rebuild()
    told = search_quality.measured(search_quality.of_records, search_quality.OF_RECORDS)
    indexes._tantivy_in.cache_clear()

    assert sum(many for many, _recall, _ndcg in told.values()) >= 200
    assert poor(told) == {}
    assert min(high for _many, _found, high in told.values()) >= ENOUGH, "and stands first"
