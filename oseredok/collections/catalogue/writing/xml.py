"""Elements of XML. Signs that XML 1.0 cannot hold are dropped: catalogues have them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _UNFIT.sub("", text)


def leaf(parent: Element, tag: str, text: object = "", /, **attributes: str) -> Element:
    """Append an element with text. A tag is written as given, prefix and all; the root declares the namespaces."""
    made = SubElement(parent, tag, {name: fit(value) for name, value in attributes.items()})
    made.text = fit(str(text))
    return made


def document(root: Element) -> bytes:
    """Return a whole document in UTF-8."""
    return DECLARATION + element_bytes(root)


def element_bytes(root: Element) -> bytes:
    """Return an element alone, to stand inside a document."""
    made: bytes = tostring(root, encoding="utf-8")
    return made
