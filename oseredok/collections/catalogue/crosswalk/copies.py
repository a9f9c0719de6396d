"""Copies in a record: Koha's 952 and 995, 852 and 899 of others, IRBIS 910 — as data, to one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.formats.marc import Marc, Subfields


@dataclass(slots=True)
class CopyData:
    """One copy, or `quantity` of them, as a record tells it; `location` is a code of the source system."""

    location: str = ""
    status: str = "free"
    inventory_number: str = ""
    barcode: str = ""
    shelf_mark: str = ""
    collection: str = ""
    quantity: int = 1
    accession_date: date | None = None
    price: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which subfields (the first that is filled) tell what, and which flags tell a status when they are set."""

    fields: Mapping[str, str]
    flags: tuple[tuple[str, str], ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)  # values of the subfield `status_code`
    status_code: str = ""


_LONGEST = {"location": 80, "inventory_number": 40, "barcode": 40, "shelf_mark": 120, "collection": 80, "note": 200}

KOHA_MARC21 = Layout(
    fields={
        "location": "ba", "inventory_number": "i", "barcode": "p", "shelf_mark": "o", "collection": "8c",
        "accession_date": "d", "price": "gv", "note": "z",
    },
    flags=(("0", "off"), ("1", "lost"), ("q", "lent"), ("7", "reading")),
)  # fmt: skip
KOHA_UNIMARC = Layout(
    fields={
        "location": "bc", "inventory_number": "j", "barcode": "f", "shelf_mark": "k", "collection": "he",
        "accession_date": "5", "price": "p", "note": "u",
    },
    flags=(("0", "off"), ("2", "lost"), ("n", "lent"), ("o", "reading")),
)  # fmt: skip
HOLDINGS = Layout(
    fields={
        "location": "ba",
        "barcode": "p",
        "shelf_mark": "hj",
        "collection": "c",
        "inventory_number": "t",
        "note": "z",
    }
)
NATIONAL = Layout(fields={"location": "ba", "shelf_mark": "j", "inventory_number": "pe", "note": "x"})
IRBIS = Layout(
    fields={
        "location": "d", "inventory_number": "b", "barcode": "h", "shelf_mark": "r", "collection": "q",
        "accession_date": "c", "price": "e", "quantity": "1",
    },
    status_code="a",
    statuses={
        "0": "free", "1": "lent", "2": "away", "3": "away", "4": "lost", "5": "away", "6": "off", "8": "away",
        "9": "reserved", "c": "free", "p": "away", "r": "away", "u": "free",
    },
)  # fmt: skip
LAYOUTS: Mapping[str, Mapping[str, Layout]] = {
    "marc21": {"952": KOHA_MARC21, "852": HOLDINGS, "995": KOHA_UNIMARC},
    "unimarc": {"995": KOHA_UNIMARC, "852": HOLDINGS, "899": NATIONAL, "952": KOHA_MARC21},
    "irbis": {"910": IRBIS},
}
_LIST = ("location", "inventory_number", "barcode", "shelf_mark", "accession_date", "price", "quantity")


def copies_of(marc: Marc, dialect: str) -> list[CopyData]:
    """Return the copies that a record tells of. 852 and 899 only count where there is no 952 or 995."""
    if dialect == "list":
        told: Subfields = [(name, marc.first(name)) for name in _LIST if marc.first(name)]
        return [_filled(CopyData(), dict(told))] if told else []
    layouts = LAYOUTS[dialect]
    found: dict[str, list[CopyData]] = {}
    for tag, _indicators, subfields in marc.fields:
        layout = layouts.get(tag)
        if layout is not None:
            copy = _read(layout, dict(reversed(subfields)))
            if copy is not None:
                found.setdefault(tag, []).append(copy)
    return next((found[tag] for tag in layouts if tag in found), [])


def _read(layout: Layout, told: dict[str, str]) -> CopyData | None:
    said = {
        name: value
        for name, codes in layout.fields.items()
        if (value := next((told[code].strip() for code in codes if told.get(code, "").strip()), ""))
    }
    if not said:
        return None
    copy = _filled(CopyData(), said)
    if layout.status_code:
        copy.status = layout.statuses.get(told.get(layout.status_code, "").strip().lower(), "free")
    for code, status in layout.flags:
        if told.get(code, "").strip() not in ("", "0"):
            copy.status = status
            break
    return copy


def _filled(copy: CopyData, said: Mapping[str, str]) -> CopyData:
    for name, value in said.items():
        if name == "quantity":
            copy.quantity = min(int(value), 1_000_000) if value.isdecimal() and int(value) else 1
        elif name == "accession_date":
            copy.accession_date = values.day(value)
        elif name == "price":
            copy.price = values.price(value)
        else:
            setattr(copy, name, values.clean(value)[: _LONGEST[name]])
    return copy
