"""The text export of IRBIS: `#200: ^AНазва^FАвтор`, a record ends with a line of asterisks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.formats.marc import Damaged, Field, Marc, Piece, Subfields

LONGEST = 8 * 1024 * 1024
_LONGEST_LINE = 1024 * 1024
_LINE = re.compile(r"#?0*(\d{1,5})\s*(?::|(?=\^))\s?(.*)", re.DOTALL)
_FIRST = re.compile(rb"^\s*#\d{1,5}\s*:", re.MULTILINE)


def looks_like(head: bytes) -> bool:
    """Tell whether a text is an export of IRBIS: its first filled line is a field."""
    return bool(_FIRST.match(head.lstrip(b"\xef\xbb\xbf \r\n\t")))


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Yield the lines of each record, without the asterisks. Memory: one record."""
    number, size = 0, 0
    lines: list[bytes] = []
    while line := file.readline(_LONGEST_LINE):
        if line.startswith(b"*****"):
            if size:
                number += 1
                yield Piece(number, b"".join(lines))
            lines, size = [], 0
        elif lines or line.strip(b"\xef\xbb\xbf\r\n\t \x1a\x00"):
            lines.append(line)
            size += len(line)
            if size > LONGEST:
                number += 1
                yield Piece(number, b"".join(lines)[:200], error=_("Понад 8 МБ без кінця запису."))
                lines, size = [], 0
    if size and b"".join(lines).strip(b"\x1a\r\n\x00 "):
        yield Piece(number + 1, b"".join(lines), note=_("Після останнього запису немає рядка із зірочок."))


def parse(raw: bytes, decode: Callable[[bytes], tuple[str, bool]]) -> Marc:
    """Parse the lines of one record. Raises Damaged."""
    text, is_bad = decode(raw.removeprefix(b"\xef\xbb\xbf"))
    marc = Marc()
    strange = 0
    for line in text.replace("\x00", "").splitlines():
        found = _LINE.match(line)
        if found is not None and line[:1] == "#":
            marc.fields.append(field(found.group(1), found.group(2)))
        elif found is not None and "^" in line:
            strange += 1
            marc.fields.append(field(found.group(1), found.group(2)))
        elif line.strip() and marc.fields:
            tag, _indicators, subfields = marc.fields[-1]
            _go_on(subfields, line.strip())
            marc.fields[-1] = (tag, "", subfields)
        elif line.strip():
            strange += 1
    marc.fields = [one for one in marc.fields if one[2]]
    if strange:
        marc.repairs.append(_("Рядки без «#» або «:», прочитано за змістом: {number}.").format(number=strange))
    if is_bad:
        marc.repairs.append(_("Частину літер не вдалося прочитати."))
    if not marc.fields:
        raise Damaged(_("У записі немає жодного поля."))
    return marc


def field(tag: str, content: str) -> Field:
    """Return an IRBIS field; codes of subfields in lower case, empty subfields left out."""
    head, *parts = content.split("^")
    subfields: Subfields = [("", head.strip())] if head.strip() else []
    subfields += [(part[0].lower(), part[1:].strip()) for part in parts if part[1:].strip()]
    return tag.rjust(3, "0") if len(tag) < 3 else tag, "", subfields


def _go_on(subfields: Subfields, more: str) -> None:
    head, *parts = more.split("^")
    if head and subfields:
        code, value = subfields[-1]
        subfields[-1] = (code, f"{value} {head}".strip())
    elif head:
        subfields.append(("", head))
    subfields += [(part[0].lower(), part[1:].strip()) for part in parts if part[1:].strip()]
