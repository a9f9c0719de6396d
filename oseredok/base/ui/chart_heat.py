"""The heat map of `charts`: a real table, so that it is read like one."""

from __future__ import annotations

from collections.abc import Sequence

from oseredok.base.core.text import number
from oseredok.base.ui.chart_parts import Cell, Chart


def heat_map(
    *,
    title: str,
    subtitle: str,
    across: Sequence[str],
    down: Sequence[str],
    values: Sequence[Sequence[float]],
    urls: Sequence[Sequence[str]] = (),
) -> Chart:
    """A real table with a number in each cell, darker where there is more. `values[row][column]`."""
    most = max((value for row in values for value in row), default=0) or 1
    rows = []
    for place, row in enumerate(values):
        links = urls[place] if urls else [""] * len(row)
        cells = [Cell(number(value), link, _level(value / most)) for value, link in zip(row, links, strict=True)]
        rows.append([Cell(down[place]), *cells])
    return Chart(title=title, subtitle=subtitle, headers=["", *across], rows=rows, template="ui/chart_heat.html")


def _level(share: float) -> int:
    return sum(share > edge for edge in (0.15, 0.35, 0.6, 0.85))
