"""What other rooms read of the indicators. An indicator may be given by its code."""

from __future__ import annotations

from oseredok.management.indicators.breakdowns import HourCell, Share, breakdown, weekday_hours
from oseredok.management.indicators.numbers import (
    Comparison,
    Value,
    by_place,
    compare,
    compare_many,
    compared_periods,
    entries_of,
    monthly,
    selected_entries,
    selection_of,
    totals,
    value,
    values,
)
from oseredok.management.indicators.progress import Progress, progress, target_of
from oseredok.management.indicators.selection import Selection

__all__ = [
    "Comparison",
    "HourCell",
    "Progress",
    "Selection",
    "Share",
    "Value",
    "breakdown",
    "by_place",
    "compare",
    "compare_many",
    "compared_periods",
    "entries_of",
    "monthly",
    "progress",
    "selected_entries",
    "selection_of",
    "target_of",
    "totals",
    "value",
    "values",
    "weekday_hours",
]
