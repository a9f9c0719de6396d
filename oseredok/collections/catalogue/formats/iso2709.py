"""ISO 2709: MARC as bytes. Read tolerantly: separators are believed before the numbers of the leader and the directory.

pymarc reads sound records, but takes the leader's length for granted, so one wrong record spoils the rest of a file.
Lengths count bytes of the file's encoding, and old programs counted letters or nothing: separators tell better.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.formats.marc import Damaged, Field, Marc, Piece, Subfields

RECORD_END, FIELD_END, SUBFIELD = b"\x1d", b"\x1e", b"\x1f"
LEADER = 24
_READ = 256 * 1024
LONGEST = 8 * 1024 * 1024  # bytes; a record of 99,999 bytes is the most of the standard, real ones are longer
# Five digits, five signs, the two counts, the base address: what every leader has, even of a careless program.
_BEGINNING = re.compile(rb"[\d ]{5}[a-z #|\d][a-z #|\d][a-z #|\d*][\x00-\x7e]{2}[\d ][\d ][\d ]{5}")
_INNER = re.compile(rb"\x1e(?:[\r\n\x00 ]*)(?=\d{5}[acdnpo][a-z][a-z#| ][\x20-\x7e][\x20-\x7e]22\d{5})")
_DIGITS_ONLY = re.compile(rb"\d+\Z")


def looks_like(head: bytes) -> bool:
    """Tell whether a file begins as ISO 2709 does."""
    return bool(_BEGINNING.match(head.lstrip(b"\xef\xbb\xbf\r\n\x00\x1a "))) and FIELD_END in head


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Yield raw records, each with its end sign when it has one. Memory: one record and a buffer."""
    number = 0
    for raw, note, error in _cut(file):
        for part, told in _apart(raw):
            number += 1
            yield Piece(number, part, note or told, error)


def _cut(file: BinaryIO) -> Iterator[tuple[bytes, str, str]]:
    rest = bytearray()
    at = 0
    while True:
        end = rest.find(RECORD_END, at)
        if end < 0:
            at = len(rest)
            if at > LONGEST:
                # Nothing of this size is a record: go on from the next sign that ends one.
                yield bytes(rest[:LEADER]), "", _("Понад 8 МБ без кінця запису.")
                if not _skip_to_end(file, rest):
                    return
                at = 0
                continue
            part = file.read(_READ)
            if not part:
                break
            rest += part
            continue
        raw = _trimmed(bytes(rest[: end + 1]))
        del rest[: end + 1]
        at = 0
        if raw != RECORD_END:
            yield raw, "", ""
    raw = _trimmed(bytes(rest).rstrip(b"\x1a\r\n\x00 "))
    if raw:
        yield raw, _("Файл обривається на цьому записі."), ""


def _skip_to_end(file: BinaryIO, rest: bytearray) -> bool:
    rest.clear()
    while part := file.read(_READ):
        end = part.find(RECORD_END)
        if end >= 0:
            rest += part[end + 1 :]
            return True
    return False


def _trimmed(raw: bytes) -> bytes:
    return raw.lstrip(b"\xef\xbb\xbf\r\n\x00\x1a \t") if raw[:1] in b"\xef\r\n\x00\x1a \t" else raw


def _apart(raw: bytes) -> Iterator[tuple[bytes, str]]:
    """Two records in one: the sign between them was lost."""
    if _INNER.search(raw, LEADER) is None:
        yield raw, ""
        return
    note = _("Між записами не було знака кінця: розділено за початком наступного.")
    begin = 0
    for found in _INNER.finditer(raw, LEADER):
        yield raw[begin : found.start() + 1], note
        begin = found.end()
    yield raw[begin:], note


