"""However many fit, and whichever way the search goes for that reason, the answer is the same."""

from __future__ import annotations

import pytest
from django.db.models import F

from oseredok.base.core.prefixes import begins
from oseredok.library.people import actions
from oseredok.library.people.merging.merge import merge
from oseredok.library.people.models import NameWord, Reader
from oseredok.library.people.queries import alike, find_readers
from oseredok.library.people.registry import contacts, words
from tests.people.test_merging import head
from tests.world import World

pytestmark = pytest.mark.django_db

PEOPLE = [
    ("Шевчук", "Тетяна", "Іванівна", 1954, "050 765-43-21", "tetiana@example.com"),
    ("Шевченко", "Олена", "Тарасівна", 1984, "050 765-00-21", "olena@example.com"),
    ("Шевченко", "Тарас", "Олегович", 1984, "", "taras.o@example.org"),
    ("Тарасенко", "Шевчина", "", 1990, "067 765-43-00", ""),
    ("Ліщина-Шевчук", "Олег", "Тарасович", 1984, "", "oleh@example.com"),
    ("Підшевчук", "Олена", "Олегівна", 1971, "063 111-43-21", "pid@example.com"),
]
TYPED = [
    "шев", "шевч", "евч", "Шевченку", "Шевченко Олена", "о т", "Тарас Шев", "евч 1984", "шев 4321", "евч 7654", "шев 765",
    "оле @example.com", "4321", "0507654321", "@example", "oleh@ 1984", "765 @example", "Ліщина-Олег", "Пономар-Шевчук", "1984",
]  # fmt: skip


@pytest.fixture
def crowd(world: World) -> World:
    for surname, given, patronymic, year, phone, email in PEOPLE:
        actions.register_reader(
            surname=surname, given_name=given, patronymic=patronymic, birth_year=year, phone=phone, email=email,
            library=world.central, staff=world.consultant, now=world.now,
        )  # fmt: skip
    return world


def found(typed: str, limit: int = 10) -> list[str]:
    return [reader.full_name for reader in find_readers(typed, limit=limit)]


@pytest.mark.parametrize(
    "limits",
    [
        {"_COMMON": 1},  # every word is common: whoever has the number is looked at
        {"_MOST_IDS": 0},  # every word is a query, none a list of ids
        {"_FEW": 0},  # parts are sorted, not merged
        {"_FEW": 100, "_COMMON": 2},
    ],
)
def test_the_way_of_searching_does_not_change_the_answer(
    crowd: World, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]
) -> None:
    before = {typed: found(typed) for typed in TYPED}
    assert sum(map(bool, before.values())) >= len(TYPED) - 2
    for name, value in limits.items():
        monkeypatch.setattr(words, name, value)
    assert {typed: found(typed) for typed in TYPED} == before


def test_numbers_of_too_many_people_still_narrow_a_name(crowd: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["шев 4321", "оле @example.com", "евч 7654"]
    before = {typed: found(typed) for typed in wanted}
    monkeypatch.setattr(contacts, "MOST", 2)
    assert {typed: found(typed) for typed in wanted} == before
    assert len(found("@example")) == 2


def test_a_short_list_is_the_beginning_of_a_long_one(crowd: World) -> None:
    for typed in TYPED:
        whole = found(typed, limit=20)
        for limit in range(1, len(whole) + 1):
            assert found(typed, limit=limit) == whole[:limit], typed


def test_a_merged_record_is_not_found_by_its_phone(crowd: World) -> None:
    kept, gone = Reader.objects.filter(surname__in=["Шевчук", "Підшевчук"]).order_by("pk")
    Reader.objects.filter(pk=gone.pk).update(phone=kept.phone)
    assert len(found("050 765-43-21")) == 2
    merge(kept=kept, gone=gone, take=[], duty=head(crowd), now=crowd.now)
    assert found("050 765-43-21") == [kept.full_name]


def test_doubles_are_told_with_what_is_the_same(crowd: World) -> None:
    told = alike(surname="шевченко", given_name="Олена", birth_year=1984, phone="0507654321", email="OLEH@example.com")
    assert [(one.reader.full_name, one.same_name, one.same_phone, one.same_email) for one in told] == [
        ("Шевченко Олена Тарасівна", True, False, False),
        ("Ліщина-Шевчук Олег Тарасович", False, False, True),
        ("Шевчук Тетяна Іванівна", False, True, False),
    ]


def test_words_that_begin_with_letters_are_found_letter_for_letter(db: None) -> None:
    NameWord.objects.bulk_create(
        NameWord(word=word) for word in ("ковач", "кова", "коваь", "ков%", "ко_а", "ківа", "коща")
    )
    beginning = NameWord.objects.filter(begins("word", "кова")).order_by(F("word"))
    assert {one.word for one in beginning} == {"ковач", "кова", "коваь"}
    assert [one.word for one in NameWord.objects.filter(begins("word", "ков%"))] == ["ков%"]
    assert [one.word for one in NameWord.objects.filter(begins("word", "ко_"))] == ["ко_а"]
