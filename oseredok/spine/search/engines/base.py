"""What every engine can do. One suite of tests holds them all to it: tests/search/test_engines_agree.py."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oseredok.spine.search.nodes import Node
from oseredok.spine.search.rows import Row

RELEVANCE = ""
MOST_GROUPED = 1000  # deeper than this, groups are not gathered: nobody pages so far


@dataclass(frozen=True)
class Request:
    """What to find, for whom, at which moment (Unix seconds).

    `filters`: by field, the values of which a hit has at least one; `source` as a field narrows by kind. A facet is
    counted as if its own filter were not set, so that people see what else they could choose.
    `sort`: empty by relevance, else a field's code, with «-» before it from the last to the first.
    """

    node: Node
    audience: tuple[str, ...]
    moment: int
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    most_values: int = 12
    sort: str = RELEVANCE
    offset: int = 0
    limit: int = 20
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A hit by its source and key. `more` others of the same group stand behind it."""

    source: str
    key: str
    score: float = 0.0
    more: int = 0


@dataclass(frozen=True)
class Answer:
    """`total` counts hits, `rows` those behind them too, as `facets` do: by field the values with their counts, the commonest first."""

    found: Sequence[Found] = ()
    total: int = 0
    rows: int = 0
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """A `folder` for the folders of other writers, and how the index takes in what they have written: after its own batch
    is committed, when nobody writes any more.
    """

    folder: Path
    unite: Callable[[Sequence[Path]], None]


class Batch(ABC):
    """Changes that are seen together, after `commit`. What is not committed has never been."""

    @abstractmethod
    def put(self, row: Row) -> None:
        """Keep a row in the place of the former one of its uid."""

    @abstractmethod
    def drop(self, uid: str) -> None:
        """Take a row away, if it is there."""

    @abstractmethod
    def drop_source(self, source: str) -> None:
        """Take away everything of a source."""

    @abstractmethod
    def commit(self) -> None: ...


class Engine(ABC):
    """An index that can be asked. One process writes, any number read."""

    @abstractmethod
    def batch(self, *, fresh: bool = False) -> Batch:
        """Begin to change; `fresh` promises that the index is empty and no uid comes twice, which is faster."""

    @abstractmethod
    def search(self, request: Request) -> Answer: ...

    @abstractmethod
    def numbers(self, request: Request, code: str) -> list[int]:
        """Return a field's number of everything that is found, in any order: no page, no groups, no facets."""

    @abstractmethod
    def field_codes(self) -> frozenset[str]:
        """Return the fields that may be asked: fewer than today's in an index that an older version has made."""

    @abstractmethod
    def has(self, term: str) -> bool:
        """Whether some text has this very key (a lemma, a form, a Latin form)."""

    @abstractmethod
    def complete(self, start: str, *, audience: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        """Return (field, words) of suggestions whose loose key begins so."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """Return how many rows each source has."""

    @abstractmethod
    def marks(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield the uids of a source with the marks of their rows, in any order."""

    def beside(self) -> Beside | None:
        """Return where other processes may write parts of this fresh index; None when none may."""
        return None

    def put_all(self, rows: Iterable[Row]) -> None:
        """Keep some rows, in one batch."""
        batch = self.batch()
        for row in rows:
            batch.put(row)
        batch.commit()
