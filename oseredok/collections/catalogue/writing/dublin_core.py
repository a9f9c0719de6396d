"""The fifteen elements of Dublin Core, for harvesters that know no MARC."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.writing import codes
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.xml import leaf

NAMESPACE = "http://purl.org/dc/elements/1.1/"
OAI_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
SRU_NAMESPACE = "info:srw/schema/1/dc-schema"
_TYPES = {
    Record.Kind.MAP: "StillImage",
    Record.Kind.AUDIO: "Sound",
    Record.Kind.VIDEO: "MovingImage",
    Record.Kind.OTHER: "PhysicalObject",
}


def statements(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield pairs of an element and its value, in the order of the standard's list."""
    record, data = entry.record, entry.data
    yield "title", full_title(record)
    yield from (("title", one) for one in (*data.get("parallel_titles", []), *data.get("other_titles", [])))
    named = (*data.get("persons", []), *data.get("bodies", []))
    yield from (("creator", one["name"]) for one in named if one["role"] in codes.HEADED)
    for key in ("about_persons", "about_bodies", "topics", "keywords"):
        yield from (("subject", one) for one in data.get(key, []))  # type: ignore[attr-defined]
    yield from (("subject", one["index"]) for one in data.get("classes", []))
    yield from (("description", one) for one in (data.get("abstract", ""), *data.get("contents", [])) if one)
    yield from (("publisher", one) for one in data.get("publishers", []))
    yield from (("contributor", one["name"]) for one in named if one["role"] not in (*codes.HEADED, Role.SUBJECT))
    if date := str(record.year or "") or data.get("date", ""):
        yield "date", f"{date}/{record.year_to}" if record.year_to else date
    yield "type", _TYPES.get(Record.Kind(record.kind), "Text")
    yield "type", str(record.get_kind_display())
    if "extent" in data:
        yield "format", data["extent"]
    yield from (("identifier", one) for one in identifiers(entry))
    if host := data.get("host"):
        yield "source", ". ".join(filter(None, (host["title"], codes.where_inside(host))))
    yield from (("language", one) for one in data.get("languages", []))
    yield from (("relation", one["title"]) for one in data.get("series", []))
    yield from (("coverage", one) for one in data.get("about_places", []))


def full_title(record: Record) -> str:
    """Return «Назва : підзаголовок. Т. 2»."""
    data = record.data
    title = " : ".join(filter(None, (record.title, data.get("subtitle", ""))))
    return ". ".join(filter(None, (title, data.get("part", ""))))


def identifiers(entry: Entry) -> Iterator[str]:
    """Yield the page, ISBN and ISSN, then what is read in the web."""
    data = entry.data
    if entry.address:
        yield entry.address
    yield from (f"urn:ISBN:{one}" for one in data.get("isbn", []))
    yield from (f"urn:ISSN:{one}" for one in data.get("issn", []))
    yield from (one["url"] for one in data.get("links", []))


def oai_element(entry: Entry) -> Element:
    """Return `oai_dc:dc`."""
    root = Element(
        "oai_dc:dc",
        {
            "xmlns:oai_dc": OAI_NAMESPACE,
            "xmlns:dc": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{OAI_NAMESPACE} {OAI_SCHEMA}",
        },
    )
    return _filled(root, entry)


def sru_element(entry: Entry) -> Element:
    """Return `srw_dc:dc`, as SRU servers have it."""
    return _filled(Element("srw_dc:dc", {"xmlns:srw_dc": SRU_NAMESPACE, "xmlns:dc": NAMESPACE}), entry)


def _filled(root: Element, entry: Entry) -> Element:
    for name, value in statements(entry):
        if value.strip():
            leaf(root, f"dc:{name}", value)
    return root
