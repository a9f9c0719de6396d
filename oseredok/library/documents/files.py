"""Giving a kept file back: always to be saved, never opened inside our page."""

from __future__ import annotations

from django.http import FileResponse, Http404

from oseredok.library.documents.models import DocumentFile


def response(file: DocumentFile) -> FileResponse:
    """Return the file as it was sent. Whoever asks has been checked already. Raises Http404 when the disk lost it."""
    try:
        content = file.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.mime)
    # Should a browser open it after all, nothing inside may act.
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
