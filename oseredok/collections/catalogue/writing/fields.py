"""Fields of MARC made of what there is: an empty subfield is left out, and so is a field without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from oseredok.collections.catalogue.formats.marc import Field


def control(tag: str, text: str) -> Iterator[Field]:
    if text:
        yield tag, "", [("", text)]


def field(tag: str, *subfields: tuple[str, str], indicators: str = "  ") -> Iterator[Field]:
    told = [(code, value) for code, value in subfields if value]
    if any(code not in "24" for code, _value in told):  # a source of codes or a role alone tells nothing
        yield tag, indicators, told


def many(tag: str, texts: Iterable[str] | None, *, indicators: str = "  ") -> Iterator[Field]:
    """Yield a field with $a for each text."""
    for text in texts or ():
        yield from field(tag, ("a", text), indicators=indicators)
