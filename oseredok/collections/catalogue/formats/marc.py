"""A record as fields and subfields: what every format parses into, whatever its dialect."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Subfields: TypeAlias = list[tuple[str, str]]
Field: TypeAlias = tuple[str, str, Subfields]
"""Tag, indicators, subfields. A control field has no indicators and one subfield without a code; so has the text that
stands before the first subfield of an IRBIS field."""


class Damaged(Exception):  # noqa: N818 - read as a word of the domain
    """A raw record cannot be read. The words are for the librarian."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Marc:
    """`repairs` tells in whole sentences what was mended on the way, and is empty for a sound record."""

    leader: str = ""
    fields: list[Field] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    is_deleted: bool = False

    def first(self, tag: str, code: str = "") -> str:
        """Return the first value of a subfield (of a control field without a code), or nothing."""
        for one, _indicators, subfields in self.fields:
            if one == tag:
                for mark, value in subfields:
                    if mark == code:
                        return value
        return ""


@dataclass(slots=True)
class Piece:
    """A raw record: its number in the file from 1, its bytes, and what was strange about where it begins or ends."""

    number: int
    raw: bytes
    note: str = ""
    error: str = ""  # it is no record at all, and why
