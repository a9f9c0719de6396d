"""Which copies stay: the newest of each of the last days, weeks and months that have one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from oseredok.base.core.clock import local_date


def to_keep(moments: Iterable[datetime], *, daily: int, weekly: int, monthly: int) -> set[datetime]:
    """Return the moments whose copies stay.

    Days, weeks and months without a copy do not count: after a month without light the old copies are still there.
    The newest copy always stays.
    """
    newest_first = sorted(set(moments), reverse=True)
    kept = set(newest_first[:1])
    rules: list[tuple[int, Callable[[datetime], Any]]] = [
        (daily, local_date),
        (weekly, lambda moment: local_date(moment).isocalendar()[:2]),
        (monthly, lambda moment: (local_date(moment).year, local_date(moment).month)),
    ]
    for most, span in rules:
        newest_of: dict[Any, datetime] = {}
        for moment in newest_first:
            newest_of.setdefault(span(moment), moment)
        kept |= set(list(newest_of.values())[:most])
    return kept
