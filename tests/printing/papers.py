"""Files as phones send them, and a library that takes them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from oseredok.library.places.models import Library
from oseredok.services.printing import actions, keeping, rules
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings
from tests.world import NOW, World

A4 = (595, 842)


def pdf(pages: int = 3, *, sizes: Sequence[tuple[float, float]] = (), password: str | None = None) -> bytes:
    """Return a PDF of blank pages, each of its own size when `sizes` are given."""
    made = pikepdf.new()
    for width, height in sizes or [A4] * pages:
        made.add_blank_page().mediabox = pikepdf.Rectangle(0, 0, width, height)
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(user=password, owner="owner") if password is not None else False)
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), **saved: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **saved)
    return out.getvalue()


def file(content: bytes, name: str = "заява.pdf") -> SimpleUploadedFile:
    """A file whose type the browser does not know: only the content may tell it."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("\xa0", " "))


def let_print(library: Library, **settings: Any) -> PrintSettings:
    """Let a library take files."""
    return PrintSettings.objects.create(library=library, **{"takes_files": True, **settings})


def sent(library: Library, *, pages: int = 3, **more: Any) -> PrintFile:
    """Send a PDF by the real action."""
    return actions.receive_file(file=file(pdf(pages)), library=library, **{"now": NOW, **more})


def laid(library: Library, *, code: str = "48213") -> PrintFile:
    """A file that waits, laid into the folder without being looked into: for tests that only open its pages."""
    now = timezone.now()
    made = PrintFile.objects.create(
        library=library, code=code, name="заява.pdf", kind="application/pdf", pages=1, size=100, sha256="0" * 64,
        uploaded_at=now, expires_at=now + rules.KEPT,
    )  # fmt: skip
    keeping.pdf_of(made.public_id).write_bytes(pdf(1))
    keeping.picture_of(made.public_id).write_bytes(picture("PNG", (10, 14)))
    return made


def printed(world: World) -> PrintJob:
    """A file printed by hand and counted."""
    return actions.print_by_hand(
        file=laid(world.central, code="10000"),
        place=world.central,
        staff=world.consultant,
        how=actions.How(copies=1, is_colour=False, is_duplex=False),
        now=timezone.now(),
    )


def send(client: Client, content: bytes, name: str = "заява.pdf", **more: Any) -> Any:
    """Send a file by the form of the site."""
    return client.post("/print/", {"file": file(content, name), "library": "central", **more})
