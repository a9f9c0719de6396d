"""Answers of SRU as XML: records found, terms of an index, what went wrong."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from django.utils import timezone

from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.writing.xml import element_bytes, leaf
from oseredok.faces.machines.site import Site
from oseredok.faces.machines.sru import by_index, meaning, scanning
from oseredok.faces.machines.sru.asked import Asked, Version
from oseredok.faces.machines.sru.diagnostics import Diagnostic, Number
from oseredok.faces.machines.sru.explain import EXPLAIN, described

_SCAN = "http://docs.oasis-open.org/ns/search-ws/scan"


class Answer:
    """One answer being made, its elements in the namespace of its version."""

    def __init__(self, operation: str, version: Version) -> None:
        self.version = version
        namespace = _SCAN if version.is_new and operation == "scan" else version.namespace
        self.root = Element(self.tag(f"{operation}Response"), {f"xmlns:{version.prefix}": namespace})
        if not version.is_new:
            leaf(self.root, self.tag("version"), version.number)

    def tag(self, name: str) -> str:
        return f"{self.version.prefix}:{name}"

    def refuse(self, fault: Diagnostic) -> None:
        """Say what went wrong."""
        inner = SubElement(self.root, self.tag("diagnostics"))
        one = SubElement(inner, "diag:diagnostic", {"xmlns:diag": self.version.diagnostics})
        leaf(one, "diag:uri", fault.uri)
        if fault.details:
            leaf(one, "diag:details", fault.details)
        leaf(one, "diag:message", fault.message)

    def record(
        self, parent: Element, schema: str, data: Element, *, as_string: bool, position: int | None = None
    ) -> None:
        """Append a record of any schema."""
        one = SubElement(parent, self.tag("record"))
        leaf(one, self.tag("recordSchema"), schema)
        leaf(
            one,
            self.tag("recordXMLEscaping" if self.version.is_new else "recordPacking"),
            "string" if as_string else "xml",
        )
        if as_string:
            leaf(one, self.tag("recordData"), element_bytes(data).decode())
        else:
            SubElement(one, self.tag("recordData")).append(data)
        if position is not None:
            leaf(one, self.tag("recordPosition"), position)


def explain(answer: Answer, asked: Asked, site: Site, address: str) -> None:
    """Tell what may be asked here."""
    answer.record(answer.root, EXPLAIN, described(site, address), as_string=asked.as_string)


def search(answer: Answer, asked: Asked, site: Site) -> None:
    """Find and give records. Raises Diagnostic before anything is appended."""
    query = meaning.parsed(asked.query)
    meant, order = meaning.understood(query), meaning.ordered(query.sort) + meaning.sorted_by(asked.sort_keys)
    begin, end = asked.start - 1, asked.start - 1 + asked.most
    found = by_index.ask(meant, order, offset=begin, limit=asked.most, now=timezone.now())
    count, pks = found or _of_database(meant, order, begin, end)
    if count and asked.start > count:
        raise Diagnostic(Number.OUT_OF_RANGE, str(asked.start))
    leaf(answer.root, answer.tag("numberOfRecords"), count)
    if pks:
        inner = SubElement(answer.root, answer.tag("records"))
        for position, entry in enumerate(site.entries(pks), start=asked.start):
            data = asked.schema.write(entry)
            answer.record(inner, asked.schema.identifier, data, as_string=asked.as_string, position=position)
    if end < count:
        leaf(answer.root, answer.tag("nextRecordPosition"), end + 1)
    echoed = SubElement(answer.root, answer.tag("echoedSearchRetrieveRequest"))
    if not answer.version.is_new:
        leaf(echoed, answer.tag("version"), answer.version.number)
    leaf(echoed, answer.tag("query"), asked.query)
    if answer.version.is_new:
        leaf(answer.root, answer.tag("resultCountPrecision"), "info:srw/vocabulary/resultCountPrecision/1/exact")


def scan(answer: Answer, asked: Asked) -> None:
    """Give the terms of an index around one. Raises Diagnostic before anything is appended."""
    found = scanning.terms(asked.query, position=asked.position, most=asked.most)
    if found:
        inner = SubElement(answer.root, answer.tag("terms"))
        for text, count in found:
            one = SubElement(inner, answer.tag("term"))
            leaf(one, answer.tag("value"), text)
            leaf(one, answer.tag("numberOfRecords"), count)


def _of_database(meant: meaning.Meant, order: list[str], begin: int, end: int) -> tuple[int, list[int]]:
    found = Record.live.filter(meaning.condition(meant))
    count = found.count()
    return count, list(found.order_by(*order, "pk").values_list("pk", flat=True)[begin:end]) if count else []
