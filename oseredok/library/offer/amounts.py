"""Numbers of a phrase: minutes, pieces, and bare ones whose meaning depends on the service. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from oseredok.base.core.text import loose_key
from oseredok.library.offer.vocabulary import Token

MOST_MINUTES, MOST_PIECES = 720, 1000

_NUMBERS = {
    "один": 1, "два": 2, "двоє": 2, "три": 3, "троє": 3, "чотири": 4, "п’ять": 5, "шість": 6, "сім": 7, "вісім": 8,
    "дев’ять": 9, "десять": 10, "одинадцять": 11, "дванадцять": 12, "п’ятнадцять": 15, "двадцять": 20,
    "тридцять": 30, "сорок": 40, "п’ятдесят": 50, "шістдесят": 60, "сто": 100,
}  # fmt: skip
NUMBER_WORDS = {loose_key(word): value for word, value in _NUMBERS.items()}


def _keys(text: str) -> frozenset[str]:
    return frozenset(loose_key(word) for word in text.split())


_MINUTE = _keys("хв хвилина хвилинка хвл мін min m м")
_HOUR = _keys("год година годинка г h")
_PIECE = _keys(
    "стор сторінка ст с арк аркуш шт штука штучка прим примірник екз екземпляр особа людина слухач раз рази разів чол"
)
_HALF = _keys("пів")
_HALF_HOUR = _keys("півгодини пів-години")
_HOUR_AND_HALF = _keys("півтори півтора")
_QUARTER = _keys("чверть")
_CLOCK = re.compile(r"([0-4]):([0-5]\d)")
_TIMES = re.compile(r"[xх×*](\d{1,4})")
_DECIMAL = re.compile(r"(\d{1,2})[.,](\d)")


@dataclass
class Amounts:
    minutes: int | None = None
    quantity: int | None = None
    bare: list[tuple[int, int]] = field(default_factory=list)  # place, value
    used: set[int] = field(default_factory=set)


def read(tokens: Sequence[Token]) -> Amounts:
    """Find numbers with their units; a number with none stays bare. What cannot be true is left unused."""
    out = Amounts()
    at = 0
    while at < len(tokens):
        taken = _duration(tokens, at) or (0, 0)
        if taken[0]:
            minutes = (out.minutes or 0) + taken[1]
            if 0 < minutes <= MOST_MINUTES:
                out.minutes = minutes
                out.used |= set(range(at, at + taken[0]))
            at += taken[0]
            continue
        at += _pieces(tokens, at, out)
    return out


def _duration(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return how many tokens make a duration here, and its minutes."""
    token = tokens[at]
    following = tokens[at + 1].forms if at + 1 < len(tokens) else frozenset()
    if clock := _CLOCK.fullmatch(token.key):
        return 1, int(clock[1]) * 60 + int(clock[2])
    if token.forms & _HALF_HOUR:
        return 1, 30
    if following & _HOUR:
        for words, minutes in ((_HALF, 30), (_HOUR_AND_HALF, 90), (_QUARTER, 15)):
            if token.forms & words:
                return 2, minutes
        if token.number is not None:
            return 2, token.number * 60
        if decimal := _DECIMAL.fullmatch(token.key):
            return 2, int(decimal[1]) * 60 + int(decimal[2]) * 6
    if token.number is not None and following & _MINUTE:
        return 2, token.number
    if token.key in ("година", "годину", "годинку"):
        return 1, 60
    return None


def _pieces(tokens: Sequence[Token], at: int, out: Amounts) -> int:
    """Take a count or a bare number here; return how many tokens were looked at."""
    token = tokens[at]
    value, length = token.number, 1
    if times := _TIMES.fullmatch(token.key):
        value = int(times[1])
        counted = True
    else:
        counted = value is not None and at + 1 < len(tokens) and bool(tokens[at + 1].forms & _PIECE)
        length = 2 if counted else 1
    if value is None:
        return 1
    if not counted:
        out.bare.append((at, value))
    elif 0 < value <= MOST_PIECES:
        out.quantity = (out.quantity or 0) + value
        out.used |= set(range(at, at + length))
    return length
