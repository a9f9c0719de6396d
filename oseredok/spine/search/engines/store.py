"""Where an engine keeps its indexes: the one that is asked, and one that is being built beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime

from oseredok.spine.search.engines.base import Engine
from oseredok.spine.search.sources import Field


def shape_of(one: Field) -> list[str | bool]:
    """Return what of a field an index depends on."""
    return [one.kind.value, one.latin, one.facet, one.suggest]


class Store(ABC):
    @abstractmethod
    def current(self) -> Engine | None:
        """Return the index that is asked, even one that an older version has made; None when there is none to open."""

    @abstractmethod
    def is_fresh(self) -> bool:
        """Whether the index that is asked has today's fields and today's analysis."""

    @abstractmethod
    def begin(self, *, now: datetime) -> Engine:
        """Make an empty index beside; nobody asks it until `switch`."""

    @abstractmethod
    def switch(self, engine: Engine) -> None:
        """Ask this one from now on, and throw the former ones away."""

    @abstractmethod
    def replay_since(self) -> datetime | None:
        """Return since when changes have to be applied once more, after a switch; None when that is done."""

    @abstractmethod
    def replayed(self) -> None:
        """Note that it is done."""

    @abstractmethod
    def throw_away(self) -> None:
        """Leave no index at all."""

    @abstractmethod
    def size(self) -> int:
        """Return the bytes that the index takes."""
