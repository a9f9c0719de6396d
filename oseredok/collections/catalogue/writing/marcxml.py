"""MARCXML that its schema accepts, whatever stood in the source: what does not fit is left out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from oseredok.collections.catalogue.formats.marc import Marc
from oseredok.collections.catalogue.writing.xml import leaf

NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_CONTROL_TAG = re.compile(r"00[1-9A-Za-z]")
_DATA_TAG = re.compile(r"0[1-9A-Z][0-9A-Z]|0[1-9a-z][0-9a-z]|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2}")
_CODE = re.compile(r"[\dA-Za-z!\"#$%&'()*+,\-./:;<=>?{}_^`~\[\]\\]")
_INDICATOR = re.compile(r"[\da-z ]")


def element(marc: Marc) -> Element:
    """Return `record` with its namespace declared."""
    root = Element("record", {"xmlns": NAMESPACE})
    leaf(root, "leader", marc.leader[:20] + "4500")
    for tag, indicators, subfields in marc.fields:
        if _CONTROL_TAG.fullmatch(tag):
            leaf(root, "controlfield", subfields[0][1], tag=tag)
        elif _DATA_TAG.fullmatch(tag):
            told = [(code, value) for code, value in subfields if _CODE.fullmatch(code)]
            if told:
                made = SubElement(root, "datafield", {"tag": tag, **_indicators(indicators)})
                for code, value in told:
                    leaf(made, "subfield", value, code=code)
    return root


def _indicators(told: str) -> dict[str, str]:
    first, second = (sign if _INDICATOR.fullmatch(sign) else " " for sign in told.ljust(2)[:2])
    return {"ind1": first, "ind2": second}
