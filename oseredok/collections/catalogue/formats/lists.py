"""Lists of books in Excel or CSV: a row is a record, its cells under the meanings of their columns.

A row is kept as JSON of pairs [meaning, cell]: what else a row says has no meaning to us, and stays in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from oseredok.base.core import tables, text_tables, workbooks
from oseredok.base.core.cells import Cell, text_of
from oseredok.collections.catalogue.formats import columns
from oseredok.collections.catalogue.formats.marc import Marc, Piece

_LOOK_AT = 25


def kind_of(path: Path, head: bytes) -> str:
    """Return `xlsx`, `csv`, or nothing for what is no table. Raises Invalid for a locked, old or broken one."""
    with path.open("rb") as file:
        kind = tables.table_kind(file)
    if kind == tables.XLSX:
        return "xlsx"
    if kind != tables.CSV or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"{", b"[")):
        return ""
    sample = head.decode(text_tables.guess_encoding(head), "replace")
    delimiter = text_tables.guess_delimiter(sample)
    lines = [line for line in sample.splitlines()[:20] if line.strip()]
    return "csv" if lines and sum(delimiter in line for line in lines) * 2 >= len(lines) else ""


def encoding_of(head: bytes) -> str:
    return text_tables.guess_encoding(head)


def titles_of(path: Path, name: str) -> tuple[list[str], list[list[str]], int]:
    """Return the titles of the columns, the first rows under them, and the row of the header (0: there is none)."""
    head = [(number, [text_of(cell) for cell in cells]) for number, cells in islice(_rows(path, name), _LOOK_AT)]
    head = [(number, cells) for number, cells in head if any(cells)]
    if not head:
        return [], [], 0
    best = max(head, key=lambda row: (len({columns.guess(cell) for cell in row[1] if len(cell) < 60} - {""}), -row[0]))
    is_header = len({columns.guess(cell) for cell in best[1] if len(cell) < 60} - {""}) >= 2
    widest = max(place + 1 for _number, cells in head for place, cell in enumerate(cells) if cell)
    titles = [cell[:200] for cell in best[1][:widest]] if is_header else []
    titles += [""] * (widest - len(titles))
    header = best[0] if is_header else 0
    return titles, [cells for number, cells in head if number > header], header


def pieces(path: Path, name: str, targets: Sequence[str]) -> Iterator[Piece]:
    """Yield the filled rows under the header as raw records, numbered from 1."""
    _titles, _first, header = titles_of(path, name)
    number = 0
    for row, cells in _rows(path, name):
        if row <= header or not any(map(text_of, cells)):
            continue
        told = [
            (target, text) for target, cell in zip(targets, cells, strict=False) if target and (text := text_of(cell))
        ]
        number += 1
        yield Piece(number, json.dumps(told, ensure_ascii=False).encode())


def parse(raw: bytes) -> Marc:
    """Return a row as fields whose tags are the meanings of the columns."""
    return Marc(fields=[(str(target), "", [("", str(text))]) for target, text in json.loads(raw)])


def _rows(path: Path, name: str) -> Iterator[tuple[int, list[Cell]]]:
    if name == "xlsx":
        yield from workbooks.rows(path)
        return
    encoding, delimiter = text_tables.inspect(path)
    for number, cells in text_tables.rows(path, encoding=encoding, delimiter=delimiter):
        yield number, list(cells)
