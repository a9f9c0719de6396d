"""Names as people and papers write them; Latin letters by the Cabinet's resolution № 55 (facts: text §5-6)."""

import pytest

from oseredok.base.core.text import (
    NBSP,
    by_fours,
    cased_name,
    first_name_and_letter,
    initials,
    quoted,
    signature,
    slug,
    transliterate,
)


def test_initials_are_tied_to_the_surname() -> None:
    assert initials("Шевченко", "Тарас", "Григорович") == f"Шевченко{NBSP}Т.{NBSP}Г."
    assert initials("Шевченко", "Тарас", "Григорович", surname_first=False) == f"Т.{NBSP}Г.{NBSP}Шевченко"


def test_a_missing_patronymic_leaves_no_trace() -> None:
    assert initials("О'Коннор", "Анна-Марія") == f"О’Коннор{NBSP}А.-М."
    assert initials("", "Мавка") == "М."


def test_a_visitor_is_called_by_name_and_a_letter() -> None:
    assert first_name_and_letter("Наталя", "Коваленко") == f"Наталя{NBSP}К."
    assert first_name_and_letter("Наталя", "") == "Наталя"


def test_papers_are_signed_by_name_and_surname_in_capitals() -> None:
    assert signature("Ольга", "Лук'яненко") == f"Ольга{NBSP}ЛУК’ЯНЕНКО"


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        ("Алушта", "Alushta"),
        ("Згурський", "Zghurskyi"),
        ("РОЗГІН", "ROZGHIN"),
        ("Розгін", "Rozghin"),
        ("Згорани", "Zghorany"),
        ("Ґалаґан", "Galagan"),
        ("Гадяч", "Hadiach"),
        ("Єнакієве", "Yenakiieve"),
        ("Гаєвич", "Haievych"),
        ("Їжакевич", "Yizhakevych"),
        ("Кадиївка", "Kadyivka"),
        ("Мар’їне", "Marine"),
        ("Йосипівка", "Yosypivka"),
        ("Стрий", "Stryi"),
        ("Щербухи", "Shcherbukhy"),
        ("ЩО", "SHCHO"),
        ("Юрій", "Yurii"),
        ("Корюківка", "Koriukivka"),
        ("Яготин", "Yahotyn"),
        ("Знам'янка", "Znamianka"),
        ("Феодосія", "Feodosiia"),
        ("Нечуй-Єзерський", "Nechui-Yezerskyi"),
        ("Я", "Ya"),
    ],
)
def test_transliteration_follows_the_resolution(ukrainian: str, latin: str) -> None:
    assert transliterate(ukrainian) == latin


def test_addresses_are_made_of_small_latin_letters_and_hyphens() -> None:
    assert slug("Об’єкти й послуги: «Осередок» № 5!") == "obiekty-y-posluhy-oseredok-no-5"
    assert slug("Café Déjà") == "cafe-deja"
    assert slug("…") == ""


def test_quotes_inside_quotes_are_of_another_shape() -> None:
    assert quoted("Положення про центр «Осередок»") == "«Положення про центр „Осередок“»"
    assert quoted("План") == "«План»"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("шевченко", "Шевченко"),
        ("ШЕВЧЕНКО", "Шевченко"),
        ("нечуй-левицький", "Нечуй-Левицький"),
        ("НЕЧУЙ-ЛЕВИЦЬКИЙ", "Нечуй-Левицький"),
        ("лук’янець", "Лук’янець"),
        ("о’ніл", "О’Ніл"),
        ("Д’АРТАНЬЯН", "д’Артаньян"),
        ("в’юн", "В’юн"),
        ("анна марія", "Анна Марія"),
        ("ван Дейк", "ван Дейк"),
        ("де Лінь", "де Лінь"),
        ("МакНіл", "МакНіл"),
        ("Ю.", "Ю."),
        ("Шевченко Т. Г.", "Шевченко Т. Г."),
        ("їжакевич", "Їжакевич"),
        ("", ""),
    ],
)
def test_a_name_typed_without_shift_or_with_caps_lock_gets_its_capitals(typed: str, kept: str) -> None:
    assert cased_name(typed) == kept
    assert cased_name(kept) == kept


@pytest.mark.parametrize(
    ("code", "shown"),
    [("10000024", "1000 0024"), ("5QYL4JOYR5O3", "5QYL 4JOY R5O3"), ("А-15", "А-15"), ("1234567", "1234567"), ("", "")],
)
def test_a_long_code_is_read_by_fours(code: str, shown: str) -> None:
    assert by_fours(code) == shown
