"""What counts as the same word: apostrophes, letters, hyphens, look-alikes (facts: text §2-3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core.text import display_apostrophe, loose_key, strict_key, tidy, words


@pytest.mark.parametrize(
    "sign", ["'", "’", "ʼ", "‘", "‛", "`", "´", "′", "＇", "\u0301", "”", "*", '"', "&#39;", "&rsquo;"]
)
def test_every_apostrophe_ever_typed_is_shown_and_searched_as_one(sign: str) -> None:
    assert display_apostrophe(f"пам{sign}ять") == "пам’ять"
    assert strict_key(f"ПАМ{sign}ЯТЬ") == "пам’ять"
    assert loose_key(f"пам{sign}ять") == "память"


@pytest.mark.parametrize("text", ["за\u0301мок", "2*2", "5' 20\"", "сказав «так»", "’Осередок’"])
def test_a_sign_that_is_not_an_apostrophe_stays(text: str) -> None:
    assert display_apostrophe(text) == text


def test_apostrophes_in_foreign_names_are_apostrophes_too() -> None:
    assert display_apostrophe("О'Коннор, Д'Артаньян, Лук'янець") == "О’Коннор, Д’Артаньян, Лук’янець"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("об’єкт", "обєкт"),
        ("об’єкт", "обьект"),
        ("об’єкт", "объект"),
        ("ґанок", "ганок"),
        ("їжак", "іжак"),
        ("ёлка", "елка"),
        ("за\u0301мок", "замок"),
        ("и\u0306ти", "йти"),
        ("і\u0308жак", "їжак"),
        ("біб\u00adліо\u200bтека", "бібліотека"),
        ("бібліо-\nтека", "бібліотека"),
        ("інтернет–центр", "інтернет-центр"),
        ("інтернет--центр", "інтернет-центр"),
        ("«Кобзар»", "Кобзар"),
        ("бiблioтека", "бібліотека"),
        ("Wi-Fі", "wi-fi"),
        ("ЇХ", "їх"),
        ("ХІХ століття", "XIX століття"),
        ("хіх століття", "xix століття"),
        ("№5", "№ 5"),
        ("N 5", "№5"),
        ("No.5", "№5"),
        ("a\u00a0\u2009b", "a b"),
    ],
)
def test_the_loose_key_forgives(one: str, two: str) -> None:
    assert loose_key(one) == loose_key(two)


@pytest.mark.parametrize(("one", "two"), [("гніт", "ґніт"), ("їхати", "іхати"), ("пам’ять", "память")])
def test_the_strict_key_tells_apart_what_the_loose_one_joins(one: str, two: str) -> None:
    assert strict_key(one) != strict_key(two)
    assert loose_key(one) == loose_key(two)


@pytest.mark.parametrize("word", ["сім", "мім", "і", "мі", "сіль", "іх"])
def test_ordinary_words_are_not_read_as_roman_numerals(word: str) -> None:
    assert strict_key(word) == word
    assert loose_key(word) == word


def test_a_line_break_before_a_capital_is_a_real_hyphen() -> None:
    assert strict_key("Івано-\nФранківськ") == "івано- франківськ"


def test_a_hyphenated_word_is_found_whole_split_and_joined() -> None:
    assert list(words("Інтернет-центр пам'яті", loose=False)) == [
        "інтернет-центр",
        "інтернет",
        "центр",
        "інтернетцентр",
        "пам’яті",
    ]


def test_tidying_changes_no_letters() -> None:
    assert tidy(" Ольга\u00a0 О'Коннор\u200b \n") == "Ольга О'Коннор"


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'’ʼ -АБВҐЄІЇaeoixyp\u0301", max_size=40))
def test_keys_of_keys_are_the_same_keys(text: str) -> None:
    assert strict_key(strict_key(text)) == strict_key(text)
    assert loose_key(loose_key(text)) == loose_key(text)
