"""Text tables: which letters, which sign between cells. Rows are read one by one, never the whole file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid

DELIMITERS = (";", ",", "\t", "|")
LONGEST_CELL = 20_000
_SAMPLE = 256 * 1024
# How often the letters of Ukrainian stand in ordinary words; capitals in the middle of words betray a wrong table:
# KOI8-U read as CP1251 turns small letters into capitals.
_COMMON = "оаниеівртсклмдупьгбязчйхжющцшїєфґ"
_SINGLE = ("cp1251", "koi8-u", "iso8859-5", "cp866")


def guess_encoding(head: bytes) -> str:
    """Return the encoding of a text: by its BOM, else UTF-8 if it is that, else the table by which it reads as Ukrainian."""
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        # The sample may end in the middle of a letter.
        io.TextIOWrapper(io.BytesIO(head[:-4] if len(head) >= _SAMPLE else head), encoding="utf-8").read()
    except UnicodeDecodeError:
        return max(_SINGLE, key=lambda name: _ukrainian(head.decode(name, "replace")))
    return "utf-8"


def guess_delimiter(sample: str) -> str:
    """Return the sign that cuts most lines into the same number of cells, the more cells the better."""
    lines = [line for line in sample.splitlines()[:40] if line.strip()]
    best, most = ";", 0.0
    for sign in DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=sign)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        weight = (usual - 1) * widths.count(usual) / max(1, len(widths))
        if weight > most:
            best, most = sign, weight
    return best


def inspect(path: Path) -> tuple[str, str]:
    """Return the encoding and the delimiter of a file."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    encoding = guess_encoding(head)
    return encoding, guess_delimiter(head.decode(encoding, "ignore"))


def rows(path: Path, *, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each record and its cells.

    Raises Invalid (`csv_broken`) for a cell of impossible length (a quote that nobody closed).
    """
    with _opened(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter or ";")
        try:
            yield from enumerate(reader, 1)
        except csv.Error:
            raise Invalid(
                _("Рядок {number} файлу не читається: мабуть, не закрито лапки.").format(number=reader.line_num),
                code="csv_broken",
                field="file",
            ) from None


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield _WithoutNul(file)  # type: ignore[misc]


class _WithoutNul:
    """The same lines without the sign that no text holds."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def __iter__(self) -> Iterator[str]:
        return (line.replace("\x00", "") for line in self._file)


def _ukrainian(text: str) -> float:
    letters = [sign for sign in text if sign.isalpha() and not sign.isascii()]
    if not letters:
        return 0.0
    score = sum(30 - _COMMON.index(sign) if sign in _COMMON else -20 for sign in letters if sign.islower())
    inside = sum(1 for one, two in pairwise(text) if one.isalpha() and one.islower() and two.isupper())
    return (score - 30 * inside) / len(letters)
