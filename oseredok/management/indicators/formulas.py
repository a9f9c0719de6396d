"""How a number is made from facts of the journal. Pure: the facts are gathered in `queries`, here they are added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, NamedTuple, Protocol

Measure = Literal["quantity", "minutes"]
Number = int | Decimal

NONE = "none"  # in a cut: "the attribute is not stated"


class Fact(NamedTuple):
    """One summed cell of the journal. Attributes that were not asked for are empty."""

    kind: str
    group: str
    channel: str = ""
    age_group: str = ""
    theme: str = ""
    outcome: str = ""
    language: str = ""
    quantity: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Cut:
    """Which entries are meant. An empty part means "any"; `none` inside a part means "not stated".

    Kinds and groups add to each other: an entry belongs when its kind is named or its group is.
    """

    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether the daily tally is too coarse for it and entries themselves must be read."""
        return bool(self.themes or self.outcomes or self.languages)

    def takes_kind(self, kind: str, group: str) -> bool:
        return not (self.kinds or self.groups) or kind in self.kinds or group in self.groups

    def matches(self, fact: Fact) -> bool:
        return (
            self.takes_kind(fact.kind, fact.group)
            and _fits(self.channels, fact.channel)
            and _fits(self.age_groups, fact.age_group)
            and _fits(self.themes, fact.theme)
            and _fits(self.outcomes, fact.outcome)
            and _fits(self.languages, fact.language)
        )

    def narrowed(self, **parts: tuple[str, ...]) -> Cut:
        """Return the cut narrowed by one more attribute: `narrowed(channels=("phone",))`."""
        return replace(self, **{name: _narrow(getattr(self, name), values) for name, values in parts.items()})


def _fits(wanted: tuple[str, ...], value: str) -> bool:
    return not wanted or (value or NONE) in wanted


def _narrow(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    if not old or not new:
        return new or old
    # Nothing in common: a value that no entry has keeps the cut empty instead of making it "any".
    return tuple(value for value in new if value in old) or ("-",)


ATTRIBUTES = tuple(part.name for part in fields(Cut))


@dataclass
class Facts:
    """Everything that formulas need for one bucket (a month, a place, the whole period)."""

    coarse: list[Fact] = field(default_factory=list)
    fine: list[Fact] = field(default_factory=list)
    distinct: dict[Cut, int] = field(default_factory=dict)

    def matching(self, cut: Cut) -> Iterator[Fact]:
        return (fact for fact in (self.fine if cut.is_fine else self.coarse) if cut.matches(fact))

    def total(self, cut: Cut, of: Measure = "quantity") -> int:
        return sum(getattr(fact, of) for fact in self.matching(cut))

    def shared_by(self, cut: Cut, attribute: str, of: Measure = "quantity") -> Mapping[str, int]:
        """Return the total for each value of an attribute (`age_group`, `channel`, `theme`, ...)."""
        sums: dict[str, int] = defaultdict(int)
        for fact in self.matching(cut):
            sums[getattr(fact, attribute)] += getattr(fact, of)
        return {value: total for value, total in sums.items() if total}


class Formula(Protocol):
    """What an indicator computes."""

    @property
    def adds_up(self) -> bool:
        """Whether months add up to the year."""

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The cuts whose sums are needed."""

    @property
    def distinct_cuts(self) -> tuple[Cut, ...]:
        """The cuts in which different visitors are counted."""

    @property
    def opens(self) -> Cut:
        """The entries that stand behind the number."""

    def value(self, facts: Facts) -> Number | None:
        """The number; None where it has no meaning (nothing to divide by)."""

    def words(self) -> str:
        """The formula for the generated catalogue, in code."""


@dataclass(frozen=True)
class Sum:
    """The sum of quantities (or minutes) of a cut."""

    cut: Cut
    of: Measure = "quantity"
    adds_up = True
    distinct_cuts = ()

    @property
    def cuts(self) -> tuple[Cut, ...]:
        return (self.cut,)

    @property
    def opens(self) -> Cut:
        return self.cut

    def value(self, facts: Facts) -> int:
        return facts.total(self.cut, self.of)

    def words(self) -> str:
        return f"sum of {self.of} · {_cut_words(self.cut)}"


@dataclass(frozen=True)
class Distinct:
    """How many different people came, among those who showed a card."""

    cut: Cut
    adds_up = False
    cuts = ()

    @property
    def distinct_cuts(self) -> tuple[Cut, ...]:
        return (self.cut,)

    @property
    def opens(self) -> Cut:
        return self.cut

    def value(self, facts: Facts) -> int:
        return facts.distinct.get(self.cut, 0)

    def words(self) -> str:
        return f"different visitors · {_cut_words(self.cut)}"


@dataclass(frozen=True)
class Ratio:
    """One formula divided by another; `times=100` makes per cent."""

    above: Sum | Distinct
    below: Sum | Distinct
    times: int = 1
    digits: int = 1
    adds_up = False

    @property
    def cuts(self) -> tuple[Cut, ...]:
        return self.above.cuts + self.below.cuts

    @property
    def distinct_cuts(self) -> tuple[Cut, ...]:
        return self.above.distinct_cuts + self.below.distinct_cuts

    @property
    def opens(self) -> Cut:
        return self.above.opens

    def value(self, facts: Facts) -> Decimal | None:
        below = self.below.value(facts)
        if below <= 0:
            return None
        exact = Decimal(self.above.value(facts)) * self.times / Decimal(below)
        return exact.quantize(Decimal(1).scaleb(-self.digits), rounding=ROUND_HALF_UP)

    def words(self) -> str:
        factor = f" × {self.times}" if self.times != 1 else ""
        return f"({self.above.words()}) ÷ ({self.below.words()}){factor}"


def _cut_words(cut: Cut) -> str:
    shown = [f"{name}: {', '.join(getattr(cut, name))}" for name in ATTRIBUTES if getattr(cut, name)]
    return "; ".join(shown) or "everything"


def of_kinds(*kinds: str, **parts: Any) -> Sum:
    """The sum of quantities of these kinds, narrowed by `channels=`, `age_groups=`, `themes=`, ..."""
    return Sum(Cut(kinds=kinds, **parts))


def of_groups(*groups: str, **parts: Any) -> Sum:
    """The sum of quantities of all kinds in these groups of the offer."""
    return Sum(Cut(groups=groups, **parts))


def unique(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    return tuple(dict.fromkeys(cuts))
