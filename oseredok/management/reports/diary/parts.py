"""What a part of the diary is made of. Every number knows the entries behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.utils.functional import Promise

from oseredok.base.core.periods import Period
from oseredok.management.indicators.formulas import Cut, Measure
from oseredok.management.indicators.selection import Selection

PARTS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Column:
    """One countable column. `head` stands above several neighbours, `hint` says what a short title means."""

    title: str | Promise
    cut: Cut
    head: str | Promise = ""
    of: Measure = "quantity"
    hint: str | Promise = ""


@dataclass(frozen=True)
class Cell:
    number: int
    selection: Selection


@dataclass(frozen=True)
class Row:
    """One day, one month, or a sum. `late` counts entries written down afterwards."""

    title: str | Promise
    period: Period
    cells: tuple[Cell, ...]
    late: Cell | None = None

    @property
    def is_empty(self) -> bool:
        return not any(cell.number for cell in self.cells)


@dataclass(frozen=True)
class Head:
    title: str | Promise
    width: int


@dataclass(frozen=True)
class Grid:
    """Numbers by day or by month, and the sums under them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    carried: Row | None = None  # from the beginning of the year up to these rows

    @property
    def heads(self) -> list[Head]:
        """The upper line of the header: neighbours under one head together."""
        together = groupby(self.columns, key=lambda column: str(column.head))
        return [Head(title, len(list(columns))) for title, columns in together]

    @property
    def hints(self) -> list[Column]:
        return [column for column in self.columns if column.hint]


@dataclass(frozen=True)
class EventLine:
    """Part III: one event (facts: 6nk §5.3)."""

    day: date
    form: str
    title: str
    url: str
    addressee: str
    offline: Cell
    online: Cell
    views: Cell
    documents: str
    partners: str
    responsible: str
    note: str
    marks: tuple[str, ...]

    @property
    def present(self) -> tuple[Cell, Cell, Cell]:
        return self.offline, self.online, self.views


@dataclass(frozen=True)
class RequestLine:
    """Part IV: one answered request (facts: 6nk §5.4)."""

    at: datetime
    theme: str
    who: str
    channel: str
    sign: str
    kind: str
    quantity: int
    outcome: str
    performer: str
    minutes: int | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One of the four parts. Parts I and II are a grid; III and IV list rows, and their grid holds the sums."""

    number: str
    title: str | Promise
    grid: Grid
    events: Sequence[EventLine] = field(default_factory=list)
    requests: Sequence[RequestLine] = field(default_factory=list)
    lists: bool = False  # whether rows are listed one by one (a day, a month), not summed by month (a year)


@dataclass(frozen=True)
class Diary:
    """The diary of some places for a day, a month or a year."""

    title: str
    place: str
    period: Period
    parts: tuple[Part, ...]
