"""Whole files of records, piece by piece: memory holds a hundred records however long the file."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.cells import inert
from oseredok.collections.catalogue.formats import iso2709
from oseredok.collections.catalogue.writing import dublin_core, marcxml, plain, whole
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.xml import DECLARATION, element_bytes


@dataclass(frozen=True)
class FileFormat:
    """A format that a file may be had in. `content_type` is what it is sent as, `ending` how its name ends."""

    label: str | Promise
    content_type: str
    ending: str
    write: Callable[[Iterable[Entry]], Iterator[bytes]]


def _iso(dialect: str) -> Callable[[Iterable[Entry]], Iterator[bytes]]:
    def write(entries: Iterable[Entry]) -> Iterator[bytes]:
        for entry in entries:
            yield iso2709.write(whole.marc(entry, dialect))

    return write


def _collection(entries: Iterable[Entry]) -> Iterator[bytes]:
    yield DECLARATION + f'<collection xmlns="{marcxml.NAMESPACE}">\n'.encode()
    for entry in entries:
        yield element_bytes(marcxml.element(whole.marc(entry, "marc21"))) + b"\n"
    yield b"</collection>\n"


def _dublin_core(entries: Iterable[Entry]) -> Iterator[bytes]:
    yield DECLARATION + b"<records>\n"
    for entry in entries:
        yield element_bytes(dublin_core.oai_element(entry)) + b"\n"
    yield b"</records>\n"


def _csv(entries: Iterable[Entry]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + _line(map(str, plain.COLUMNS))  # a spreadsheet knows UTF-8 by the mark
    for entry in entries:
        yield _line([inert(cell) for cell in plain.row(entry)])


def _line(cells: Iterable[str]) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _json(entries: Iterable[Entry]) -> Iterator[bytes]:
    mark = b"[\n"
    for entry in entries:
        yield mark + json.dumps(plain.record(entry), ensure_ascii=False).encode("utf-8", "replace")
        mark = b",\n"
    yield b"\n]\n" if mark == b",\n" else b"[]\n"


FORMATS: dict[str, FileFormat] = {
    "marc": FileFormat("MARC21", "application/marc", "mrc", _iso("marc21")),
    "unimarc": FileFormat("UNIMARC", "application/marc", "iso", _iso("unimarc")),
    "marcxml": FileFormat("MARCXML", "application/marcxml+xml", "xml", _collection),
    "dc": FileFormat("Dublin Core", "application/xml", "xml", _dublin_core),
    "csv": FileFormat(_("таблиця CSV"), "text/csv; charset=utf-8", "csv", _csv),
    "json": FileFormat("JSON", "application/json", "json", _json),
}
