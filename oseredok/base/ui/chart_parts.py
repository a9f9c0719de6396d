"""What goes into a chart and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Point:
    """One column or one point in time. `value` is None for what has not come yet; `note` is a cause worth saying."""

    label: str
    value: float | None
    url: str = ""
    note: str = ""
    now: bool = False
    short: str = ""


@dataclass(frozen=True)
class Compared:
    """A horizontal bar and the same measure a year before (None: there is nothing to compare with)."""

    label: str
    value: float
    last_year: float | None = None
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A share of the whole. `tone`: s0–s4 (blues), s5 or ochre (the one compared), green, grey, brick."""

    label: str
    value: float
    tone: str = ""
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of the table behind a chart."""

    text: str
    url: str = ""
    level: int = 0


@dataclass(frozen=True)
class Chart:
    """What `{% chart %}` shows. `title` is the conclusion, `subtitle` what is measured."""

    title: str
    subtitle: str
    headers: list[str]
    rows: list[list[Cell]]
    svg: SafeString = field(default_factory=lambda: SafeString(""))
    svg_phone: SafeString = field(default_factory=lambda: SafeString(""))
    template: str = ""