def parse(raw: bytes, decode: Callable[[bytes], tuple[str, bool]]) -> Marc:
    """Parse a raw record. Raises Damaged."""
    leader = raw[:LEADER]
    if len(raw) < LEADER + 2:
        raise Damaged(_("Запис надто короткий: {size} байтів.").format(size=len(raw)))
    marc = Marc(leader=leader.decode("ascii", "replace"))
    marc.is_deleted = marc.leader[5:6] == "d"
    end = raw.find(FIELD_END, LEADER)
    if end < 0:
        raise Damaged(_("Немає довідника полів."))
    directory = raw[LEADER:end]
    if leader[:5] != b"%05d" % len(raw) and raw[-1:] == RECORD_END:
        marc.repairs.append(_("Довжина запису в маркері неправильна."))
    entries = _entries(directory)
    body = raw[end + 1 :]
    body = body[:-1] if body.endswith(RECORD_END) else body
    is_whole = body.endswith(FIELD_END)
    bodies = body[:-1].split(FIELD_END) if is_whole else body.split(FIELD_END)
    tags = _realigned(directory, bodies, marc) or _tags(entries, bodies, body, marc)
    is_bad = False
    for tag, content in tags:
        text, bad = decode(content)
        is_bad = is_bad or bad
        parsed = _field(tag, text)
        if parsed is not None:
            marc.fields.append(parsed)
    if not is_whole and raw[-1:] == RECORD_END and tags:
        marc.repairs.append(_("Останнє поле не закрито."))
    if is_bad:
        marc.repairs.append(_("Частину літер не вдалося прочитати."))
    if not marc.fields:
        raise Damaged(_("У записі немає жодного поля."))
    return marc


def _entries(directory: bytes) -> list[tuple[bytes, bytes, bytes]]:
    if len(directory) < 12:
        raise Damaged(_("У записі немає жодного поля."))
    whole = len(directory) - len(directory) % 12
    return [
        (directory[at : at + 3], directory[at + 3 : at + 7], directory[at + 7 : at + 12]) for at in range(0, whole, 12)
    ]


def _tags(
    entries: list[tuple[bytes, bytes, bytes]], bodies: list[bytes], body: bytes, marc: Marc
) -> list[tuple[str, bytes]]:
    """Return tags with their bytes. In order, one by one, unless the directory says soundly that they lie otherwise."""
    if not all(_DIGITS_ONLY.match(start) and _DIGITS_ONLY.match(length) for _tag, length, start in entries):
        is_sound = False
    else:
        starts = [int(start) for _tag, _length, start in entries]
        if starts == sorted(starts) and len(entries) == len(bodies):
            if not _agree(entries, bodies):
                marc.repairs.append(_("Довжини полів у довіднику неправильні: поля розділено за знаками."))
            return [(_tag(entry[0]), content) for entry, content in zip(entries, bodies, strict=True)]
        is_sound = all(
            body[int(start) + int(length) - 1 : int(start) + int(length)] == FIELD_END
            for _tag, length, start in entries
            if int(length)
        )
    if is_sound:
        if len(entries) < len(bodies):
            marc.repairs.append(_("Полів більше, ніж у довіднику: зайві без міток не взято."))
        return [
            (_tag(tag), body[int(start) : int(start) + int(length) - 1].split(FIELD_END)[0])
            for tag, length, start in entries
        ]
    if len(entries) == len(bodies):
        marc.repairs.append(_("Довідник полів пошкоджено: поля взято за порядком."))
        return [(_tag(entry[0]), content) for entry, content in zip(entries, bodies, strict=True)]
    if len(bodies) < len(entries) and _agree(entries[: len(bodies) - 1], bodies[:-1]):
        lost = len(entries) - len(bodies)
        marc.repairs.append(_("Запис обірвано, бракує полів: {lost}.").format(lost=lost))
        return [(_tag(entry[0]), content) for entry, content in zip(entries, bodies, strict=False)]
    raise Damaged(
        _("Полів {bodies}, а в довіднику {entries}: котре поле котре, невідомо.").format(
            bodies=len(bodies), entries=len(entries)
        )
    )


