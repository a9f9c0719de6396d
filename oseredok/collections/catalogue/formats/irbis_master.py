"""Master files of IRBIS64 (big-endian, UTF-8) and of IRBIS32 and CDS/ISIS (little-endian, blocks of 512, CP1251 or CP866).

The cross-reference file is not needed: the master file is looked through once, and of each record its last version is
taken. What was deleted in IRBIS stays deleted.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.formats.irbis_text import field
from oseredok.collections.catalogue.formats.marc import Damaged, Marc, Piece

_LEADER64 = struct.Struct(">iiiiiiii")  # mfn, length, previous (2), base, fields, version, status
_ENTRY64 = struct.Struct(">iii")
_CONTROL64 = 36
_LEADER32 = struct.Struct(
    "<ihiHHHH"
)  # mfn, length (negative: somebody had it open), previous (2), base, fields, status
_ENTRY32 = struct.Struct("<HHH")
_BLOCK = 512
_DELETED64 = 1 | 2  # logically, physically
_ABSENT64 = 4
_MOST_MFN = 20_000_000
LONGEST = 8 * 1024 * 1024


def kind_of(head: bytes, size: int) -> str:
    """Return `mst64`, `mst32`, or nothing for what is no master file."""
    if len(head) < _BLOCK // 2:
        return ""
    if _is_sound64(head, _CONTROL64, size):
        return "mst64"
    control_mfn = struct.unpack_from("<i", head, 0)[0]
    return "mst32" if control_mfn == 0 and _is_sound32(head, 64, size) else ""


def pieces64(file: BinaryIO) -> Iterator[Piece]:
    """Yield the last version of each record of an IRBIS64 master file, by its number there."""
    yield from _yield(file, _walk64(file), _leader64)


def pieces32(file: BinaryIO) -> Iterator[Piece]:
    """Yield the last version of each record of an IRBIS32 master file, by its number there."""
    yield from _yield(file, _walk32(file), _leader32)


def parse64(raw: bytes) -> Marc:
    """Parse one record of IRBIS64. Raises Damaged."""
    if len(raw) < _LEADER64.size:
        raise Damaged(_("Запис надто короткий: {size} байтів.").format(size=len(raw)))
    mfn, _length, _low, _high, base, amount, _version, status = _LEADER64.unpack_from(raw, 0)
    marc = _parse(raw, base, amount, _LEADER64.size, _ENTRY64, _utf8)
    marc.fields.append(("MFN", "", [("", str(mfn))]))
    marc.is_deleted = bool(status & _DELETED64)
    return marc


def parse32(raw: bytes, decode: Callable[[bytes], tuple[str, bool]]) -> Marc:
    """Parse one record of IRBIS32. Raises Damaged."""
    if len(raw) < _LEADER32.size:
        raise Damaged(_("Запис надто короткий: {size} байтів.").format(size=len(raw)))
    mfn, _length, _block, _at, base, amount, status = _LEADER32.unpack_from(raw, 0)
    marc = _parse(raw, base, amount, _LEADER32.size, _ENTRY32, decode)
    marc.fields.append(("MFN", "", [("", str(mfn))]))
    marc.is_deleted = status == 1
    return marc


def _parse(
    raw: bytes,
    base: int,
    amount: int,
    begin: int,
    entry: struct.Struct,
    decode: Callable[[bytes], tuple[str, bool]],
) -> Marc:
    if amount < 0 or base != begin + amount * entry.size or base > len(raw):
        raise Damaged(_("Довідник полів пошкоджено."))
    marc, is_bad, is_short = Marc(), False, False
    for place in range(amount):
        tag, start, size = entry.unpack_from(raw, begin + place * entry.size)
        part = raw[base + start : base + start + size]
        is_short = is_short or len(part) < size or start < 0 or size < 0
        text, bad = decode(part)
        is_bad = is_bad or bad
        made = field(str(tag), text.replace("\x00", ""))
        if made[2]:
            marc.fields.append(made)
    if is_short:
        marc.repairs.append(_("Запис обірвано: частини полів немає."))
    if is_bad:
        marc.repairs.append(_("Частину літер не вдалося прочитати."))
    if not marc.fields:
        raise Damaged(_("У записі немає жодного поля."))
    return marc


def _utf8(part: bytes) -> tuple[str, bool]:
    try:
        return part.decode("utf-8"), False
    except UnicodeDecodeError:
        return part.decode("utf-8", "replace"), True


def _is_sound64(data: bytes, at: int, size: int) -> bool:
    if len(data) < at + _LEADER64.size:
        return False
    mfn, length, _low, _high, base, amount, _version, _status = _LEADER64.unpack_from(data, at)
    return bool(
        0 < mfn < _MOST_MFN
        and 0 <= amount < 50_000
        and base == _LEADER64.size + amount * _ENTRY64.size
        and base <= length <= min(LONGEST, size)
    )


def _is_sound32(data: bytes, at: int, size: int) -> bool:
    if len(data) < at + _LEADER32.size:
        return False
    mfn, length, _block, _at, base, amount, status = _LEADER32.unpack_from(data, at)
    return bool(
        0 < mfn < _MOST_MFN
        and base == _LEADER32.size + amount * _ENTRY32.size
        and base <= abs(length) <= size
        and status in (0, 1)
    )


def _leader64(raw: bytes) -> tuple[int, bool]:
    """Return the whole length and whether the record is there at all."""
    values = _LEADER64.unpack(raw)
    return values[1], not values[7] & _ABSENT64


def _leader32(raw: bytes) -> tuple[int, bool]:
    return abs(_LEADER32.unpack(raw)[1]), True


def _walk64(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield number and place of each version; after damage, look for the next sound leader."""
    size = file.seek(0, os.SEEK_END)
    at = _CONTROL64
    while at + _LEADER64.size <= size:
        file.seek(at)
        data = file.read(_LEADER64.size)
        if _is_sound64(data, 0, size - at):
            mfn, length = _LEADER64.unpack(data)[:2]
            yield mfn, at
            at += length
        else:
            found = _next(file, at + 1, size, _is_sound64, 1)
            if found is None:
                return
            at = found


