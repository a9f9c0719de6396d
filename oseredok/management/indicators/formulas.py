"""How a number is made from facts of the journal. Pure: the facts are gathered in `queries`, here they are added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_HALF_UP, Decimal
from math import prod
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, TypeVar

Measure = Literal["quantity", "minutes"]
KindOfNumber = Literal["flow", "stock", "share", "mean"]
"""A flow happens within a period, a stock stands at its end; a share is a per cent, a mean is one thing for each other."""
Number = int | Decimal
Wanted = TypeVar("Wanted")

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
    social_status: str = ""
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
    statuses: tuple[str, ...] = ()

    @property
    def attribute(self) -> str | None:
        """The one attribute of facts by which it chooses among entries of its kinds: "" for none, None for several."""
        chosen = [name for part, name in CHOOSES.items() if getattr(self, part)]
        return "".join(chosen) if len(chosen) < 2 else None

    @property
    def is_fine(self) -> bool:
        """Whether the tally of places, kinds, channels and ages is too coarse for it: the fine one, or entries, must be read."""
        return bool(self.themes or self.outcomes or self.languages or self.statuses)

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
            and _fits(self.statuses, fact.social_status)
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
CHOOSES = {
    "channels": "channel",
    "age_groups": "age_group",
    "themes": "theme",
    "outcomes": "outcome",
    "languages": "language",
    "statuses": "social_status",
}
"""Part of a cut → the attribute of facts that it chooses by."""


@dataclass
class Facts:
    """Everything that formulas need for one bucket (a month, a place, the whole period)."""

    of: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))  # by where they are looked for
    sliced: bool = False  # sums by one attribute at a time, each attribute apart
    distinct: dict[Cut, int] = field(default_factory=dict)
    outside: dict[Outside, Number] = field(default_factory=dict)  # an absent one is not known
    _indexes: dict[str, _Index] = field(default_factory=dict)

    @staticmethod
    def where(cut: Cut, *, sliced: bool) -> str:
        """Return where the facts of a cut are looked for: an attribute of slices, or one of two lists with many."""
        if sliced and cut.attribute is not None:
            return cut.attribute
        return "fine" if cut.is_fine else "coarse"

    def matching(self, cut: Cut) -> Iterator[Fact]:
        return (fact for fact in self._of_kinds(cut) if cut.matches(fact))

    def _of_kinds(self, cut: Cut) -> Iterator[Fact]:
        """The facts whose kind the cut may take: a dashboard asks a bucket thousands of times."""
        where = self.where(cut, sliced=self.sliced)
        if not (cut.kinds or cut.groups):
            return iter(self.of[where])
        if where not in self._indexes:
            self._indexes[where] = _indexed(self.of[where])
        kinds, groups = self._indexes[where]
        wanted = {kind: None for group in cut.groups for kind in groups.get(group, ())}
        wanted.update(dict.fromkeys(cut.kinds))
        return (fact for kind in wanted for fact in kinds.get(kind, ()))

    def total(self, cut: Cut, of: Measure = "quantity") -> int:
        return sum(getattr(fact, of) for fact in self.matching(cut))

    def shared_by(self, cut: Cut, attribute: str, of: Measure = "quantity") -> Mapping[str, int]:
        """Return the total for each value of an attribute (`age_group`, `channel`, `theme`, ...)."""
        sums: dict[str, int] = defaultdict(int)
        for fact in self.matching(cut):
            sums[getattr(fact, attribute)] += getattr(fact, of)
        return {value: total for value, total in sums.items() if total}


_Index = tuple[Mapping[str, list[Fact]], Mapping[str, set[str]]]


def _indexed(facts: Iterable[Fact]) -> _Index:
    """Facts by kind, and kinds by group."""
    kinds: dict[str, list[Fact]] = defaultdict(list)
    groups: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        kinds[fact.kind].append(fact)
        groups[fact.group].add(fact.kind)
    return kinds, groups


class Formula(Protocol):
    """What an indicator computes."""

    @property
    def kind(self) -> KindOfNumber:
        """What kind of a number it is."""

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
    def outside(self) -> tuple[Outside, ...]:
        """The numbers that are not in the journal."""

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
    kind: ClassVar[KindOfNumber] = "flow"
    adds_up = True
    distinct_cuts = ()
    outside = ()

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
    kind: ClassVar[KindOfNumber] = "flow"
    adds_up = False
    cuts = ()
    outside = ()

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
class Outside:
    """A number that the journal does not hold: `source` (ratings, registers, groups, figures) knows it by `name`."""

    source: str
    name: str
    kind: KindOfNumber = "stock"
    cuts = ()
    distinct_cuts = ()
    opens = Cut()

    @property
    def adds_up(self) -> bool:
        return self.kind == "flow"

    @property
    def outside(self) -> tuple[Outside, ...]:
        return (self,)

    def value(self, facts: Facts) -> Number | None:
        return facts.outside.get(self)

    def words(self) -> str:
        return f"{self.source}: {self.name}"


@dataclass(frozen=True)
class _Compound:
    """Several formulas together: what each needs is needed."""

    parts: tuple[Formula, ...]

    @property
    def kind(self) -> KindOfNumber:
        return self.parts[0].kind

    @property
    def cuts(self) -> tuple[Cut, ...]:
        return tuple(cut for part in self.parts for cut in part.cuts)

    @property
    def distinct_cuts(self) -> tuple[Cut, ...]:
        return tuple(cut for part in self.parts for cut in part.distinct_cuts)

    @property
    def outside(self) -> tuple[Outside, ...]:
        return tuple(leaf for part in self.parts for leaf in part.outside)

    @property
    def opens(self) -> Cut:
        return self.parts[0].opens

    def known(self, facts: Facts) -> list[Number]:
        return [number for part in self.parts if (number := part.value(facts)) is not None]

    def joined(self, sign: str) -> str:
        return f" {sign} ".join(f"({part.words()})" for part in self.parts)


@dataclass(frozen=True)
class Plus(_Compound):
    """Numbers added up; what is not known adds nothing, nothing known makes nothing."""

    @property
    def adds_up(self) -> bool:
        return all(part.adds_up for part in self.parts)

    def value(self, facts: Facts) -> Number | None:
        found = self.known(facts)
        return sum(found) if found else None

    def words(self) -> str:
        return self.joined("+")


@dataclass(frozen=True)
class Product(_Compound):
    """Numbers multiplied; unknown as soon as one of them is."""

    adds_up = False

    def value(self, facts: Facts) -> Number | None:
        found = self.known(facts)
        return prod(found) if len(found) == len(self.parts) else None

    def words(self) -> str:
        return self.joined("×")


@dataclass(frozen=True)
class FirstKnown(_Compound):
    """The first of several numbers that is known: what a person wrote down goes before what a register says."""

    @property
    def adds_up(self) -> bool:
        return self.parts[0].adds_up

    def value(self, facts: Facts) -> Number | None:
        return next(iter(self.known(facts)), None)

    def words(self) -> str:
        return self.joined("else")


@dataclass(frozen=True)
class Ratio:
    """One formula divided by another; `times=100` makes per cent, `per` is how many of above make one of below.

    `portion`: what is above is a part of what is below, so the share has a confidence range and `n`.
    """

    above: Formula
    below: Formula
    times: int = 1
    digits: int = 1
    portion: bool = False
    per: int = 1
    adds_up = False

    @property
    def kind(self) -> KindOfNumber:
        return "share" if self.times == 100 else "mean"

    @property
    def cuts(self) -> tuple[Cut, ...]:
        return self.above.cuts + self.below.cuts

    @property
    def distinct_cuts(self) -> tuple[Cut, ...]:
        return self.above.distinct_cuts + self.below.distinct_cuts

    @property
    def outside(self) -> tuple[Outside, ...]:
        return self.above.outside + self.below.outside

    @property
    def opens(self) -> Cut:
        return self.above.opens

    def value(self, facts: Facts) -> Decimal | None:
        above, below = self.above.value(facts), self.below.value(facts)
        if above is None or below is None or below <= 0:
            return None
        exact = Decimal(above) * self.times / (Decimal(below) * self.per)
        return exact.quantize(Decimal(1).scaleb(-self.digits), rounding=ROUND_HALF_UP)

    def words(self) -> str:
        factor = f" × {self.times}" if self.times != 1 else ""
        factor += f" ÷ {self.per}" if self.per != 1 else ""
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


def unique(wanted: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Return each once, in the order in which they came."""
    return tuple(dict.fromkeys(wanted))
