"""The parameters of a request, in every version of the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.http import QueryDict

from oseredok.collections.catalogue.writing import dublin_core, marcxml, whole
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.faces.machines.sru.diagnostics import Diagnostic, Number

MOST_RECORDS, USUAL_RECORDS = 100, 10
MOST_TERMS = 50
_KNOWN = {
    "explain": ("recordPacking", "recordXMLEscaping"),
    "searchRetrieve": (
        "query", "queryType", "startRecord", "maximumRecords", "recordPacking", "recordXMLEscaping", "recordSchema",
        "sortKeys", "resultSetTTL", "renderedBy",
    ),
    "scan": ("scanClause", "responsePosition", "maximumTerms"),
}  # fmt: skip
_EVERYWHERE = ("operation", "version", "stylesheet", "httpAccept", "responseType", "extraRequestData")


@dataclass(frozen=True)
class Version:
    """A version of the protocol: its number and its namespaces. `prefix` is what elements are written with."""

    number: str
    prefix: str
    namespace: str
    diagnostics: str

    @property
    def is_new(self) -> bool:
        return self.number == "2.0"


_OLD = ("zs", "http://www.loc.gov/zing/srw/", "http://www.loc.gov/zing/srw/diagnostic/")
VERSIONS: Mapping[str, Version] = {
    "1.1": Version("1.1", *_OLD),
    "1.2": Version("1.2", *_OLD),
    "2.0": Version(
        "2.0",
        "sru",
        "http://docs.oasis-open.org/ns/search-ws/sruResponse",
        "http://docs.oasis-open.org/ns/search-ws/diagnostic",
    ),
}


@dataclass(frozen=True)
class Schema:
    """A format of records: its short name, its identifier, and how it is written."""

    name: str
    identifier: str

    def write(self, entry: Entry) -> Element:
        if self.name == "dc":
            return dublin_core.sru_element(entry)
        return marcxml.element(whole.marc(entry, "marc21"))


SCHEMAS = (Schema("dc", "info:srw/schema/1/dc-v1.1"), Schema("marcxml", "info:srw/schema/1/marcxml-v1.1"))


@dataclass(frozen=True)
class Asked:
    """A checked request. `start` counts from 1; `as_string`: records travel escaped, as text."""

    operation: str
    query: str = ""
    sort_keys: str = ""
    start: int = 1
    most: int = USUAL_RECORDS
    schema: Schema = SCHEMAS[0]
    as_string: bool = False
    position: int = 1


def version_of(sent: QueryDict) -> Version:
    """Return the version by which to answer. Raises Diagnostic for one that we do not speak."""
    told = sent.get("version", "")
    if told:
        if told not in VERSIONS:
            raise Diagnostic(Number.VERSION, "2.0")
        return VERSIONS[told]
    return VERSIONS["1.2" if "operation" in sent else "2.0"]


def asked(sent: QueryDict, version: Version) -> Asked:
    """Return what is asked for. Raises Diagnostic."""
    operation = sent.get("operation") or (
        "searchRetrieve" if "query" in sent else "scan" if "scanClause" in sent else "explain"
    )
    if operation not in _KNOWN:
        raise Diagnostic(Number.OPERATION, operation)
    for name in sent:
        if name not in _KNOWN[operation] and name not in _EVERYWHERE and not name.startswith("x-"):
            raise Diagnostic(Number.PARAMETER, name)
    as_string = _as_string(sent, version)
    if operation == "explain":
        return Asked(operation, as_string=as_string)
    if operation == "scan":
        most = _number(sent, "maximumTerms", 20, least=1)
        position = _number(sent, "responsePosition", 1, least=0)
        return Asked(operation, _needed(sent, "scanClause"), most=min(most, MOST_TERMS), position=position)
    if sent.get("queryType", "cql") not in ("cql", "searchTerms"):
        raise Diagnostic(Number.QUERY_TYPE, sent.get("queryType", ""))
    query = _needed(sent, "query")
    return Asked(
        operation,
        _quoted(query) if sent.get("queryType") == "searchTerms" else query,
        sent.get("sortKeys", ""),
        _number(sent, "startRecord", 1, least=1),
        min(_number(sent, "maximumRecords", USUAL_RECORDS, least=0), MOST_RECORDS),
        _schema(sent.get("recordSchema", "")),
        as_string,
    )


def _quoted(words: str) -> str:
    """Return words that are no CQL as a term of it."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("*", "\\*").replace("?", "\\?") + '"'


def _needed(sent: QueryDict, name: str) -> str:
    told = sent.get(name, "")
    if not told.strip():
        raise Diagnostic(Number.MISSING, name)
    return told


def _number(sent: QueryDict, name: str, usual: int, *, least: int) -> int:
    told = sent.get(name, "")
    if not told:
        return usual
    if not (told.isascii() and told.isdigit() and len(told) < 10 and int(told) >= least):
        raise Diagnostic(Number.VALUE, name)
    return int(told)


def _schema(told: str) -> Schema:
    if not told:
        return SCHEMAS[0]
    for one in SCHEMAS:
        if told.lower() == one.name or told == one.identifier:
            return one
    raise Diagnostic(Number.SCHEMA, told)


def _as_string(sent: QueryDict, version: Version) -> bool:
    name = "recordXMLEscaping" if version.is_new else "recordPacking"
    told = sent.get(name) or "xml"
    if told not in ("xml", "string"):
        raise Diagnostic(Number.PACKING, told)
    return told == "string"
