"""MARCXML, with or without OAI-PMH around it. Each record is cut out and parsed alone; entities and DTDs are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.formats.marc import Damaged, Marc, Piece, Subfields

_READ = 256 * 1024
LONGEST = 8 * 1024 * 1024
_BEGIN = re.compile(rb"<((?:[A-Za-z][\w.-]*:)?)record(?=[\s>])")
_END = re.compile(rb"</(?:[A-Za-z][\w.-]*:)?record\s*>")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_FIELDS = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(?:leader|controlfield|datafield)[\s>/]")


def looks_like(head: bytes) -> bool:
    """Tell whether a file is XML with fields of MARC in it."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and bool(_FIELDS.search(head))


def encoding_of(head: bytes) -> str:
    """Return the encoding that the file declares; UTF-8 is what XML is without a declaration."""
    found = _DECLARED.search(head[:300])
    name = found.group(1).decode("ascii").lower() if found else "utf-8"
    return {"windows-1251": "cp1251", "ibm866": "cp866", "utf8": "utf-8", "koi8-u": "koi8-u"}.get(name, name)


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Yield the bytes of each `record` element. Memory: one record and a buffer."""
    rest, number = b"", 0
    while True:
        end = _END.search(rest)
        if end is None:
            if len(rest) > LONGEST:
                number += 1
                yield Piece(number, rest[:200], error=_("Понад 8 МБ без кінця запису."))
                rest = rest[-100:]
            part = file.read(_READ)
            if not part:
                break
            rest += part
            continue
        # The last beginning before the end: OAI-PMH wraps a record into another «record».
        begin = None
        for begin in _BEGIN.finditer(rest, 0, end.start()):  # noqa: B007 - the last one is wanted
            pass
        if begin is not None and _FIELDS.search(rest, begin.start(), end.start()):
            number += 1
            yield Piece(number, rest[begin.start() : end.end()])
        rest = rest[end.end() :]
    begin = _BEGIN.search(rest)
    if begin is not None and _FIELDS.search(rest, begin.start()):
        yield Piece(number + 1, rest[begin.start() :][:LONGEST], error=_("Файл обривається на цьому записі."))


def parse(raw: bytes, encoding: str) -> Marc:
    """Parse one `record` element. Raises Damaged."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8" if encoding in ("twice", "marc-8") else encoding)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise Damaged(_("XML не читається: рядок {line} запису.").format(line=error.lineno)) from None
    except (LookupError, ValueError):
        raise Damaged(_("Невідоме кодування {name}.").format(name=encoding)) from None
    if not reader.marc.fields:
        raise Damaged(_("У записі немає жодного поля."))
    return reader.marc


def _refuse(*_args: object) -> None:
    raise Damaged(_("В XML є власні сутності (DTD): такого не читаємо."))


class _Reader:
    def __init__(self) -> None:
        self.marc = Marc()
        self._tag = self._indicators = self._code = ""
        self._subfields: Subfields = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in ("leader", "controlfield", "subfield"):
            self._text = []
        if local in ("controlfield", "datafield"):
            self._tag = attributes.get("tag", "")
            self._indicators = attributes.get("ind1", " ")[:1] + attributes.get("ind2", " ")[:1]
            self._subfields = []
        elif local == "subfield":
            self._code = attributes.get("code", "")[:1].lower()

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "leader":
            self.marc.leader = "".join(self._text)
            self.marc.is_deleted = self.marc.leader[5:6] == "d"
        elif local == "controlfield" and self._tag:
            self.marc.fields.append((self._tag, "", [("", "".join(self._text).strip())]))
        elif local == "subfield":
            if value := " ".join("".join(self._text).split()):
                self._subfields.append((self._code or "?", value))
        elif local == "datafield" and self._tag and self._subfields:
            self.marc.fields.append((self._tag, self._indicators, self._subfields))

    def text(self, data: str) -> None:
        self._text.append(data)
