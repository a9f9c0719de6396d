"""Giving files of a monitoring out: kept ones as they are, those of a draft made just now."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse

from oseredok.management.reports.monitoring import outputs, queries, rules
from oseredok.management.reports.monitoring.models import Monitoring, Output, State
from oseredok.management.reports.monitoring.report import report


def keep(*, monitoring: Monitoring, kind: str, now: datetime) -> Output:
    """Make one file of an approved monitoring and keep it; one that is kept already stays.

    Raises Conflict (`monitoring-state`): a draft has no files.
    """
    if monitoring.state not in (State.APPROVED, State.PUBLISHED):
        raise rules.wrong_state(monitoring)
    kept = queries.output(monitoring, kind)
    if kept is not None:
        return kept
    told = report(monitoring, public=True)
    content = outputs.make(told, kind=kind, now=now)
    row = Output(
        monitoring=monitoring,
        kind=kind,
        name=outputs.file_name(told, kind),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=now,
    )
    with transaction.atomic():
        row.file.save(f"{uuid4().hex}.{outputs.SHORT[kind].lower()}", ContentFile(content), save=False)
        try:
            row.save()
        except BaseException:
            row.file.delete(save=False)  # no file without its row
            raise
    return row


def response(monitoring: Monitoring, *, kind: str, now: datetime) -> HttpResponse | FileResponse:
    """Return a file to save. Whoever asks has been checked already. Raises Http404."""
    if kind not in outputs.MAKERS:
        raise Http404
    kept = queries.output(monitoring, kind)
    if kept is not None:
        return given(kept)
    if not monitoring.is_draft:
        raise Http404
    told = report(monitoring)
    answer = HttpResponse(outputs.make(told, kind=kind, now=now), content_type=outputs.MIMES[kind])
    return _to_save(answer, f"chernetka-{outputs.file_name(told, kind)}")


def given(output: Output) -> FileResponse:
    """Return a kept file as it was made. Raises Http404 when the disk lost it."""
    try:
        content = output.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, as_attachment=True, filename=output.name, content_type=outputs.MIMES[output.kind])
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _to_save(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
