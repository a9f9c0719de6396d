"""How heavy a page is on its first visit: the sum of what travels, compressed as the server sends it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

PACKED = ("font/", "image/png", "application/pdf")


def travelled(response: Response) -> int:
    """Bytes of one body: files are served brotli-packed (WhiteNoise), pages gzipped, fonts and pictures as they are."""
    body, kind = response.body(), response.headers.get("content-type", "")
    if kind.startswith(PACKED):
        return len(body)
    return len(gzip.compress(body)) if kind.startswith("text/html") else len(brotli.compress(body))


def first_visit(page: Page, path: str) -> dict[str, int]:
    """Open `path` with an empty cache; return bytes by address."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    return {response.url: travelled(response) for response in responses if response.ok}
