"""Eight digits: seven at random and one that catches a slip of the finger. Pure functions."""

from __future__ import annotations

import re
import secrets

from stdnum import damm

LENGTH = 8
_GAPS = re.compile(r"[\s\-–—.]+")


def fresh() -> str:
    """Return a code that nobody guesses: ten million of them are possible."""
    number = f"{secrets.randbelow(10 ** (LENGTH - 1)):0{LENGTH - 1}d}"
    return number + str(damm.calc_check_digit(number))


def clean(typed: str) -> str:
    """Return what a person typed without spaces and dashes: `1234 5678` → `12345678`."""
    return _GAPS.sub("", typed)


def is_code(text: str) -> bool:
    """Tell whether it is eight digits."""
    return len(text) == LENGTH and text.isascii() and text.isdigit()


def is_mistyped(code: str) -> bool:
    """Tell whether the last digit does not suit: one digit is wrong, or two neighbours changed places."""
    return not damm.is_valid(code)


def shown(code: str) -> str:
    """Return the code as people read it: `1234 5678`; the space does not break."""
    return f"{code[:4]}\u00a0{code[4:]}"
