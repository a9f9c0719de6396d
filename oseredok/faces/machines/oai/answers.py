"""The six verbs as XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement

from oseredok.collections.catalogue.models import Tombstone
from oseredok.collections.catalogue.writing import dublin_core, marcxml, whole
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.xml import leaf
from oseredok.faces.machines.oai import harvest
from oseredok.faces.machines.oai.arguments import span_of
from oseredok.faces.machines.oai.errors import Refused
from oseredok.faces.machines.oai.harvest import Place
from oseredok.faces.machines.site import Site

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Metadata:
    """A format that records are given in."""

    schema: str
    namespace: str
    write: Callable[[Entry], Element]


FORMATS: Mapping[str, Metadata] = {
    "oai_dc": Metadata(dublin_core.OAI_SCHEMA, dublin_core.OAI_NAMESPACE, dublin_core.oai_element),
    "marcxml": Metadata(marcxml.SCHEMA, marcxml.NAMESPACE, lambda entry: marcxml.element(whole.marc(entry, "marc21"))),
}


def envelope(now: datetime) -> Element:
    """Return the root of every answer."""
    root = Element(
        "OAI-PMH",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd",
        },
    )
    leaf(root, "responseDate", stamp(now))
    return root


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def answer(root: Element, told: Mapping[str, str], site: Site, base_url: str) -> None:
    """Append what the verb asks for. Raises Refused."""
    made = Element(told["verb"])
    match told["verb"]:
        case "Identify":
            _identify(made, site, base_url)
        case "ListMetadataFormats":
            _formats(made, told, site)
        case "ListSets":
            _sets(made, told)
        case "GetRecord":
            metadata = _format(told["metadataPrefix"])
            _record(made, _one(told["identifier"], site), metadata, site)
        case verb:
            _list(made, _place(verb, told), site)
    root.append(made)


def _identify(made: Element, site: Site, base_url: str) -> None:
    leaf(made, "repositoryName", site.owner or site.host)
    leaf(made, "baseURL", base_url)
    leaf(made, "protocolVersion", "2.0")
    leaf(made, "adminEmail", site.email)
    leaf(made, "earliestDatestamp", stamp(harvest.earliest()))
    leaf(made, "deletedRecord", "persistent")
    leaf(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    leaf(made, "compression", "gzip")


def _formats(made: Element, told: Mapping[str, str], site: Site) -> None:
    if "identifier" in told:
        _one(told["identifier"], site)
    for prefix, metadata in FORMATS.items():
        one = SubElement(made, "metadataFormat")
        leaf(one, "metadataPrefix", prefix)
        leaf(one, "schema", metadata.schema)
        leaf(one, "metadataNamespace", metadata.namespace)


def _sets(made: Element, told: Mapping[str, str]) -> None:
    if "resumptionToken" in told:
        raise Refused("badResumptionToken", "All sets are given at once: no such token was given.")
    for spec, name in harvest.sets():
        one = SubElement(made, "set")
        leaf(one, "setSpec", spec)
        leaf(one, "setName", name)


def _place(verb: str, told: Mapping[str, str]) -> Place:
    if "resumptionToken" in told:
        return harvest.resumed(told["resumptionToken"], verb)
    _format(told["metadataPrefix"])
    return Place(verb, told["metadataPrefix"], told.get("set", ""), span_of(told))


def _list(made: Element, place: Place, site: Site) -> None:
    pks, onward = harvest.next_page(place)
    metadata = _format(place.prefix)
    for one in harvest.told(pks, site):
        if place.verb == "ListRecords":
            _record(made, one, metadata, site)
        else:
            _header(made, one, site)
    if onward is not None or place.after is not None:
        size = onward.size if onward is not None else place.size
        token = onward.token() if onward is not None else ""
        leaf(
            made,
            "resumptionToken",
            token,
            completeListSize=str(max(size, place.given + len(pks))),
            cursor=str(place.given),
        )


def _record(made: Element, told: Entry | Tombstone, metadata: Metadata, site: Site) -> None:
    one = SubElement(made, "record")
    _header(one, told, site)
    if isinstance(told, Entry) and told.record.is_live:
        SubElement(one, "metadata").append(metadata.write(told))


def _header(made: Element, told: Entry | Tombstone, site: Site) -> None:
    if isinstance(told, Tombstone):
        pk, moment, is_live = told.record, told.gone_at, False
        kind, branches = told.kind, told.branches.strip("|").split("|") if told.branches else []
    else:
        pk, moment, is_live = told.record.pk, told.record.changed_at, told.record.is_live
        kind, branches = told.record.kind, told.branches
    header = SubElement(made, "header", {} if is_live else {"status": "deleted"})
    leaf(header, "identifier", f"oai:{site.host}:{pk}")
    leaf(header, "datestamp", stamp(moment))
    for spec in harvest.set_specs(kind, branches):
        leaf(header, "setSpec", spec)


def _one(identifier: str, site: Site) -> Entry | Tombstone:
    scheme, _sep, number = identifier.rpartition(":")
    if scheme == f"oai:{site.host}" and _NUMBER.fullmatch(number) and int(number) < 2**63:
        for one in harvest.told([int(number)], site):
            return one
    raise Refused("idDoesNotExist", "There is no record with this identifier.")


def _format(prefix: str) -> Metadata:
    if prefix not in FORMATS:
        raise Refused("cannotDisseminateFormat", "Records are given as " + ", ".join(FORMATS) + ".")
    return FORMATS[prefix]
