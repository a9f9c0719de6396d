"""The desk's list of found readers, page by page. Nothing is counted: one row more tells whether there is a next page."""

from __future__ import annotations

from dataclasses import dataclass

from oseredok.library.people.cards import scans
from oseredok.library.people.models import Reader
from oseredok.library.people.registry.finding import find_readers

A_PAGE = 50
PAGES = 20  # who looks through a thousand namesakes is better served by one more word


@dataclass(frozen=True)
class Page:
    """One page of what was found; `before` and `after` are numbers of pages, 0 when there is none.

    `told` says of a card that was lost, worn or erased why it opens nothing."""

    readers: list[Reader]
    number: int
    after: int
    has_more: bool
    told: str = ""

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def is_one_of_many(self) -> bool:
        return self.number > 1 or self.has_more

    @property
    def first(self) -> int:
        return (self.number - 1) * A_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.readers) - 1


def page_of(text: str, *, number: int) -> Page:
    """Return a page of readers found by `text`; a number beyond what may be asked for is the nearest that may."""
    number = min(max(number, 1), PAGES)
    rows = find_readers(text, limit=number * A_PAGE + 1)
    more = len(rows) > number * A_PAGE
    if not rows and (scan := scans.read(text)) is not None and scan.former is not None:
        now_held = [scan.reader] if scan.reader is not None else []
        return Page(readers=now_held, number=1, after=0, has_more=False, told=scans.why_closed(scan))
    return Page(
        readers=rows[(number - 1) * A_PAGE : number * A_PAGE],
        number=number,
        after=number + 1 if more and number < PAGES else 0,
        has_more=more,
    )
