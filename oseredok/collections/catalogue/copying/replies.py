"""What a catalogue has answered: raw records, read, and carried by the page itself until somebody chooses one."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core import signing

from oseredok.collections.catalogue.crosswalk.reading import Described, describe
from oseredok.collections.catalogue.describing import Format
from oseredok.collections.catalogue.formats import encodings, reading
from oseredok.collections.catalogue.formats.marc import Damaged

MOST = 10
LONGEST = 40_000
"""Bytes of a raw record: it travels in a form."""
_SALT = "catalogue.copying"
_HOURS = 12


class Silent(Exception):  # noqa: N818 - read as a word of the domain
    """A catalogue has not answered as it should. The words are for the librarian."""


@dataclass(frozen=True)
class Found:
    """A record of another library: the bytes, how to read them, and what they describe."""

    raw: bytes
    how: Format
    described: Described

    @property
    def token(self) -> str:
        """The record as a signed text that a form may carry."""
        told = [base64.b85encode(self.raw).decode(), self.how.name, self.how.dialect, self.how.encoding]
        return signing.dumps(told, salt=_SALT, compress=True)

    @property
    def imprint(self) -> str:
        """«Київ : Дніпро, 1990. 605 с.»"""
        data = self.described.data
        where = " : ".join(filter(None, (", ".join(data.get("places", [])), ", ".join(data.get("publishers", [])))))
        year = data.get("date", "") or str(self.described.year or "")
        return ". ".join(filter(None, (", ".join(filter(None, (where, year))), data.get("extent", ""))))


@dataclass(frozen=True)
class Reply:
    """The answer of one catalogue: records, or why there are none."""

    name: str
    records: list[Found] = field(default_factory=list)
    failure: str = ""


def opened(token: str) -> Found | None:
    """Return the record that a form has carried; None for what is not ours, is old or cannot be read."""
    try:
        told: Any = signing.loads(token, salt=_SALT, max_age=_HOURS * 3600)
        raw, name, dialect, encoding = told
        return _read(base64.b85decode(raw), Format(name, dialect, encoding))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def read(raws: Iterable[bytes], name: str) -> list[Found]:
    """Return what raw records of one format describe, each once; those that cannot be read are left out."""
    sample = [raw for raw in dict.fromkeys(raws) if len(raw) <= LONGEST][:MOST]
    if not sample:
        return []
    look = reading.Found(format=name)
    if name == "iso2709":
        look.encodings = encodings.guess(b"\n".join(sample), is_marc=True)
        look.encoding = look.encodings[0][0]
    how = Format(name, reading.dialect_of(sample, look), look.encoding)
    return [found for found in (_read(raw, how) for raw in sample) if found]


def _read(raw: bytes, how: Format) -> Found | None:
    try:
        marc = reading.parse(raw, name=how.name, encoding=how.encoding)
        described = describe(marc, how.dialect)
    except (Damaged, KeyError):
        return None
    described.copies = []
    return Found(raw, how, described)
