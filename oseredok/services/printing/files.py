"""Giving a kept file back. Whoever asks has been checked already."""

from __future__ import annotations

from django.http import FileResponse, Http404

from oseredok.services.printing import keeping
from oseredok.services.printing.models import PrintFile

_NO_STORE = {"Cache-Control": "private, no-store"}


def first_page(file: PrintFile) -> FileResponse:
    """Return the picture of the first page. Raises Http404 when the disk lost it."""
    try:
        content = keeping.picture_of(file.public_id).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, content_type="image/png", headers=_NO_STORE)


def to_save(file: PrintFile) -> FileResponse:
    """Return the PDF to be saved, never opened inside our page. Raises Http404 when the disk lost it."""
    try:
        content = keeping.pdf_of(file.public_id).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    # Should a browser open it after all, nothing inside may act.
    headers = {**_NO_STORE, "Content-Security-Policy": "sandbox; default-src 'none'"}
    return FileResponse(
        content, as_attachment=True, filename=f"{file.code}.pdf", content_type="application/pdf", headers=headers
    )
