"""What an import brings is found by the one search: by any form of a word, narrowed by kind, branch and availability."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oseredok.collections.catalogue.models import Location, Record
from oseredok.spine.search import indexer
from oseredok.spine.search.finding import Results, Wish, find
from tests.catalogue import records
from tests.catalogue.importing import book, carry, iso, verb
from tests.world import World


@pytest.fixture
def desk(client: Client, world: World, settings: Any, tmp_path: Path) -> Client:
    settings.SEARCH_ROOT = tmp_path / "search"
    indexer.turn()
    world.sign_in(client, "cataloguer")
    return client


def sought(text: str, **filters: list[str]) -> Results:
    while indexer.turn():
        pass
    return find(Wish(text, filters={"source": ["catalogue"], **filters}), now=timezone.now())


def titles(text: str, **filters: list[str]) -> list[str]:
    return sorted(hit.document.title for hit in sought(text, **filters).hits)


def test_a_record_is_found_as_soon_as_it_is_in_and_no_more_when_it_is_taken_back(desk: Client) -> None:
    batch = carry(desk, iso(book(1, "Тіні забутих предків"), book(2, "Захар Беркут")))
    assert titles("тінь предка") == ["Тіні забутих предків"]
    assert titles("автор:шевченком") == ["Захар Беркут", "Тіні забутих предків"]
    carry(desk, iso(book(2, "Украдене щастя")))
    assert titles("беркут") == []
    assert titles("щастя") == ["Украдене щастя"]
    verb(desk, batch, "undo")
    assert titles("предків") == []


def test_a_latin_letter_in_the_source_hides_nothing(desk: Client) -> None:
    carry(desk, iso(book(1, "Мiсто")))
    assert titles("місто") == ["Мiсто"]
    assert Record.objects.get().title == "Мiсто", "what the source has stays"


def test_results_are_narrowed_by_kind_year_branch_and_availability(desk: Client, world: World) -> None:
    lent = records.marc21("k-9", "Кобзар /", "2001")
    lent.fields = [one for one in lent.fields if one[0] not in ("952", "856", "020")]
    lent.fields.append(("952", "  ", [("b", "F1"), ("i", "9"), ("q", "2026-12-01")]))
    batch = carry(desk, iso(book(1, "Кобзар", year="1990")) + records.iso(lent))
    places = {f"place_{one.pk}": world.branch.pk for one in Location.objects.filter(code="F1")}
    desk.post(reverse("catalogue_imports:places", args=[batch.origin_id]), places)
    found = sought("кобзар")
    assert sum(1 + hit.more for hit in found.hits) == 2
    assert dict(found.facets["available"]) == {"free": 1, "lent": 1}
    assert dict(found.facets["branch"]) == {world.branch.code: 1}
    assert [hit.document.values["year"] for hit in sought("кобзар", available=["free"]).hits] == [1990]
    assert [hit.document.values["year"] for hit in sought("кобзар рік:2000..2005").hits] == [2001]


def test_an_isbn_is_found_however_it_is_typed(desk: Client) -> None:
    carry(desk, iso(book(1, "Кобзар", isbn="978-617-7171-13-2"), book(2, "Земля")))
    for typed in ("isbn:9786177171132", "isbn:978-617-7171-13-2", "isbn:6177171133"):
        assert titles(typed) == ["Кобзар"]


def test_initials_end_with_one_full_stop_beside_a_hit(desk: Client) -> None:
    made = records.marc21("k-5", "Кобзар у селянській хаті", "2014")
    made.fields = [one for one in made.fields if one[0] not in ("100", "245")]
    made.fields += [
        ("100", "1 ", [("a", "Калинич, Р. В.")]),
        ("245", "10", [("a", "Кобзар у хаті :"), ("b", "спогад")]),
    ]
    carry(desk, records.iso(made))
    [hit] = sought("калинич").hits
    assert hit.document.summary == "Калинич, Р. В. спогад. 2014"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("шевчнка", "шевченка"), ("шевченокм", "шевченком"), ("беркутп", "беркут"), ("захарк", "захар")],
)
def test_a_slip_in_any_form_of_a_name_finds_its_book(desk: Client, typed: str, meant: str) -> None:
    carry(desk, iso(book(2, "Захар Беркут")))
    results = sought(typed)
    assert [hit.document.title for hit in results.hits] == ["Захар Беркут"]
    assert results.meant[:5] == meant[:5]


def test_a_slip_of_a_word_that_nothing_has_finds_nothing(desk: Client) -> None:
    carry(desk, iso(book(2, "Захар Беркут")))
    assert not sought("парвоз").hits
