"""What a report says, block by block, as plain values: the page, the PDF and the DOCX are all drawn from these.

The draft makes them anew for every look; signing keeps them word by word.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Cell:
    """`query` opens the entries behind a number."""

    text: str
    query: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of a chart. `number` and `last_year` are decimals as text: they are drawn; `shown` is read."""

    label: str
    number: str
    shown: str
    last_year: str = ""


@dataclass(frozen=True)
class Piece:
    """One block. Of the rest only what its kind needs is filled."""

    block: int
    kind: str
    title: str = ""
    html: str = ""
    sentences: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    numeric: tuple[int, ...] = ()
    bars: tuple[Bar, ...] = ()
    subtitle: str = ""
    note: str = ""
    photo: str = ""
    photo_alt: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing to print: an unwritten text, a photo that was not put yet."""
        if self.kind in ("text", "conclusions"):
            return not self.html
        if self.kind == "photo":
            return not self.photo
        return not (self.title or self.sentences or self.rows or self.bars)

    @property
    def alt(self) -> str:
        """The chart in words."""
        return f"{self.title}. " + "; ".join(f"{bar.label}: {bar.shown}" for bar in self.bars)


@dataclass(frozen=True)
class Head:
    """The requisites of the paper (ДСТУ 4163:2020)."""

    institution: str
    founder: str
    institution_code: str
    title: str
    town: str
    addressee: str = ""
    number: str = ""
    dated: date | None = None
    position: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole report."""

    head: Head
    pieces: tuple[Piece, ...] = field(default_factory=tuple)

    @property
    def printed(self) -> tuple[Piece, ...]:
        """What has something to print."""
        return tuple(piece for piece in self.pieces if not piece.is_empty)


def written(paper: Paper) -> str:
    """Return the canonical text of a paper."""
    return json.dumps(asdict(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Paper:
    """Return the paper of a canonical text."""
    plain = json.loads(text)
    head = plain["head"]
    head["dated"] = date.fromisoformat(head["dated"]) if head["dated"] else None
    return Paper(Head(**head), tuple(_piece(one) for one in plain["pieces"]))


def _piece(plain: dict[str, Any]) -> Piece:
    rows: Sequence[Any] = plain.pop("rows")
    bars: Sequence[Any] = plain.pop("bars")
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    return Piece(
        **told,
        rows=tuple(tuple(Cell(**cell) for cell in row) for row in rows),
        bars=tuple(Bar(**bar) for bar in bars),
    )
