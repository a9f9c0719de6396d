"""Shares of answers, and how far a share of few may be from the truth: the Wilson interval of 95 %."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

Z = 1.959963984540054  # of the normal distribution, 95 % in the middle
FEW = 30
"""With fewer answers a share is told together with «замало відповідей»."""


def share(part: int, whole: int) -> Decimal | None:
    """Return the share in per cent, one digit; None of nothing."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if whole else None


def wilson(part: int, whole: int) -> tuple[Decimal, Decimal]:
    """Return the lower and the upper end in per cent, one digit. Raises ValueError unless 0 ≤ part ≤ whole, whole > 0."""
    if not 0 <= part <= whole or whole <= 0:
        raise ValueError("a part of a whole is needed")
    seen, square = part / whole, Z * Z
    middle = (seen + square / (2 * whole)) / (1 + square / whole)
    spread = Z / (1 + square / whole) * sqrt(seen * (1 - seen) / whole + square / (4 * whole * whole))
    return _per_cent(max(0.0, middle - spread)), _per_cent(min(1.0, middle + spread))


def _per_cent(share: float) -> Decimal:
    return (Decimal(share) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
