"""Hryvnias: exact, shown the Ukrainian way, and in words for acts and receipts.

num2words says the same words, but its only dependency (docopt) has no wheel and would be built on every
library's PC; the words of whole numbers below a billion are few.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from oseredok.base.core.text import NBSP, number, plural

KOPIYKA = Decimal("0.01")

_ONES = ("", "один", "два", "три", "чотири", "п’ять", "шість", "сім", "вісім", "дев’ять")
_ONES_FEMININE = ("", "одна", "дві", *_ONES[3:])
_TEENS = (
    "десять", "одинадцять", "дванадцять", "тринадцять", "чотирнадцять",
    "п’ятнадцять", "шістнадцять", "сімнадцять", "вісімнадцять", "дев’ятнадцять",
)  # fmt: skip
_TENS = (
    "", "", "двадцять", "тридцять", "сорок", "п’ятдесят", "шістдесят", "сімдесят", "вісімдесят", "дев’яносто",
)  # fmt: skip
_HUNDREDS = (
    "", "сто", "двісті", "триста", "чотириста", "п’ятсот", "шістсот", "сімсот", "вісімсот", "дев’ятсот",
)  # fmt: skip
_THOUSANDS = ("тисяча", "тисячі", "тисяч")
_MILLIONS = ("мільйон", "мільйони", "мільйонів")


def rounded(amount: Decimal | int) -> Decimal:
    """Round to whole kopiykas, halves up. Refuses floats with TypeError: they are not exact."""
    if isinstance(amount, float):
        raise TypeError("money is Decimal, never float")
    return Decimal(amount).quantize(KOPIYKA, rounding=ROUND_HALF_UP)


def hryvnias(amount: Decimal | int) -> str:
    """Return `1 234,50 грн`."""
    return number(rounded(amount), 2) + NBSP + "грн"


def in_words(amount: Decimal | int) -> str:
    """Return `сто двадцять гривень 50 копійок`, as acts and receipts want it."""
    exact = rounded(amount)
    whole, part = divmod(int(abs(exact) * 100), 100)
    hryvnia = plural(whole, "гривня", "гривні", "гривень")
    kopiyka = plural(part, "копійка", "копійки", "копійок")
    sign = "мінус " if exact < 0 else ""
    return f"{sign}{number_in_words(whole, feminine=True)} {hryvnia} {part:02} {kopiyka}"


def number_in_words(n: int, *, feminine: bool = False) -> str:
    """Return `дві тисячі двадцять одна` (feminine) for 2021. Raises ValueError outside 0..999 999 999."""
    if not 0 <= n < 1_000_000_000:
        raise ValueError("only whole numbers below a billion are written in words")
    millions, thousands, rest = n // 1_000_000, n // 1_000 % 1_000, n % 1_000
    parts: list[str] = []
    if millions:
        parts += [*_below_thousand(millions, _ONES), plural(millions, *_MILLIONS)]
    if thousands:
        parts += [*_below_thousand(thousands, _ONES_FEMININE), plural(thousands, *_THOUSANDS)]
    parts += _below_thousand(rest, _ONES_FEMININE if feminine else _ONES)
    return " ".join(parts) or "нуль"


def _below_thousand(n: int, ones: tuple[str, ...]) -> list[str]:
    hundreds, tens, units = n // 100, n // 10 % 10, n % 10
    parts = [_HUNDREDS[hundreds], _TEENS[units]] if tens == 1 else [_HUNDREDS[hundreds], _TENS[tens], ones[units]]
    return [part for part in parts if part]