def _realigned(directory: bytes, bodies: list[bytes], marc: Marc) -> list[tuple[str, bytes]]:
    """Return tags with their bytes of a directory that has lost one digit; nothing where anything else is wrong with it.

    The separators tell how long each field is and where it begins: everything but that digit must agree with them.
    """
    if len(directory) != len(bodies) * 12 - 1:
        return []
    found: list[tuple[str, bytes]] = []
    at = start = 0
    told = ""
    for content in bodies:
        tail = b"%04d%05d" % (min(len(content) + 1, 9999), min(start, 99999))
        start += len(content) + 1
        tag, step = directory[at : at + 3], 12
        if directory[at + 3 : at + 12] != tail:
            if told:
                return []
            step = 11
            if directory[at + 2 : at + 11] == tail:
                tag = _whole_tag(directory[at : at + 2], content)
            elif not any(tail[:lost] + tail[lost + 1 :] == directory[at + 3 : at + 11] for lost in range(9)):
                return []
            told = _("У довіднику полів бракувало цифри: поля впізнано за довжинами.")
            if not tag:
                lost = directory[at : at + 2].decode("ascii", "replace")
                told += " " + _("Поля з міткою «{lost}» без однієї цифри не взято.").format(lost=lost)
        at += step
        if tag:
            found.append((_tag(tag), content))
    if told:
        marc.repairs.append(told)
    return found


def _whole_tag(two: bytes, content: bytes) -> bytes:
    """Return a tag that has lost a digit, if no other is possible: a field without subfields is one of 001–009."""
    return b"0" + two if SUBFIELD not in content and two[:1] == b"0" and two != b"00" else b""


def _agree(entries: list[tuple[bytes, bytes, bytes]], bodies: list[bytes]) -> bool:
    return all(
        entry[1] == b"%04d" % min(len(content) + 1, 9999) for entry, content in zip(entries, bodies, strict=True)
    )


def _tag(raw: bytes) -> str:
    return raw.decode("ascii", "replace")


def _field(tag: str, content: str) -> Field | None:
    if "\x00" in content:
        content = content.replace("\x00", "")
    indicators, *parts = content.split("\x1f")
    if not parts:
        return (tag, "", [("", content)]) if content.strip() else None
    subfields: Subfields = [(part[0].lower(), part[1:]) for part in parts if len(part) > 1]
    return (tag, indicators[-2:], subfields) if subfields else None


def write(marc: Marc) -> bytes:
    """Return a record as ISO 2709 in UTF-8, with every length right as far as the format can tell it.

    What does not fit (a field of 9,999 bytes, a record of 99,999) gets nines, as other programs write it; separators keep
    such a record readable.
    """
    directory, body = b"", b""
    for tag, indicators, subfields in marc.fields:
        if len(subfields) == 1 and not subfields[0][0]:
            content = _clean(subfields[0][1])
        else:
            content = indicators.ljust(2)[:2].encode("ascii", "replace")
            content += b"".join(
                SUBFIELD + code[:1].encode("ascii", "replace") + _clean(value) for code, value in subfields
            )
        content += FIELD_END
        directory += b"%3s%04d%05d" % (
            tag.encode("ascii", "replace")[:3],
            min(len(content), 9999),
            min(len(body), 99999),
        )
        body += content
    base = LEADER + len(directory) + 1
    leader = (marc.leader or "").ljust(LEADER).encode("ascii", "replace")[:LEADER]
    length = min(base + len(body) + 1, 99999)
    leader = b"%05d" % length + leader[5:10] + b"22" + b"%05d" % min(base, 99999) + leader[17:20] + b"4500"
    return leader + directory + FIELD_END + body + RECORD_END


def _clean(text: str) -> bytes:
    return "".join(sign for sign in text if sign not in "\x1d\x1e\x1f\x00").encode("utf-8", "replace")
