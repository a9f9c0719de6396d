"""Where numbers come from that the journal does not hold: ratings, registers, sensitive groups, figures written by hand.

Each module registers its source in `AppConfig.ready()`; formulas name it by `Outside(source, name)`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators.formulas import Number, Outside

Places = Sequence[Library] | None


class Cell(NamedTuple):
    """One number that is wanted: for a period at libraries, None for the whole system. `key` names it in the answer."""

    key: Hashable
    period: Period
    places: Places


Found = Mapping[tuple[Outside, Hashable], Number]


@dataclass(frozen=True)
class Source:
    """`read` finds the numbers of some leaves in some cells; what is not known is left out, never zero.

    `only_present`: names whose earlier state is not kept, so that they are not compared with earlier periods.
    `ever`: names of which anything was ever kept; None: of all.
    """

    code: str
    label: str | Promise
    read: Callable[[Sequence[Outside], Sequence[Cell]], Found]
    only_present: frozenset[str] = field(default_factory=frozenset)
    ever: Callable[[], frozenset[str] | None] = lambda: None


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make a source known. Registering the same code again replaces the former."""
    _sources[source.code] = source


def source(code: str) -> Source:
    """Return a known source. Raises LookupError."""
    return _sources[code]


def has_history(leaf: Outside) -> bool:
    """Whether the source keeps what the number was earlier."""
    return leaf.name not in source(leaf.source).only_present


def read(leaves: Sequence[Outside], cells: Sequence[Cell]) -> dict[tuple[Outside, Hashable], Number]:
    """Ask every source once for all that it knows of these."""
    found: dict[tuple[Outside, Hashable], Number] = {}
    for code in dict.fromkeys(leaf.source for leaf in leaves):
        found.update(source(code).read([leaf for leaf in leaves if leaf.source == code], cells))
    return found
