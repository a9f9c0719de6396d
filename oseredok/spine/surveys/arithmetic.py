"""The numbers of results, from counts alone: shares with their range, means, the middle, change of a skill. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from oseredok.base.core.sampling import wilson

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True)
class Share:
    """`count` of `base` people; in per cent, with the range where the truth is in 95 cases of 100. None without people."""

    count: int
    base: int

    @property
    def percent(self) -> Decimal | None:
        if not self.base:
            return None
        return (Decimal(self.count) * 100 / self.base).quantize(TENTH, rounding=ROUND_HALF_UP)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        return wilson(self.count, self.base) if self.base else None

    def differs_from(self, other: Share) -> bool:
        """Whether the ranges of two shares do not meet: the difference is hardly by chance."""
        mine, theirs = self.interval, other.interval
        return mine is not None and theirs is not None and (mine[1] < theirs[0] or theirs[1] < mine[0])


@dataclass(frozen=True)
class Numbers:
    """How often each number was said: number → people."""

    counts: Mapping[int, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> Decimal | None:
        """The mean, to hundredths."""
        if not self.n:
            return None
        total = sum(number * people for number, people in self.counts.items())
        return (Decimal(total) / self.n).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)

    @property
    def middle(self) -> Decimal | None:
        """The median: half said less, half said more."""
        if not self.n:
            return None
        low, high = self._at((self.n - 1) // 2), self._at(self.n // 2)
        return Decimal(low + high) / 2

    @property
    def least(self) -> int | None:
        return min((number for number, people in self.counts.items() if people), default=None)

    @property
    def most(self) -> int | None:
        return max((number for number, people in self.counts.items() if people), default=None)

    def share(self, *, least: int) -> Share:
        """Those who said `least` or more."""
        return Share(sum(people for number, people in self.counts.items() if number >= least), self.n)

    def _at(self, place: int) -> int:
        passed = 0
        for number in sorted(self.counts):
            passed += self.counts[number]
            if passed > place:
                return number
        raise IndexError(place)


@dataclass(frozen=True)
class Skill:
    """Pairs before and after: (before, after) → people."""

    pairs: Mapping[tuple[int, int], int]

    @property
    def n(self) -> int:
        return sum(self.pairs.values())

    @property
    def before(self) -> Numbers:
        return self._side(0)

    @property
    def after(self) -> Numbers:
        return self._side(1)

    @property
    def change(self) -> Decimal | None:
        """The mean of the differences, to hundredths; it need not equal the difference of the rounded means."""
        if not self.n:
            return None
        total = sum((after - before) * people for (before, after), people in self.pairs.items())
        return (Decimal(total) / self.n).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)

    @property
    def grew(self) -> Share:
        return self._moved(1)

    @property
    def stayed(self) -> Share:
        return self._moved(0)

    @property
    def fell(self) -> Share:
        return self._moved(-1)

    def _side(self, place: int) -> Numbers:
        counts: dict[int, int] = {}
        for pair, people in self.pairs.items():
            counts[pair[place]] = counts.get(pair[place], 0) + people
        return Numbers(counts)

    def _moved(self, way: int) -> Share:
        count = sum(people for (before, after), people in self.pairs.items() if _sign(after - before) == way)
        return Share(count, self.n)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
