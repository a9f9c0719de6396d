"""A number beside that of the last year: the difference, per cent, and whether the change asks for an explanation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Threshold:
    """From which change on people are asked: `percent` of the last year's number and at least `least` units."""

    percent: int
    least: int


@dataclass(frozen=True)
class Change:
    now: Decimal | None
    before: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """None where there is nothing to compare with: from zero every growth is endless."""
        return None if self.difference is None or not self.before else self.difference * 100 / abs(self.before)

    def is_jump(self, threshold: Threshold) -> bool:
        if self.difference is None or not self.difference or abs(self.difference) < threshold.least:
            return False
        return self.percent is None or abs(self.percent) >= threshold.percent
