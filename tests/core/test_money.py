"""Hryvnias in figures and words (facts: text §8)."""

from decimal import Decimal

import pytest

from oseredok.base.core.money import hryvnias, in_words, number_in_words, rounded
from oseredok.base.core.text import NBSP


def test_figures() -> None:
    assert hryvnias(Decimal("1234.5")) == f"1{NBSP}234,50{NBSP}грн"
    assert hryvnias(0) == f"0,00{NBSP}грн"
    assert hryvnias(Decimal("0.005")) == f"0,01{NBSP}грн"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("120.50", "сто двадцять гривень 50 копійок"),
        ("1.01", "одна гривня 01 копійка"),
        ("2.02", "дві гривні 02 копійки"),
        ("21.21", "двадцять одна гривня 21 копійка"),
        ("0.05", "нуль гривень 05 копійок"),
        ("14.14", "чотирнадцять гривень 14 копійок"),
        ("2001.00", "дві тисячі одна гривня 00 копійок"),
        ("1000000", "один мільйон гривень 00 копійок"),
        ("2000002.12", "два мільйони дві гривні 12 копійок"),
        ("59", "п’ятдесят дев’ять гривень 00 копійок"),
        ("-3.40", "мінус три гривні 40 копійок"),
    ],
)
def test_words_agree_in_gender_and_number(amount: str, words: str) -> None:
    assert in_words(Decimal(amount)) == words


def test_masculine_nouns_take_the_other_form() -> None:
    assert number_in_words(21) == "двадцять один"
    assert number_in_words(2002) == "дві тисячі два"


def test_floats_and_giants_are_refused() -> None:
    with pytest.raises(TypeError):
        rounded(0.1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="billion"):
        number_in_words(10**9)
