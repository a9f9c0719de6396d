"""What other rooms read of the indicators. An indicator may be given by its code."""

from __future__ import annotations

from oseredok.management.indicators.breakdowns import HourCell, Share, breakdown, published_shares, weekday_hours
from oseredok.management.indicators.catalogue import full_name
from oseredok.management.indicators.controls import Checked, controls
from oseredok.management.indicators.keeping import never_kept
from oseredok.management.indicators.numbers import (
    Comparison,
    Value,
    by_place,
    by_place_many,
    compare,
    compare_many,
    compared_periods,
    entries_of,
    monthly,
    monthly_by_place,
    monthly_many,
    period_before,
    selected_entries,
    selection_of,
    totals,
    value,
    values,
)
from oseredok.management.indicators.progress import Progress, progress
from oseredok.management.indicators.selection import Selection
from oseredok.management.indicators.suppression import Parts, Published, published, published_parts, published_table
from oseredok.management.indicators.targets import target_of
from oseredok.management.indicators.warnings import Warned, warnings
from oseredok.management.indicators.watching import watched

__all__ = [
    "Checked",
    "Comparison",
    "HourCell",
    "Parts",
    "Progress",
    "Published",
    "Selection",
    "Share",
    "Value",
    "Warned",
    "breakdown",
    "by_place",
    "by_place_many",
    "compare",
    "compare_many",
    "compared_periods",
    "controls",
    "entries_of",
    "full_name",
    "monthly",
    "monthly_by_place",
    "monthly_many",
    "never_kept",
    "period_before",
    "progress",
    "published",
    "published_parts",
    "published_shares",
    "published_table",
    "selected_entries",
    "selection_of",
    "target_of",
    "totals",
    "value",
    "values",
    "warnings",
    "watched",
    "weekday_hours",
]
