"""Pages of paper looked at with the eyes of a scanner."""

from __future__ import annotations

import io

import pypdfium2
import zxingcpp
from PIL import Image


def pages_of(pdf: bytes, *, dots_per_inch: int = 200) -> list[Image.Image]:
    """Return the pages as a printer would put them on paper."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots_per_inch / 72).to_pil() for page in document]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def codes_on(picture: Image.Image) -> dict[str, set[str]]:
    """Return what a scanner reads: kind of code → texts."""
    found: dict[str, set[str]] = {}
    for one in zxingcpp.read_barcodes(picture):
        found.setdefault(one.format.name, set()).add(one.text)
    return found


def codes_of_png(png: bytes) -> dict[str, set[str]]:
    with Image.open(io.BytesIO(png)) as picture:
        return codes_on(picture.convert("RGB"))
