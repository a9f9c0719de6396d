"""What stands in a cell of a table: of one that somebody sent, of one that we write."""

from __future__ import annotations

from datetime import date, datetime

from oseredok.base.core.text import tidy

Cell = str | int | float | bool | date | datetime | None


def text_of(cell: Cell) -> str:
    """Return what stands in the cell as one tidy line: a number without `.0`, a date as people write it."""
    if cell is None or cell is False or cell is True:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    return tidy(str(cell).replace("\x00", ""))


def inert(text: str) -> str:
    """Return a text that no table program takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
