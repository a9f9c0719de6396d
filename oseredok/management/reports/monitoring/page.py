"""What `monitoring/report.html` shows, on a page of the office and on the site alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from oseredok.base.core.text import number
from oseredok.base.ui import charts
from oseredok.management.reports.frozen.content import Point
from oseredok.management.reports.monitoring import figures
from oseredok.management.reports.monitoring.report import Report, Tile


@dataclass(frozen=True)
class Seen:
    """A tile with its months drawn."""

    tile: Tile
    spark: SafeString | str


def values(report: Report, *, entries: str) -> dict[str, Any]:
    """Return the context. `entries`: the page where numbers lead; empty on public pages."""

    def link(query: str) -> str:
        return f"{entries}?{query}" if entries else ""

    return {
        "report": report,
        "entries": entries,
        "charts": [figures.for_page(one, link) for one in report.figures],
        "tiles": [
            Seen(tile, charts.sparkline(tile.spark, name=_spark_name(tile.months)) if len(tile.months) > 1 else "")
            for tile in report.tiles
        ],
    }


def _spark_name(points: Sequence[Point]) -> str:
    told = ", ".join("–" if point.number is None else number(point.number) for point in points)
    return _("За місяцями: {numbers}").format(numbers=told)
