"""What stands behind an entry is told by the service that made it."""

from collections.abc import Iterator

import pytest

from oseredok.spine.journal import subjects
from oseredok.spine.journal.subjects import Subject
from tests.journal.builders import Town


@pytest.fixture
def asked() -> Iterator[list[list[str]]]:
    calls: list[list[str]] = []

    def describe(ids: list[str]) -> dict[str, Subject]:
        calls.append(ids)
        return {one: Subject(title=f"Захід {one}", url=f"/e/{one}") for one in ids if one != "404"}

    subjects.register("test-subjects", describe)
    yield calls
    subjects._describers.pop("test-subjects")


@pytest.mark.django_db
def test_subjects_of_a_list_are_asked_for_once(asked: list[list[str]]) -> None:
    town = Town()
    ids = [("test-subjects", "1"), ("test-subjects", "2"), ("test-subjects", "404"), ("nobody", "1"), None]
    entries = [town.record(subject=subject) for subject in ids]
    found = subjects.describe(entries)
    assert {key: subject.title for key, subject in found.items()} == {
        ("test-subjects", "1"): "Захід 1",
        ("test-subjects", "2"): "Захід 2",
    }
    assert asked == [["1", "2", "404"]]
    assert "test-subjects" in subjects.registered()
