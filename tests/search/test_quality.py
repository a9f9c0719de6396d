"""What people mean is found: the questions of `bench/search_quality.txt`, class by class."""

from __future__ import annotations

import pytest

from bench import search_quality
from oseredok.spine.search import indexer, indexes

ENOUGH = 0.9


@pytest.mark.django_db
@pytest.mark.one_database
def test_each_class_of_questions_finds_what_was_meant(settings: object, tmp_path: object) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"  # type: ignore[attr-defined, operator]
    indexer.rebuild()
    told = search_quality.measured(search_quality.ours)
    indexes._tantivy_in.cache_clear()

    assert sum(many for many, _recall, _ndcg in told.values()) >= 150
    assert {kind: round(found, 2) for kind, (_many, found, _good) in told.items() if found < ENOUGH} == {}
