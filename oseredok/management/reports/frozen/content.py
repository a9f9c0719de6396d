"""What is frozen, as plain values that nobody can change, and the digest over them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from oseredok.base.core.periods import Period

Series = Literal["month", "place", "age", "hour", "score", "remark"]


@dataclass(frozen=True)
class Point:
    """One number of a series. `key` is a month's code, a library's id, an age band, `weekday-hour`."""

    key: str
    label: str
    number: Decimal | None
    query: str = ""


@dataclass(frozen=True)
class Row:
    """One indicator. `query` opens the entries behind the number; `formula` says in words how it is counted; `sensitive`: of people of
    a category that is published only in large enough numbers."""

    code: str
    name: str
    section: str
    unit: str
    direction: str
    number_kind: str  # flow, stock, share, mean
    number: Decimal | None
    before: Decimal | None = None
    year_ago: Decimal | None = None
    target: Decimal | None = None
    n: int | None = None
    interval: tuple[Decimal, Decimal] | None = None
    query: str = ""
    formula: str = ""
    sensitive: bool = False
    months: tuple[Point, ...] = ()
    places: tuple[Point, ...] = ()

    @property
    def is_share(self) -> bool:
        return self.number_kind == "share"


@dataclass(frozen=True)
class Place:
    pk: int
    name: str


@dataclass(frozen=True)
class Picture:
    """A series that belongs to no single row: who came, at which hours, how they rated."""

    code: str
    series: Series
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Content:
    """Everything of a snapshot."""

    period: Period
    places: tuple[Place, ...]
    everywhere: bool
    frozen_at: datetime
    last_entry: int
    rows: tuple[Row, ...]
    pictures: tuple[Picture, ...] = ()
    last_rating: int | None = None

    def row(self, code: str) -> Row | None:
        return next((row for row in self.rows if row.code == code), None)

    def picture(self, series: Series, code: str = "") -> tuple[Point, ...]:
        """The points of a series; empty when nothing of it was frozen."""
        found = (one.points for one in self.pictures if one.series == series and code in ("", one.code))
        return next(found, ())

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical text: JSON with sorted keys, numbers as their shortest decimal text."""
        told = asdict(self)
        if self.last_rating is None:  # of a snapshot that was made before ratings were remembered: as it was signed
            del told["last_rating"]
        text = json.dumps(_plain(told), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def decimal(value: int | float | Decimal | None) -> Decimal | None:
    """Return the number as it is kept: up to three decimals, no trailing zeros, so that reading gives the same."""
    if value is None:
        return None
    exact = Decimal(str(value)).quantize(Decimal("0.001"))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(decimal(value) or Decimal(0), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, int | str | None) else str(value)
