"""QR codes that phones read and strict pages accept."""

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from oseredok.base.papers.qr import QUIET_ZONE, qr_matrix, qr_png, qr_svg

ADDRESS = "https://tykhohory.example/poslugy/пенсія"


def test_every_form_has_the_quiet_zone() -> None:
    matrix = qr_matrix(ADDRESS)
    size = len(matrix)
    assert not any(any(row) for row in matrix[:QUIET_ZONE] + matrix[-QUIET_ZONE:])
    assert matrix[QUIET_ZONE][QUIET_ZONE : QUIET_ZONE + 7] == (True,) * 7
    assert f'viewBox="0 0 {size} {size}"' in qr_svg(ADDRESS)
    with Image.open(io.BytesIO(qr_png(ADDRESS, scale=3))) as picture:
        assert picture.size == (size * 3, size * 3)


def test_the_svg_fits_a_strict_page_and_a_screen_reader() -> None:
    svg = qr_svg(ADDRESS, title="Послуги <тут>", size=160)
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    assert "style" not in svg
    assert root.attrib["role"] == "img"
    assert (root.attrib["width"], root.attrib["height"]) == ("160", "160")
    assert root[0].text == "Послуги <тут>"
    assert 'aria-hidden="true"' in qr_svg(ADDRESS)


def test_an_empty_code_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        qr_svg("")
