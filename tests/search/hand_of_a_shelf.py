"""A long shelf, and a hand that knows it and nothing else: started as the product starts its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from oseredok.spine.search.sources import Document, Parts, Source
from tests.search import books
from tests.search.shelf import Shelf, only

MANY, PART = 200, 40


@dataclass
class LongShelf(Shelf):
    """Its books have numbers, and are read in parts."""

    def source(self) -> Source:
        return replace(super().source(), parts=Parts(self.spans, self.part))

    def spans(self) -> list[tuple[int, int]]:
        return [(first, first + PART - 1) for first in range(1, MANY + 1, PART)]

    def part(self, first: int, last: int) -> Iterator[Document]:
        return self.documents({str(number) for number in range(first, last + 1)})


def long_shelf() -> LongShelf:
    shelf = LongShelf(fields=books.FIELDS)
    shelf.put(*(books.book(str(number), f"Книга про коней, том {number}") for number in range(1, MANY + 1)))
    return shelf


def main() -> None:
    import django

    django.setup()

    from oseredok.spine.search import hand

    with only(long_shelf()):
        hand.work(Path(sys.argv[1]))


if __name__ == "__main__":
    if sys.argv[1] == "dying":
        sys.stdin.readline()
        sys.exit(3)
    main()
