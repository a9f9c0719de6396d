"""What every style needs to know of a record, and how names, numbers and pages are written in all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from stdnum import isbn as isbns

from oseredok.base.core.text import initial
from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Record

_GIVEN = re.compile(r"[^\s.]+(?:\.?-[^\s.]+)*")
_RANGE = re.compile(r"(?<=\d)\s*[-–—‒]+\s*(?=\d)")
_AUTHORS = (Role.AUTHOR, Role.COMPOSER)


class Person(NamedTuple):
    """A name as a heading has it: «Шевченко» and «Тарас Григорович», or one name that is never turned («Гомер»)."""

    family: str
    given: str

    @property
    def initials(self) -> str:
        """«Т. Г.»; a particle stays a word: «Л. ван»."""
        parts = _GIVEN.findall(self.given)
        return " ".join(part if part[0].islower() else initial(part.replace(".", "")) for part in parts)

    @property
    def turned(self) -> str:
        """«Шевченко Т. Г.»"""
        return f"{self.family} {self.initials}".strip()

    @property
    def direct(self) -> str:
        """«Т. Г. Шевченко»"""
        return f"{self.initials} {self.family}".strip()


def person(name: str) -> Person:
    """Part a heading at its comma; what follows the second one («князь», «син») is no part of the name."""
    family, given, *_more = [*(part.strip() for part in name.split(",")), ""]
    return Person(family, given)


@dataclass(frozen=True, slots=True)
class Work:
    """`url` is the permanent address of the record here; styles give it only for what is read on a screen."""

    kind: str
    title: str
    year: int | None = None
    year_to: int | None = None
    language: str = ""
    data: Data = field(default_factory=lambda: Data())
    url: str = ""

    @classmethod
    def of(cls, record: Record, *, url: str = "") -> Work:
        """Return the work that a record describes."""
        return cls(record.kind, record.title, record.year, record.year_to, record.language, record.data, url)

    @property
    def authors(self) -> list[Person]:
        """Authors in the order of the record."""
        return [person(one["name"]) for one in self.data.get("persons", []) if one["role"] in _AUTHORS]

    @property
    def editors(self) -> list[Person]:
        """Editors and compilers."""
        wanted = (Role.EDITOR, Role.COMPILER)
        return [person(one["name"]) for one in self.data.get("persons", []) if one["role"] in wanted]

    @property
    def statements(self) -> list[str]:
        """What stands after the slash, part by part; made from the authors where the record has nothing."""
        told = [part.strip() for part in self.data.get("responsibility", "").split(";")]
        return [part for part in told if part] or [", ".join(one.direct for one in self.authors)][: bool(self.authors)]

    @property
    def other_statements(self) -> list[str]:
        """The same without the first, when it only repeats the authors."""
        first, *rest = self.statements or [""]
        said = keys.folded(first)
        repeats = any(keys.folded(one.family) in said for one in self.authors)
        return rest if repeats else [part for part in (first, *rest) if part]

    @property
    def is_part(self) -> bool:
        """Whether it stands in something else: an article in a journal or a collection, of the land's own too."""
        host = self.data.get("host")
        if host is None or self.kind not in (Record.Kind.ARTICLE, Record.Kind.LOCAL):
            return False
        return self.kind == Record.Kind.ARTICLE or bool(host.get("pages") or host.get("number"))

    @property
    def date(self) -> str:
        """The year as it is printed; «1990–» for a journal that still comes out. Empty when nobody knows."""
        if self.kind == Record.Kind.SERIAL and self.year:
            return f"{self.year}–{self.year_to or ''}"
        return dashed(self.data.get("date", "")) or (str(self.year) if self.year else "")

    @property
    def isbn(self) -> list[str]:
        """ISBN with their hyphens."""
        return [isbns.format(number) for number in self.data.get("isbn", [])]

    @property
    def link(self) -> str:
        """The address of the text of an electronic document, or of an article that is on no page of paper."""
        on_screen = self.kind == Record.Kind.EDOCUMENT or (self.is_part and not self.data["host"].get("pages"))
        return next((one["url"] for one in self.data.get("links", [])), self.url) if on_screen else ""

    @property
    def titled(self) -> str:
        """The title with what follows it: «Твори. Т. 1 : Кобзар : поезії»."""
        part, host = self.data.get("part", ""), self.data.get("host")
        title = self.title
        if host and not self.is_part:
            number = host.get("volume", "") or host.get("number", "") or part
            if keys.folded(host["title"]) != keys.folded(title):
                whole = f"{host['title']}. {number}" if number else host["title"]
                title = f"{whole} : {title}" if number and number != title else f"{whole}. {title}"
                part = "" if part == number else part
            else:
                part = part or number
        if subtitle := self.data.get("subtitle", ""):
            title = f"{title} : {subtitle}"
        return f"{title}. {part}" if part else title


def dashed(text: str) -> str:
    """Write ranges of numbers with a dash: «5-10» → «5–10»."""
    return _RANGE.sub("–", text)


def labelled(text: str, label: str) -> str:
    """Put «№», «Т.» or «С.» before a bare number; leave what already says what it is."""
    text = dashed(text.strip())
    return f"{label} {text}" if text[:1].isdigit() else text


def sentence(parts: list[str], mark: str) -> str:
    """Join areas of a description by a mark that begins with a full stop, never two stops in a row, one at the end."""
    out = ""
    for part in filter(None, (part.strip() for part in parts)):
        out = part if not out else out + (mark[1:] if out.endswith(".") else mark) + part
    return out if out.endswith((".", "?", "!")) or not out else out + "."
