"""«Якість каталогу» in the office: the report, one check with its records, the same as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core.tables import CSV, XLSX
from oseredok.base.jobs import queries as jobs
from oseredok.collections.catalogue.quality import actions, files, queries
from oseredok.collections.catalogue.quality.checks import CHECKS, Check
from oseredok.collections.catalogue.quality.models import Count
from oseredok.collections.catalogue.quality.rules import CHECKERS
from oseredok.library.people.access import StaffRequest, staff

SIZE = 50


@staff(*CHECKERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: StaffRequest) -> HttpResponse:
    """What was counted last; POST counts anew; htmx asks for the progress alone."""
    if request.method == "POST":
        actions.order_count(duty=request.duty, now=timezone.now())
        return redirect("catalogue_quality:report")
    going = queries.going()
    job = jobs.seen(going.task_id) if going and going.task_id else None
    if request.htmx and job is not None:
        answer = render(request, "jobs/progress.html", {"job": job, "url": request.path})
        if job.is_over:
            answer["HX-Refresh"] = "true"
        return answer
    count = queries.shown()
    context = {"count": count, "groups": queries.parts(count) if count else [], "job": job, "url": request.path}
    return render(request, "catalogue_quality/report.html", context)


@staff(*CHECKERS)
@never_cache
@require_safe
def check(request: StaffRequest, code: str) -> HttpResponse:
    """The records that a check has found, fifty at a time."""
    count, found = _asked(code)
    pages = Paginator(queries.flaws(count, found), SIZE)
    context = {"count": count, "line": queries.line(count, found), "page": pages.get_page(request.GET.get("page"))}
    return render(request, "catalogue_quality/check.html", context)


@staff(*CHECKERS)
@never_cache
@require_safe
def file(request: StaffRequest, code: str, kind: str) -> HttpResponseBase:
    count, found = _asked(code)
    headers = {"Content-Disposition": f'attachment; filename="katalog-{code}.{kind}"'}
    if kind == "xlsx":
        return HttpResponse(files.workbook(count, found), content_type=XLSX, headers=headers)
    return StreamingHttpResponse(
        files.lines_of_csv(count, found), content_type=f"{CSV}; charset=utf-8", headers=headers
    )


def _asked(code: str) -> tuple[Count, Check]:
    count = queries.shown()
    if count is None or code not in CHECKS:
        raise Http404
    return count, CHECKS[code]
