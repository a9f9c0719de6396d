"""Files: the sheet on paper and as tables; the structure of the form out and in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.office_files import XLSX
from oseredok.base.core.text import slug
from oseredok.base.core.uploads import UploadLimit, check_upload
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.statistics_form.finding import report_of
from oseredok.faces.office.statistics_form.part_forms import LinesFileForm
from oseredok.faces.office.statistics_form.screen import place_name
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places import queries as places
from oseredok.management.reports.statistics_form import queries, rules, structure_file
from oseredok.management.reports.statistics_form.loading import load
from oseredok.management.reports.statistics_form.models import FormVersion, Report
from oseredok.management.reports.statistics_form.outputs import pdf, table, workbook

TYPES = {"pdf": "application/pdf", "xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
ONLY_XLSX = UploadLimit(frozenset({XLSX}), 5, "XLSX")
SALT = "oseredok.six-nk.lines"
FRESH = 60 * 60 * 4  # seconds for which a dry run may be brought in


@staff(*NUMBERS)
@require_safe
def file(request: StaffRequest, year: int, place: str, kind: str, number: int | None = None) -> HttpResponse:
    """The sheet as a file: the numbers of the page, of the last edition or of one by its number."""
    if kind not in TYPES:
        raise Http404
    report = report_of(request, year, place, number)
    name = f"6-nk-{year}-{report.place.code if report.place else 'system'}"
    name += f"-{report.number}" if report.is_correction else ""
    return _sent(_made(report, kind), name=name, kind=kind)


def _made(report: Report, kind: str) -> bytes:
    sheet, system, name = queries.sheet(report), places.system(), place_name(report.place)
    if kind == "pdf":
        return pdf.render(sheet, place=report.place, system=system, now=timezone.now())
    if kind == "xlsx":
        return workbook.render(sheet, place=name, system=system.name if system else "")
    return table.render(sheet, place=name)


def _sent(content: bytes, *, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@staff(*rules.EDITORS)
@require_safe
def template(request: StaffRequest) -> HttpResponse:
    """An empty table for the official lines, with one row as an example."""
    return _sent(
        structure_file.export(None, title=_("Рядки й співвідношення форми № 6-НК")), name="6-nk-template", kind="xlsx"
    )


@staff(*rules.EDITORS)
@require_safe
def structure(request: StaffRequest, pk: int) -> HttpResponse:
    """The structure of a version: what the import reads."""
    version = get_object_or_404(FormVersion, pk=pk)
    content = structure_file.export(load(version), title=version.name)
    return _sent(content, name=f"6-nk-{slug(version.name)[:40] or version.pk}", kind="xlsx")


@staff(*rules.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: StaffRequest, pk: int) -> HttpResponse:
    """Lines and relations from a workbook: first tried dry, row by row, then brought in."""
    version = get_object_or_404(FormVersion, pk=pk)
    if request.method == "POST" and "rows" in request.POST:
        return _bring(request, version)
    form = LinesFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"version": version, "form": form}
    if form.is_bound and form.is_valid():
        try:
            run = structure_file.try_dry(
                version=version, content=_content(form.cleaned_data["file"]), duty=request.duty
            )
            payload = {"version": version.pk, **run.good.plain()}
            context |= {"run": run, "rows": signing.dumps(payload, salt=SALT, compress=True)}
        except DomainError as error:
            add_to_form(form, error)
    return render(request, "office/statistics_form/import.html", context, status=422 if form.errors else 200)


def _content(file: UploadedFile) -> structure_file.Content:
    check_upload(file, ONLY_XLSX)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        return structure_file.read_file(Path(kept.name))


def _bring(request: StaffRequest, version: FormVersion) -> HttpResponse:
    try:
        told = signing.loads(request.POST["rows"], salt=SALT, max_age=FRESH)
        if told["version"] != version.pk:
            raise Http404
        content = structure_file.Content(told[structure_file.LINES], told[structure_file.RELATIONS])
        count = structure_file.bring(version=version, content=content, duty=request.duty)
    except signing.BadSignature:
        messages.error(request, _("Перевірка застаріла: завантажте файл ще раз."))
        return redirect("office:six_nk_import", version.pk)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:six_nk_import", version.pk)
    messages.success(request, _("Перенесено рядків: {count}.").format(count=count))
    return redirect("office:six_nk_form", version.pk)
