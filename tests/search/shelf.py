"""A shelf that a test fills: a source registered for one test, and the former ones put back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from oseredok.spine.search import sources
from oseredok.spine.search.sources import Document, Field, Source


@dataclass
class Shelf:
    """Documents by key; what is taken off the dictionary is gone from the library."""

    code: str = "book"
    fields: tuple[Field, ...] = ()
    standing: dict[str, Document] = field(default_factory=dict)

    def put(self, *documents: Document) -> None:
        self.standing.update({one.key: one for one in documents})

    def documents(self, keys: Collection[str] | None) -> Iterator[Document]:
        for key, one in self.standing.items():
            if keys is None or key in keys:
                yield one

    def source(self) -> Source:
        return Source(self.code, "Книги", "Книга", 1, self.documents, self.fields, languages=("uk",))


@contextmanager
def only(*shelves: Shelf) -> Iterator[None]:
    """Offer these shelves and nothing else."""
    kept = dict(sources._sources)
    sources._sources.clear()
    try:
        for shelf in shelves:
            sources.register(shelf.source())
        yield
    finally:
        sources._sources.clear()
        sources._sources.update(kept)
