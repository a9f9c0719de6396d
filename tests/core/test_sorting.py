"""Ukrainian order and case, the same in Python, SQLite and PostgreSQL (facts: text §1)."""

import itertools
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models.functions import Lower, Upper

from oseredok.base.core.sorting import compare, sorted_uk, uk_key, uk_order
from oseredok.base.mail.models import Letter

NOW = datetime(2026, 10, 14, 8, tzinfo=UTC)
LISTS = [
    ["Гора", "Ґанок", "Дім", "Ева", "Єва", "Жук", "Изюм", "Іван", "Їжак", "Йосип", "Яна"],
    ["гай", "ґанок", "дах", "єнот", "жаба", "ива", "івасик", "їжак", "яр"],
    ["Лука", "Лукаш", "Лук’яненко", "Лук'янець", "Лук’янів"],
    ["дім", "Дім", "ДІМ", "дім-музей", "дімок"],
    ["5 книг", "Абетка", "Яр", "Zebra"],
    ["ліс", "Ліс", "ліс і поле", "лісник"],
    ["Київ", "Кий", "Кiль"],  # the last with a Latin i: Latin after Cyrillic, letter by letter
    ["в", "г", "ґ", "д", "е", "є", "ж", "з", "и", "і", "ї", "й", "к"],
    ["Ялинка", "«Ялинкова»", "Ялинник"],
]


def mixed(texts: list[str]) -> list[str]:
    """A fixed disorder: odd places backwards, then even ones."""
    return texts[1::2][::-1] + texts[::2]


def in_database(texts: list[str]) -> list[str]:
    shuffled = mixed(texts)
    Letter.objects.all().delete()
    Letter.objects.bulk_create(
        Letter(key=str(place), to="a@example.com", subject=text, created_at=NOW, next_try_at=NOW)
        for place, text in enumerate(shuffled)
    )
    return list(Letter.objects.order_by(uk_order("subject"), "pk").values_list("subject", flat=True))


@pytest.mark.parametrize("right", LISTS)
def test_python_sorts_as_a_ukrainian_does(right: list[str]) -> None:
    assert sorted_uk(mixed(right)) == right


@pytest.mark.django_db
@pytest.mark.parametrize("right", LISTS)
def test_the_database_sorts_as_a_ukrainian_does(right: list[str]) -> None:
    assert in_database(right) == right


@pytest.mark.django_db
def test_the_database_and_python_agree_on_any_texts() -> None:
    neighbours = [
        "аё",
        "аѓ",
        "аќ",
        "аў",
        "аљ",
        "аъ",
        "аы",
        "аэ",
        "№ 5",
        "№5",
        "a.b",
        "a!b",
        "a,b",
        "a(b",
        "a+b",
        "é",
        "Å",
    ]
    texts = ["".join(signs) for signs in itertools.product("аґГiІ", "’1 я", "йЇьZ.")]
    assert in_database(texts + neighbours) == sorted_uk(texts + neighbours)


@pytest.mark.django_db
def test_the_order_can_be_turned_round() -> None:
    in_database(LISTS[0])
    found = Letter.objects.order_by(uk_order("subject", descending=True)).values_list("subject", flat=True)
    assert list(found) == LISTS[0][::-1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lookup", "value"),
    [
        ("icontains", "ЄНОТ"),
        ("icontains", "їЖ"),
        ("iexact", "ЄНОТ ҐАВА ЇЖАК"),
        ("istartswith", "єнот Ґ"),
        ("iendswith", "ЇЖАК"),
        ("iregex", "^єнот.*їжак$"),
        ("contains", "ґава"),
    ],
)
def test_letter_case_does_not_hide_cyrillic(lookup: str, value: str) -> None:
    in_database(["Єнот ґава Їжак", "інше"])
    found = Letter.objects.filter(**{f"subject__{lookup}": value})
    assert [letter.subject for letter in found] == ["Єнот ґава Їжак"]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["%", "_", "\\", "100%"])
def test_signs_of_patterns_are_looked_for_as_they_are(typed: str) -> None:
    in_database(["сто відсотків", f"є {typed} тут", "a\nb"])
    found = Letter.objects.filter(subject__icontains=typed).values_list("subject", flat=True)
    assert list(found) == [f"є {typed} тут"]


@pytest.mark.django_db
def test_case_functions_know_ukrainian_letters() -> None:
    in_database(["Їжак ҐЄІ"])
    assert Letter.objects.values_list(Lower("subject"), Upper("subject")).get() == ("їжак ґєі", "ЇЖАК ҐЄІ")


@pytest.mark.django_db
def test_absent_text_stays_absent() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT LOWER(NULL), UPPER(NULL), NULL LIKE 'а', 'а' LIKE NULL, 'а' LIKE 'а'")
        *absent, same = cursor.fetchone()
    assert absent == [None] * 4
    assert same


def test_comparison_is_a_total_order() -> None:
    texts = [text for right in LISTS for text in right] + ["", " ", "’", "Ё", "е\u0301", "1", "№"]
    for one in texts:
        for two in texts:
            assert compare(one, two) == -compare(two, one)
            assert (compare(one, two) == 0) == (uk_key(one) == uk_key(two))
