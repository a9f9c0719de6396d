"""Small typed values that components take. Templates may pass dictionaries with the same names instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True)
class Link:
    """One place in a menu, a row of tabs or a list of facets."""

    url: str
    label: str
    current: bool = False
    count: int | None = None


class FacetGroup(NamedTuple):
    """Links that narrow one property, with the count behind each."""

    title: str
    links: list[Link]


class Row(NamedTuple):
    """A line of a summary list; with `change_url` it is a line of «Перевірте відповіді»."""

    label: str
    value: object
    change_url: str = ""


class Moment(NamedTuple):
    """An entry of a timeline. `state` is `done`, `now` or empty for what is still ahead."""

    when: datetime | str
    title: str
    text: str = ""
    state: str = "done"
