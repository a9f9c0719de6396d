"""The poster's QR codes lead to the site as people know it, not to the computer on which it was printed."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from django.test import Client, override_settings

from tests.world import World


def codes_of(pdf: bytes) -> set[str]:
    page = pypdfium2.PdfDocument(pdf)[0]
    return {code.text for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())}


def test_the_address_of_the_settings_is_printed(client: Client, world: World) -> None:
    with override_settings(PUBLIC_ADDRESS="https://biblioteka.example"):
        codes = codes_of(client.get("/poster-a4.pdf").content)
    assert codes
    assert all(code.startswith("https://biblioteka.example/") for code in codes)


def test_without_one_the_address_of_the_visit_is_printed(client: Client, world: World) -> None:
    codes = codes_of(client.get("/poster-a4.pdf").content)
    assert codes
    assert all(code.startswith("http://testserver/") for code in codes)
