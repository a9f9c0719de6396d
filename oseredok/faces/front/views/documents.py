"""«Документи» of the public site: what anybody may read and take away."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.library.documents import files, queries, rules
from oseredok.library.documents.kinds import KINDS
from oseredok.library.documents.models import Document, DocumentFile


@everyone
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Public documents in force, by kinds."""
    rows = queries.public(on=local_date(timezone.now()))
    groups = [(KINDS[kind], [row for row in rows if row.document.kind == kind]) for kind in Document.Kind]
    return render(request, "front/documents.html", {"groups": [group for group in groups if group[1]]})


@everyone
@require_safe
def document_file(request: HttpRequest, public_id: UUID, file_id: UUID) -> FileResponse:
    """A file of a public document; one that nobody shows to everybody is not there."""
    found = DocumentFile.objects.select_related("document").filter(public_id=file_id).first()
    if found is None or found.document.public_id != public_id or not rules.can_see(found.document, None):
        raise Http404
    return files.response(found)