def _walk32(file: BinaryIO) -> Iterator[tuple[int, int]]:
    size = file.seek(0, os.SEEK_END)
    at = 64
    while at + _LEADER32.size <= size:
        file.seek(at)
        data = file.read(_LEADER32.size)
        if _is_sound32(data, 0, size - at):
            mfn, length = _LEADER32.unpack(data)[:2]
            yield mfn, at
            at += abs(length) + length % 2
            # A leader is never cut by the border of a block before its base: it then begins in the next block.
            if _BLOCK - at % _BLOCK < 14:
                at += _BLOCK - at % _BLOCK
        else:
            found = _next(file, at + 2, size, _is_sound32, 2)
            if found is None:
                return
            at = found


def _next(file: BinaryIO, begin: int, size: int, is_sound: Callable[[bytes, int, int], bool], by: int) -> int | None:
    """Return the next place where a sound leader stands."""
    while begin < size:
        file.seek(begin)
        data = file.read(64 * 1024)
        for at in range(0, len(data) - _LEADER64.size, by):
            if data[at : at + 4].strip(b"\x00") and is_sound(data, at, size - begin - at):
                return begin + at
        if len(data) <= _LEADER64.size * 2:
            return None
        begin += len(data) - _LEADER64.size * 2
    return None


def _yield(
    file: BinaryIO, found: Iterator[tuple[int, int]], leader: Callable[[bytes], tuple[int, bool]]
) -> Iterator[Piece]:
    places = array("q")  # the place of the last version, by number: eight bytes for a record
    for mfn, at in found:
        if mfn >= len(places):
            places.extend([-1] * (mfn + 1 - len(places)))
        places[mfn] = at
    head = _LEADER64.size if leader is _leader64 else _LEADER32.size
    number = 0
    for at in places:
        if at < 0:
            continue
        file.seek(at)
        length, is_there = leader(file.read(head))
        if not is_there:
            continue
        file.seek(at)
        number += 1
        yield Piece(number, file.read(length))
