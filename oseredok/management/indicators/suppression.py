"""What is published about small groups. Everything public asks here; the office sees the numbers themselves.

A number of people of a sensitive category under the threshold (a preference) is not published. Where the total of the
parts is published too, a single missing part could be found by subtraction: then the next smallest part is withheld as
well, until nobody who knows the rules can find any small part. Where even that does not help, the total is withheld.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from oseredok.base.core.text import number as written
from oseredok.base.preferences import queries as preferences
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import Number
from oseredok.management.indicators.preferences import PUBLISHED_FROM

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Hashable)


@dataclass(frozen=True)
class Published:
    """A number as it may be shown. `number` is None where it is withheld or unknown; `sentence` says which."""

    number: Number | None
    sentence: str
    is_withheld: bool = False


@dataclass(frozen=True)
class Parts(Generic[K]):
    """Parts of a whole and the whole itself, each as it may be shown."""

    parts: Mapping[K, Published] = field(default_factory=dict)
    total: Published = field(default_factory=lambda: shown(None))


def shown(number: Number | None) -> Published:
    """A number that hides nobody."""
    return Published(number, _("не ведемо") if number is None else written(number))


def least() -> int:
    """Return from how many people a number is published."""
    return preferences.value(PUBLISHED_FROM)


def published(one: Indicator | str, number: Number | None, *, shown_from: int | None = None) -> Published:
    """Return a number of an indicator as it may be published; one that counts no sensitive category stays."""
    wall = shown_from or least()
    if not indicator(one).sensitive or number is None or not 0 < number < wall:
        return shown(number)
    return _small(wall)


def published_parts(
    one: Indicator | str, parts: Mapping[K, Number | None], *, adds_up: bool = True, shown_from: int | None = None
) -> Parts[K]:
    """Return parts (months, libraries, statuses) and their total; `adds_up=False`: they overlap or have no known total."""
    if not indicator(one).sensitive:
        known = [number for number in parts.values() if number is not None]
        return Parts({key: shown(number) for key, number in parts.items()}, shown(sum(known) if known else None))
    return guarded_parts(parts, adds_up=adds_up, shown_from=shown_from)


def guarded_parts(parts: Mapping[K, Number | None], *, adds_up: bool = True, shown_from: int | None = None) -> Parts[K]:
    """Return parts that tell of a sensitive category, whatever the indicator; else as `published_parts`."""
    known = {key: number for key, number in parts.items() if number is not None}
    total = sum(known.values()) if known else None
    wall = shown_from or least()
    counts = {key: int(number) for key, number in known.items()}
    hidden = _small_ones(counts, wall)
    total_stays = total is not None and not 0 < total < wall
    if adds_up and total_stays and hidden:
        hidden, total_stays = _guarded(counts, hidden, wall)
    told = {key: _told(number, key in hidden, wall) for key, number in parts.items()}
    return Parts(told, shown(total) if total_stays or total is None else _withheld())


def published_table(
    one: Indicator | str, table: Mapping[tuple[R, K], Number], *, shown_from: int | None = None
) -> dict[tuple[R, K], Published]:
    """Return a table (libraries by months) whose rows and columns are published with their totals.

    In no row and no column can a small cell be found from the others. A line that has no such guard is withheld whole,
    and so must be its total: ask `published_parts` for it.
    """
    if not indicator(one).sensitive:
        return {key: shown(number) for key, number in table.items()}
    wall = shown_from or least()
    counts = {key: int(number) for key, number in table.items()}
    hidden, before = _small_ones(counts, wall), -1
    while len(hidden) != before:
        before = len(hidden)
        for side in (0, 1):
            for line in dict.fromkeys(key[side] for key in counts):
                of_line = {key: number for key, number in counts.items() if key[side] == line}
                if missing := hidden & set(of_line):
                    hidden |= _guarded(of_line, missing, wall)[0]
    return {key: _told(number, key in hidden, wall) for key, number in table.items()}


def _small_ones(counts: Mapping[K, int], wall: int) -> set[K]:
    return {key for key, number in counts.items() if 0 < number < wall}


def _guarded(counts: Mapping[K, int], hidden: set[K], wall: int) -> tuple[set[K], bool]:
    """Withhold the next smallest parts until no small one can be found; False when all are withheld and it still can."""
    hidden = set(hidden)
    rest = sorted(
        (key for key, number in counts.items() if key not in hidden and number >= wall), key=counts.__getitem__
    )
    while True:
        if _is_safe([counts[key] for key in hidden], counts[rest[0]] if rest else None, wall):
            return hidden, True
        if not rest:
            return hidden, False
        hidden.add(rest.pop(0))


def _is_safe(hidden: Iterable[int], next_shown: int | None, wall: int) -> bool:
    """Whether a small part has more than one possible value for somebody who knows the total and these very rules.

    Small parts are 1 to wall − 1, the others at least `wall` and at most the smallest part that is shown.
    """
    listed = list(hidden)
    total, small = sum(listed), sum(1 for number in listed if number < wall)
    large = len(listed) - small
    if not small:
        return True
    highest = min(wall - 1, total - (small - 1) - wall * large)
    most_of_large = total if next_shown is None else next_shown
    lowest = max(1, total - (wall - 1) * (small - 1) - most_of_large * large)
    return highest > lowest


def _told(number: Number | None, is_hidden: bool, wall: int) -> Published:
    if not is_hidden:
        return shown(number)
    return _small(wall) if number is not None and number < wall else _withheld()


def _small(wall: int) -> Published:
    return Published(None, _("менше {n}").format(n=wall), is_withheld=True)


def _withheld() -> Published:
    return Published(None, _("не показуємо, щоб не впізнали людину"), is_withheld=True)
