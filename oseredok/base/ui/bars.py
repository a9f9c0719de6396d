"""Geometry of the bar against a plan, in per cent of its width."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`value` against `target`; the scale leaves a tenth of room beyond whichever is larger."""

    value: float | Decimal
    target: float | Decimal
    expected: float | Decimal | None = None

    @property
    def scale(self) -> float:
        value, target = float(self.value), float(self.target)
        return max(value, target * 1.02, 0.000_001) * (1.0 if value <= target else 1.06)

    def _per_cent(self, amount: float | Decimal) -> str:
        return f"{max(0.0, min(100.0, float(amount) / self.scale * 100)):.2f}%"

    @property
    def width(self) -> str:
        return self._per_cent(self.value)

    @property
    def target_at(self) -> str:
        return self._per_cent(self.target)

    @property
    def expected_at(self) -> str:
        return "" if self.expected is None else self._per_cent(self.expected)

    @property
    def below(self) -> bool:
        """Below where it should be by now (or below the target, when nothing is said about now)."""
        return self.value < (self.target if self.expected is None else self.expected)
