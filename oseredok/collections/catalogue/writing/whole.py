"""The record that goes out: what the source says wherever it speaks the dialect asked for, with our number and our copies.

The source keeps fields that our model does not know; a record that was corrected by hand here, or that came in another
dialect, is written of what we know. What is the library's own
affair (local fields, holdings with prices and loans, how a book was got) never goes out.
"""

from __future__ import annotations

from datetime import UTC
from types import ModuleType

from oseredok.collections.catalogue.formats import reading
from oseredok.collections.catalogue.formats.marc import Damaged, Field, Marc
from oseredok.collections.catalogue.writing import marc21, unimarc
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.fields import control, field

DIALECTS: dict[str, ModuleType] = {"marc21": marc21, "unimarc": unimarc}
_OURS = frozenset({"001", "003", "005", "852", "899"})  # written anew
# How, from whom and for how much it was got, who had it before, what was done to it, notes of the cataloguer.
_INTERNAL = {
    "marc21": frozenset({"037", "365", "541", "561", "562", "563", "583", "841", "876", "877", "878"}),
    "unimarc": frozenset({"316", "317", "318", "345", "830", "850"}),
}
_LOCAL = {"marc21": ("9", "59"), "unimarc": ("9",)}


def marc(entry: Entry, dialect: str) -> Marc:
    """Return the record in `marc21` or `unimarc`, its fields in the order of their tags."""
    writer = DIALECTS[dialect]
    record = entry.record
    told = _of_source(entry, dialect) or writer.described(entry)
    fields: list[Field] = [
        *control("001", str(record.pk)),
        *control("005", f"{record.changed_at.astimezone(UTC):%Y%m%d%H%M%S}.0"),
        *told.fields,
        *field("035", ("a", entry.old_number)),
    ]
    if entry.address:
        fields += field("856", ("u", entry.address), indicators="42" if dialect == "marc21" else "4 ")
    for one in entry.copies:
        fields += writer.copy(one)
    return Marc(leader=told.leader, fields=sorted(fields, key=lambda one: one[0]))


def _of_source(entry: Entry, dialect: str) -> Marc | None:
    source = entry.source
    if source is None or source.dialect != dialect or entry.record.edited_at is not None:
        return None
    try:
        parsed = reading.parse(bytes(source.raw), name=source.format, encoding=source.encoding)
    except Damaged:
        return None
    if parsed.repairs:
        return None  # what was mended by guess is told as we understood it
    kept = [one for one in parsed.fields if _is_public(one, dialect)]
    own = DIALECTS[dialect].leader(entry.record)
    leader = own[:6] + _type_and_level(parsed.leader, own) + own[8:17] + _form(parsed.leader, own)
    return Marc(leader=leader, fields=kept)


def _is_public(one: Field, dialect: str) -> bool:
    tag, _indicators, subfields = one
    if tag in _OURS or tag in _INTERNAL[dialect] or tag.startswith(_LOCAL[dialect]):
        return False
    inside = (value for code, value in subfields if code == "u")  # a path on somebody's disk or in a network of theirs
    return tag != "856" or all(value.strip().lower().startswith(("http://", "https://")) for value in inside)


def _type_and_level(told: str, own: str) -> str:
    return told[6:8] if len(told) >= 8 and told[6:8].isascii() and told[6:8].isalpha() else own[6:8]


def _form(told: str, own: str) -> str:
    """Return signs 17–23: how full the description is and by which rules, as the source says it."""
    form = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in told[17:20])
    return form + own[20:] if len(told) >= 20 else own[17:]
