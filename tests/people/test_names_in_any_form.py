"""A name in any case form finds its reader; a scan in any keyboard layout finds its card; the index is always true."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oseredok.base.core.sorting import uk_bytes, uk_key
from oseredok.base.core.text import loose_key
from oseredok.library.people import actions
from oseredok.library.people.cards import scans
from oseredok.library.people.models import FormerCard, NamePart, NameTwin, NameWord, Reader
from oseredok.library.people.queries import alike, find_readers, reader_by_card
from oseredok.library.people.registry import name_index
from oseredok.library.people.registry.name_forms import first_forms
from oseredok.library.privacy import actions as privacy
from tests.world import World

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"  # stands beside the checkout, never inside it
GOLD = SHARED / "names-declension-shevchenko/src/anthroponym-declension/anthroponym-inflector.test-data.json"


def names(text: str) -> list[str]:
    return [reader.full_name for reader in find_readers(text)]


def register(world: World, surname: str, given_name: str = "", **details: object) -> Reader:
    return actions.register_reader(
        surname=surname,
        given_name=given_name,
        library=world.central,
        staff=world.consultant,
        now=world.now,
        **details,  # type: ignore[arg-type]
    )


@pytest.mark.shared_data
@pytest.mark.skipif(not GOLD.exists(), reason="the data that is never committed is not here")
def test_nearly_every_form_of_a_gold_list_of_names_leads_to_the_first_one() -> None:
    hits = misses = 0
    for person in json.loads(GOLD.read_text(encoding="utf-8")):
        cases = person["grammaticalCases"]
        for words in cases.values():
            for kind, inflected in words.items():
                for first, word in zip(cases["nominative"][kind].split("-"), inflected.split("-"), strict=True):
                    found = loose_key(first) in first_forms(word) | {loose_key(word)}
                    hits, misses = hits + found, misses + (not found)
    assert hits > 4_000
    assert misses / hits < 0.005


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Шевченкові", "Шевченко Тарас Григорович"),
        ("Тарасом Шевченком", "Шевченко Тарас Григорович"),
        ("шевченка григоровичу", "Шевченко Тарас Григорович"),
        ("Нечуй-Левицької", "Нечуй-Левицька Дарина"),
        ("Левицькій Дарині", "Нечуй-Левицька Дарина"),
        ("Ґедзя", "Ґедзь Остап"),
        ("Гедзеві", "Ґедзь Остап"),
        ("Батога", "Батіг Милан"),
        ("Кравцеві", "Кравець Зоя"),
        ("Балабусі", "Балабуха Оксана"),
        ("вченк", "Шевченко Тарас Григорович"),
        ("алабух", "Балабуха Оксана"),
    ],
)
def test_a_name_is_found_in_any_case_form_and_by_any_part(world: World, typed: str, found: str) -> None:
    for surname, given_name in (("Ґедзь", "Остап"), ("Батіг", "Милан"), ("Кравець", "Зоя"), ("Балабуха", "Оксана")):
        register(world, surname, given_name)
    assert names(typed) == [found]


@pytest.mark.django_db
def test_words_that_begin_as_typed_come_before_those_that_have_it_inside(world: World) -> None:
    register(world, "Барташевич", "Ада")
    assert [reader.surname for reader in find_readers("шев")] == ["Шевченко", "Барташевич"]


@pytest.mark.django_db
def test_an_organisation_is_found_by_its_responsible_person(world: World) -> None:
    lyceum = register(world, "Ліцей № 5", kind="organisation")
    Reader.objects.filter(pk=lyceum.pk).update(responsible_person="Бондар Лідія Петрівна")
    name_index.rebuild()
    assert names("Бондар") == ["Ліцей № 5"]


@pytest.mark.django_db
def test_contacts_and_year_narrow_a_name(world: World) -> None:
    assert names("taras@exam") == ["Шевченко Тарас Григорович"]
    assert names("шевч TARAS@example.com") == ["Шевченко Тарас Григорович"]
    assert names("шевч 1988") == ["Шевченко Тарас Григорович"]
    assert names("шевч 1989") == []
    assert names("нечуй 4567") == []


@pytest.mark.django_db
def test_who_left_comes_last(world: World) -> None:
    register(world, "Шевчук", "Адам")
    Reader.objects.filter(pk=world.taras.pk).update(closed_on=world.now.date())
    name_index.rebuild()
    assert [reader.surname for reader in find_readers("шевч")] == ["Шевчук", "Шевченко"]


@pytest.mark.django_db
def test_one_phone_of_a_mother_and_a_child_is_told_apart_from_one_person(world: World) -> None:
    found = alike(surname="Шевченко", given_name="Марта", birth_year=2018, phone="067 123-45-67")
    assert [(one.reader, one.is_probable, one.same_phone) for one in found] == [(world.taras, False, True)]
    found = alike(surname="ШЕВЧЕНКО", given_name="тарас", birth_year=1988, phone="", email="Taras@Example.com")
    assert [(one.is_probable, one.same_email) for one in found] == [(True, True)]


# --- Scans -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [')!"№;%:?*(', ")!@#$%^&*(", ")!'#$%:?*("])
def test_a_card_read_with_shift_or_caps_lock_is_understood(row: str) -> None:
    assert scans.card_in("".join(row[int(digit)] for digit in "50000017")) == "50000017"


@pytest.mark.parametrize(
    "typed",
    [
        "50000017\r\n",
        "5000 0017",
        "5000-0017",
        "НЩ50000017",
        "RD:50000017",
        "кв 50000017",
        "https://b.example/c/50000017",
    ],
)
def test_a_card_with_a_prefix_or_an_address_is_understood(typed: str) -> None:
    assert scans.card_in(typed) == "50000017"


@pytest.mark.parametrize(
    "typed", ["", "50000018", "5000001", "500000171", "Шевченко 50000017", "50000017 50000025", "((((((((", "%:?*()№;"]
)
def test_what_is_not_one_whole_card_is_not_taken_for_one(typed: str) -> None:
    assert scans.card_in(typed) == ""


@pytest.mark.django_db
def test_a_lost_card_says_so_and_a_merged_one_finds_the_kept_reader(world: World) -> None:
    lost = world.taras.card_number
    actions.replace_card(reader=world.taras, reason="lost", staff=world.consultant, now=world.now)
    scan = scans.read(lost)
    assert scan is not None
    assert scan.former is not None
    assert (scan.opens, scan.reader, scan.former.reason) == (False, world.taras, "lost")
    assert reader_by_card(lost) is None

    merged = world.daryna.card_number
    Reader.objects.filter(pk=world.daryna.pk).update(card_number="-2", merged_into=world.taras)
    FormerCard.objects.create(number=merged, reader=world.daryna, reason="merged", ended_on=world.now.date())
    assert reader_by_card(merged) == world.taras
    assert scans.read("50000017") == scans.Scan("50000017")


# --- The index ---------------------------------------------------------------------------------------

_NAMES = st.sampled_from(["Шевченко", "Ґедзь", "Нечуй-Левицька", "Їжак", "О’Коннор", "шевченко", "Ліцей № 5", "Бо"])


def indexed() -> tuple[set[tuple[str, int, bytes]], dict[int, str]]:
    parts = NamePart.objects.select_related("word")
    twins = dict(NameTwin.objects.values_list("reader_id", "key"))
    return {(part.word.word, part.reader_id, bytes(part.rank)) for part in parts}, twins


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["register", "correct", "leave", "erase"]), _NAMES, _NAMES), max_size=6))
def test_the_index_kept_step_by_step_is_the_index_made_anew(world: World, steps: list[tuple[str, str, str]]) -> None:
    made: list[Reader] = []
    with transaction.atomic():
        for verb, surname, given_name in steps:
            standing = [reader for reader in made if reader.closed_on is None]
            if verb == "register" or not standing:
                made.append(register(world, surname, given_name))
            elif verb == "correct":
                details: actions.ReaderDetails = {"surname": surname, "given_name": given_name}
                actions.correct_reader(reader=standing[-1], data=details, now=world.now)
            elif verb == "leave":
                left = actions.close_reader(reader=standing[-1], why="moved", on=world.now.date(), now=world.now)
                made[made.index(left)] = left
            else:
                privacy.erase_reader(reader=standing[-1], why="mistake", staff=None, now=world.now)
                made.remove(standing[-1])
        kept = indexed()
        assert not NameWord.objects.filter(parts__isnull=True).exists()
        name_index.rebuild()
        assert indexed() == kept
        transaction.set_rollback(True)


@given(st.lists(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБЄҐ zA-’1", max_size=8), max_size=12))
def test_the_bytes_of_a_name_sort_as_the_ukrainian_alphabet_does(texts: list[str]) -> None:
    assert [uk_key(text)[0] for text in sorted(texts, key=uk_bytes)] == sorted(uk_key(text)[0] for text in texts)
