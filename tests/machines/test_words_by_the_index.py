"""Words asked of the API and of files: found by the index in any form, with slips and the other layout, in one stable order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from oseredok.collections.catalogue.models import Record
from oseredok.spine.search import indexes
from tests.machines.shelf import put, take_away
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


@pytest.fixture
def shelf(world: World) -> dict[str, int]:
    told = {"Котел і пара": "1990", "Чорний кіт": "2001", "Дніпрові зорі": "2010"}
    return {
        title: put(world, f"k-{number}", title=title, year=year)[0].pk
        for number, (title, year) in enumerate(told.items(), 1)
    }


def told(**asked: Any) -> Any:
    return Client().get("/api/v1/records", asked).json()


def titles(**asked: Any) -> list[str]:
    return [one["title"] for one in told(**asked)["items"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "кота"}, ["Чорний кіт"]),  # a form, and no «котел»
        ({"title": "зорями"}, ["Дніпрові зорі"]),
        ({"q": "Тараса Шевченка", "title": "котла"}, ["Котел і пара"]),
        ({"author": "Шевченку"}, ["Котел і пара", "Чорний кіт", "Дніпрові зорі"]),
        ({"subject": "поезії", "q": "зоря"}, ["Дніпрові зорі"]),
        ({"q": "рік:2000..2020 -зоря"}, ["Чорний кіт"]),
        ({"q": '"чорний кіт" АБО назва:котел'}, ["Котел і пара", "Чорний кіт"]),
        ({"q": "кіт", "year_to": 2000}, []),
        ({"title": "кіт)", "author": "(шевченко"}, ["Чорний кіт"]),
        ({"q": "!!!"}, []),
        ({"q": "кіт бджола"}, []),  # a program is not given half of what it asked for
    ],
)
def test_words_mean_what_they_mean_on_the_site(shelf: dict[str, int], asked: dict[str, Any], found: list[str]) -> None:
    assert titles(**asked) == found


@pytest.mark.parametrize(
    ("typed", "meant"), [("дніпорві", "дніпрові"), ("pjhzvb", "зорями"), ("шевчнка зорі", "шевченка зорі")]
)
def test_a_slip_and_the_other_layout_are_mended_and_told(shelf: dict[str, int], typed: str, meant: str) -> None:
    answer = told(q=typed)
    assert ([one["title"] for one in answer["items"]], answer["meant"]) == (["Дніпрові зорі"], meant)
    assert told(q="зорі")["meant"] is None


def test_an_isbn_is_found_however_it_is_written_and_alone(shelf: dict[str, int]) -> None:
    assert len(titles(q="978-617-7171-13-2")) == len(titles(q="9786177171132")) == 3
    assert titles(q="9786177171132 кіт") == ["Чорний кіт"]
    assert titles(q="978-0-306-40615-7") == []


def test_any_order_pages_without_a_gap_or_a_repetition(shelf: dict[str, int]) -> None:
    for order in ("id", "-id", "title", "-title", "author", "year", "-year", "-changed"):
        whole = [one["id"] for one in told(q="шевченко", sort=order)["items"]]
        parts = [told(q="шевченко", sort=order, limit=1, offset=begin) for begin in range(3)]
        assert [one["items"][0]["id"] for one in parts] == whole
        assert {one["total"] for one in parts} == {3}
    assert titles(q="шевченко", sort="year") == ["Котел і пара", "Чорний кіт", "Дніпрові зорі"]


def test_a_file_has_the_same_records(shelf: dict[str, int]) -> None:
    taken = Client().get("/catalogue/export/", {"q": "котами", "format": "json"}).getvalue()  # type: ignore[attr-defined]
    assert [one["id"] for one in json.loads(taken)] == [shelf["Чорний кіт"]]
    taken = Client().get("/catalogue/export/", {"author": "шевченка", "format": "json", "sort": "-year"}).getvalue()  # type: ignore[attr-defined]
    assert [one["id"] for one in json.loads(taken)] == list(shelf.values())[::-1]


def test_without_an_index_the_database_answers_as_it_can(
    shelf: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "engine", lambda: None)
    assert titles(q="чорн", author="шевченко") == ["Чорний кіт"]


def test_what_has_just_gone_is_not_told_though_the_index_has_it(
    shelf: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles(q="кіт") == ["Чорний кіт"]
    engine = indexes.store().current()
    monkeypatch.setattr(indexes, "engine", lambda: engine)
    take_away(Record.objects.get(pk=shelf["Чорний кіт"]))
    assert told(q="кіт")["total"] == 0
