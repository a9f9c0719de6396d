"""Words after numbers, and numbers themselves (facts: text §7-8)."""

from decimal import Decimal

import pytest

from oseredok.base.core.text import NBSP, bytes_words, counted, lower_first, number, percent, plural, tie

FORMS = ("one", "few", "many", "other")


@pytest.mark.parametrize("n", [1, 21, 101, 1001, -1])
def test_one(n: int) -> None:
    assert plural(n, *FORMS) == "one"


@pytest.mark.parametrize("n", [2, 3, 4, 22, 104, -23])
def test_few(n: int) -> None:
    assert plural(n, *FORMS) == "few"


@pytest.mark.parametrize("n", [0, 5, 11, 12, 14, 19, 20, 111, 112, 1000])
def test_many(n: int) -> None:
    assert plural(n, *FORMS) == "many"


@pytest.mark.parametrize("n", [1.5, Decimal("0.5"), Decimal("21.1")])
def test_fractions_have_their_own_form_or_that_of_two(n: float | Decimal) -> None:
    assert plural(n, *FORMS) == "other"
    assert plural(n, "довідка", "довідки", "довідок") == "довідки"


def test_a_whole_decimal_is_a_whole_number() -> None:
    assert plural(Decimal("5.00"), *FORMS) == "many"


def test_the_number_never_leaves_its_word() -> None:
    assert counted(1234, "довідка", "довідки", "довідок") == f"1{NBSP}234{NBSP}довідки"


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1234.5, None, "1 234,5"),
        (Decimal("1234567.80"), None, "1 234 567,8"),
        (Decimal("1E+3"), None, "1 000"),
        (1234.5, 2, "1 234,50"),
        (Decimal("0.125"), 2, "0,13"),
        (-5, None, "−5"),
        (Decimal("-0.001"), 2, "0,00"),
        (2, 1, "2,0"),
    ],
)
def test_numbers_are_written_the_ukrainian_way(value: float | Decimal, digits: int | None, shown: str) -> None:
    assert number(value, digits).replace(NBSP, " ") == shown


def test_per_cents() -> None:
    assert percent(80) == f"80{NBSP}%"
    assert percent(Decimal("80.25"), 1) == f"80,3{NBSP}%"


def test_short_words_do_not_hang_at_a_line_end() -> None:
    assert tie("Працюємо з 9 до 19 у № 15") == f"Працюємо з{NBSP}9 до{NBSP}19 у{NBSP}№{NBSP}15"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Пенсія", "пенсія"),
        ("Друк ч/б", "друк ч/б"),
        ("ВПО", "ВПО"),
        ("Wi-Fi", "Wi-Fi"),
        ("Е-підпис, BankID", "е-підпис, BankID"),
        ("", ""),
    ],
)
def test_names_inside_a_sentence_begin_small_unless_they_are_names(name: str, inside: str) -> None:
    assert lower_first(name) == inside


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0 Б"),
        (1023, "1 023 Б"),
        (1024, "1 КБ"),
        (1_258_291, "1,2 МБ"),
        (5 * 1024**3, "5,0 ГБ"),
        (3 * 1024**4, "3 072,0 ГБ"),
    ],
)
def test_the_weight_of_a_file(amount: int, words: str) -> None:
    assert bytes_words(amount).replace(NBSP, " ") == words
