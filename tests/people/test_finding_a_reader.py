"""Whatever the desk types or scans, the right reader comes up first."""

from __future__ import annotations

import pytest

from oseredok.library.people import actions
from oseredok.library.people.queries import find_readers, possible_duplicates
from tests.world import World

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [reader.full_name for reader in find_readers(text)]


@pytest.fixture
def crowd(world: World) -> World:
    people = [
        ("Шевчук", "Тетяна", "Іванівна", 1954, "050 765-43-21"),
        ("Гнатюк", "Ґертруда", "", 1971, ""),
        ("Ґудзь", "Яків", "", 1990, ""),
        ("Їжак", "Соломія", "Дем’янівна", 2001, ""),
        ("О’Коннор", "Мар’яна", "", 1993, "+44 20 7946 0958"),
        ("Єременко", "Євген", "", 1985, ""),
        ("Хільчук", "Христина", "", 1979, ""),
    ]
    for surname, given_name, patronymic, year, phone in people:
        actions.register_reader(
            surname=surname,
            given_name=given_name,
            patronymic=patronymic,
            birth_year=year,
            phone=phone,
            library=world.central,
            staff=world.consultant,
            now=world.now,
        )
    actions.register_reader(
        kind="organisation", surname="Ліцей № 5", library=world.central, staff=world.consultant, now=world.now
    )
    return world


def test_a_scanned_card_finds_its_holder_only(crowd: World) -> None:
    number = crowd.taras.card_number
    for scanned in (
        number,
        f"{number}\n",
        f" {number}\r\n",
        f"{number[:4]} {number[4:]}",
        f"{number[:4]}-{number[4:]}",
    ):
        assert names(scanned) == ["Шевченко Тарас Григорович"]


def test_a_card_with_a_wrong_digit_finds_nobody(crowd: World) -> None:
    number = crowd.taras.card_number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert names(wrong) == []


def test_a_phone_is_found_in_any_writing(crowd: World) -> None:
    for written in (
        "067 123-45-67",
        "0671234567",
        "+380 67 123 45 67",
        "380671234567",
        "(067) 123 45 67",
        "1234567",
        "45-67",
    ):
        assert names(written) == ["Шевченко Тарас Григорович"], written


def test_three_digits_are_too_few(crowd: World) -> None:
    assert names("067") == []


@pytest.mark.parametrize(
    "typed",
    [
        "Шевченко",
        "шевченко тарас",
        "Тарас Шевченко",
        "Григорович шевч",
        "Шевченко Т",
        "Шевченко Т.Г.",
        "Т. Г. Шевченко",
        "ШЕВЧЕНКО ТАРАС ГРИГОРОВИЧ",
        "шевч тар гр",
        "Шевченко 1988",
        "шевченко 4567",
    ],
)
def test_a_name_is_found_by_any_part_in_any_order(crowd: World, typed: str) -> None:
    assert names(typed) == ["Шевченко Тарас Григорович"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("гудзь", "Ґудзь Яків"),
        ("Ґнатюк", "Гнатюк Ґертруда"),
        ("іжак", "Їжак Соломія Дем’янівна"),
        ("еременко", "Єременко Євген"),
        ("оконнор", "О’Коннор Мар’яна"),
        ("O'Коннор", "О’Коннор Мар’яна"),  # Latin O
        ("О‘коннор мар'яна", "О’Коннор Мар’яна"),
        ("демянівна", "Їжак Соломія Дем’янівна"),
        ("нечуй-левицька", "Нечуй-Левицька Дарина"),
        ("левицька", "Нечуй-Левицька Дарина"),
        ("нечуйлевицька", "Нечуй-Левицька Дарина"),
        ("хі", "Хільчук Христина"),
        ("ХІ", "Хільчук Христина"),
        ("ліцей 5", ""),
        ("ліцей", "Ліцей № 5"),
    ],
)
def test_loose_spelling_still_finds(crowd: World, typed: str, found: str) -> None:
    assert names(typed) == ([found] if found else [])


def test_the_list_is_in_ukrainian_order_and_short(crowd: World) -> None:
    found = [reader.surname for reader in find_readers("ш") + find_readers("г")]
    assert found == ["Шевченко", "Шевчук", "Гнатюк", "Ґудзь", "Шевченко"]  # «г»: Гнатюк, Ґудзь; Шевченко by patronymic
    assert len(find_readers("г", limit=2)) == 2


def test_wildcards_of_a_database_are_only_letters(crowd: World) -> None:
    assert names("%") == []
    assert names("_евченко") == []
    assert names("") == []


def test_who_may_be_the_same_person_is_shown_before_registering(crowd: World) -> None:
    def found(**given: object) -> list[str]:
        empty: dict[str, object] = {"surname": "", "given_name": "", "birth_year": None, "phone": ""}
        return [one.surname for one in possible_duplicates(**{**empty, **given})]  # type: ignore[arg-type]

    assert found(surname="ШЕВЧЕНКО", given_name="тарас", birth_year=1988) == ["Шевченко"]
    assert found(surname="Шевченко", given_name="Тарас") == ["Шевченко"]
    assert found(surname="Шевченко", given_name="Тарас", birth_year=1950) == []
    assert found(surname="Інша", given_name="Людина", phone="0671234567") == ["Шевченко"]
    assert found(surname="Шевченко") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Itdxtyrj", "Шевченко Тарас Григорович"),
        ("itdx nfh", "Шевченко Тарас Григорович"),
        ("Itdxtyrj 1988", "Шевченко Тарас Григорович"),
        ("];fr", "Їжак Соломія Дем’янівна"),  # keys of signs are letters there
        ("'htv", "Єременко Євген"),
        ("J`Rjyyjh", "О’Коннор Мар’яна"),
        ("Kaplnfrb", ""),
    ],
)
def test_what_was_typed_with_the_latin_layout_on_is_found(crowd: World, typed: str, found: str) -> None:
    assert names(typed)[:1] == ([found] if found else [])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Shevchenko", "Шевченко Тарас Григорович"),
        ("Shevchen Taras", "Шевченко Тарас Григорович"),
        ("Khilchuk", "Хільчук Христина"),
        ("Yizhak", "Їжак Соломія Дем’янівна"),
        ("Gudz", "Ґудзь Яків"),
        ("Hudz Yakiv", "Ґудзь Яків"),
        ("Yeremenko Yevhen", "Єременко Євген"),
        ("Shevchenko 1990", ""),
    ],
)
def test_a_name_in_latin_letters_finds_how_it_is_on_the_card(crowd: World, typed: str, found: str) -> None:
    assert names(typed)[:1] == ([found] if found else [])


def test_a_latin_name_typed_with_the_ukrainian_layout_on_is_found_when_nobody_has_those_letters(crowd: World) -> None:
    actions.register_reader(
        kind="organisation", surname="Softline", library=crowd.central, staff=crowd.consultant, now=crowd.now
    )
    assert names("іщаедшту") == names("ыщаедшту") == ["Softline"]
    assert names("Шевч") == ["Шевченко Тарас Григорович", "Шевчук Тетяна Іванівна"]
