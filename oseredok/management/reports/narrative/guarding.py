"""Rows of a report as paper may carry them: a report leaves the office, so few people of a sensitive group are not told.

The rule is the indicators' own (`suppression`). What such a group was before and a year ago is left out: a difference
would tell what the number does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from oseredok.management.indicators.catalogue import indicator
from oseredok.management.indicators.suppression import published, published_parts
from oseredok.management.reports.frozen.content import Point, Row


@dataclass(frozen=True)
class GuardedRow(Row):
    """A row of a sensitive group; `instead` stands where its number is withheld."""

    instead: str = ""


def guarded(row: Row) -> Row:
    """Return the row itself, or what may be told of it."""
    try:
        one = indicator(row.code)
    except KeyError:  # of an older version of the program
        return row
    if not one.sensitive:
        return row
    told = published(one, None if row.number is None else int(row.number))
    kept = {part.name: getattr(row, part.name) for part in fields(Row)}
    kept |= {
        "number": None if told.is_withheld else row.number,
        "before": None,
        "year_ago": None,
        "months": _points(row.code, row.months),
        "places": _points(row.code, row.places),
    }
    return GuardedRow(**kept, instead=told.sentence if told.is_withheld else "")


def _points(code: str, points: Sequence[Point]) -> tuple[Point, ...]:
    numbers = {point.key: None if point.number is None else int(point.number) for point in points}
    parts = published_parts(code, numbers).parts
    return tuple(
        replace(point, number=None if parts[point.key].number is None else Decimal(str(parts[point.key].number)))
        for point in points
    )
