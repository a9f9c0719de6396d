"""What may be asked here, as ZeeRex describes it."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from oseredok.collections.catalogue.writing.xml import leaf
from oseredok.faces.machines.site import Site
from oseredok.faces.machines.sru.asked import MOST_RECORDS, SCHEMAS, USUAL_RECORDS
from oseredok.faces.machines.sru.meaning import INDEXES, SETS

EXPLAIN = "http://explain.z3950.org/dtd/2.0/"


def described(site: Site, address: str) -> Element:
    """Return the `explain` record. `address` is where the service is asked."""
    where = urlsplit(address)
    root = Element("explain", {"xmlns": EXPLAIN})
    server = SubElement(
        root, "serverInfo", {"protocol": "SRU", "version": "2.0", "transport": where.scheme, "method": "GET POST"}
    )
    leaf(server, "host", where.hostname or "")
    leaf(server, "port", where.port or (443 if where.scheme == "https" else 80))
    leaf(server, "database", where.path.strip("/"))
    database = SubElement(root, "databaseInfo")
    leaf(database, "title", site.owner or site.host, lang="uk", primary="true")
    _indexes(SubElement(root, "indexInfo"))
    schemas = SubElement(root, "schemaInfo")
    for one in SCHEMAS:
        leaf(SubElement(schemas, "schema", {"identifier": one.identifier, "name": one.name}), "title", one.name)
    config = SubElement(root, "configInfo")
    leaf(config, "default", USUAL_RECORDS, type="numberOfRecords")
    leaf(config, "setting", MOST_RECORDS, type="maximumRecords")
    for relation in ("=", "==", "all", "any", "<>", "<", ">", "within"):
        leaf(config, "supports", relation, type="relation")
    for kind in ("scan", "sort"):
        leaf(config, "supports", "", type=kind)
    return root


def _indexes(parent: Element) -> None:
    for name, identifier in SETS.items():
        SubElement(parent, "set", {"identifier": identifier, "name": name})
    for code, index in INDEXES.items():
        scanned = "true" if code in ("dc.title", "dc.creator", "dc.subject") else "false"
        told = {"search": "true", "scan": scanned, "sort": "true" if index.sort else "false"}
        one = SubElement(parent, "index", told)
        leaf(one, "title", index.title, lang="en")
        prefix, _dot, name = code.partition(".")
        leaf(SubElement(one, "map"), "name", name, set=prefix)
