"""Photos of a report: judged by their content, drawn anew without anything hidden, kept where only staff reach them."""

from __future__ import annotations

import io
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from oseredok.library.site import pictures
from oseredok.management.reports.narrative.models import Block

WIDE = 1280


def jpeg(file: UploadedFile) -> bytes:
    """Return the photo upright, no wider than `WIDE`, as a JPEG: what paper, DOCX and page all take.

    Raises Invalid (`file_…`): field `file`.
    """
    (drawn,) = pictures.draw(file, WIDE)
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn.content)) as picture:
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
        flat.save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()


def put(block: Block, content: bytes) -> None:
    """Give a block its photo; the row is saved by whoever called."""
    block.photo.save(f"{uuid4().hex}.jpg", ContentFile(content), save=False)


def read(name: str) -> bytes:
    """Return the bytes of a kept photo; empty when the disk lost it."""
    try:
        with Block._meta.get_field("photo").storage.open(name, "rb") as file:
            found: bytes = file.read()
            return found
    except FileNotFoundError:
        return b""
