"""«Моніторинг» of the public site: what was approved and published, at an address that stays for ever."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.management.reports.monitoring import files, outputs, page, queries
from oseredok.management.reports.monitoring.report import report


@everyone
@require_safe
def monitorings(request: HttpRequest) -> HttpResponse:
    """Published monitorings, the latest first."""
    return render(request, "front/monitoring/list.html", {"monitorings": queries.published()})


@everyone
@require_safe
def monitoring(request: HttpRequest, key: UUID) -> HttpResponse:
    """One monitoring as it was approved; a withdrawn one says why it is not here any more."""
    one = get_object_or_404(queries.once_published(), public_id=key)
    if not one.is_public:
        return render(request, "front/monitoring/withdrawn.html", {"one": one}, status=410)
    with translation.override("uk"):  # an approved paper has one language, whatever the page around it speaks
        told = report(one, public=True)
        values = page.values(told, entries="")
        kept = [(output, str(outputs.NAMES[output.kind]), outputs.SHORT[output.kind]) for output in one.outputs.all()]
        body = render_to_string("monitoring/report.html", values, request)
    return render(request, "front/monitoring/monitoring.html", {**values, "one": one, "files": kept, "body": body})


@everyone
@require_safe
def file(request: HttpRequest, key: UUID, kind: str) -> FileResponse:
    """A file of a published monitoring, the same for ever."""
    one = get_object_or_404(queries.once_published(), public_id=key)
    kept = queries.output(one, kind) if one.is_public else None
    if kept is None:
        raise Http404
    return files.given(kept)
