"""What somebody has typed or scanned to begin with: an ISBN or the first words of a title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from oseredok.base.core.errors import Invalid
from oseredok.collections.catalogue.cataloguing import numbers, queries
from oseredok.collections.catalogue.copying.asking import Question
from oseredok.collections.catalogue.copying.models import Target
from oseredok.collections.catalogue.models import Record

_LONGEST = 200


@dataclass(frozen=True)
class Sought:
    """`told` as typed; `own` is what the library has of it; `error` says why a number is none."""

    told: str = ""
    isbn: str = ""
    error: str = ""
    own: Sequence[Record] = field(default_factory=tuple)

    @classmethod
    def of(cls, told: str) -> Sought:
        """Look at what was typed and into the own catalogue."""
        told = told.strip()[:_LONGEST]
        if not told:
            return cls()
        if not numbers.looks_like_isbn(told):
            return cls(told, own=queries.by_title(told))
        try:
            isbn = numbers.checked_isbn(told)
        except Invalid as error:
            return cls(told, error=error.message)
        return cls(told, isbn, own=queries.by_isbn(isbn))

    @property
    def is_asked(self) -> bool:
        return bool(self.told) and not self.error

    @property
    def question(self) -> Question:
        return Question(isbn=self.isbn, title="" if self.isbn else self.told)

    @property
    def query(self) -> str:
        """The parameter of the form that begins with what is known already: its name and its value."""
        return "isbn" if self.isbn else "title"

    @property
    def shown(self) -> str:
        return numbers.shown_isbn(self.isbn) if self.isbn else self.told


def targets() -> list[Target]:
    """Return the catalogues that are asked."""
    return list(Target.objects.filter(is_on=True))
