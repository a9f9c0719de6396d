"""«Щоденник»: day, month, year; four parts; PDF and XLSX."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.diary_screen import DiaryScreen
from oseredok.faces.office.scope import Scope, scope_of
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.reports import diary as diaries
from oseredok.management.reports.diary import lists, pdf, workbook

PAGE = 200
PARTS = {"users": "I", "loans": "II", "events": "III", "requests": "IV"}
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@staff(*NUMBERS)
@require_GET
def now(request: StaffRequest) -> HttpResponse:
    """The diary opens at the present month."""
    today = local_date(timezone.now())
    return redirect(reverse("office:diary", args=[f"{today:%Y-%m}", "users"]))


@staff(*NUMBERS)
@require_GET
def diary(request: StaffRequest, code: str, part: str) -> HttpResponse:
    """One part for a day, a month or a year."""
    scope = _scope(request, code)
    if part not in PARTS:
        raise Http404
    number = PARTS[part]
    found = diaries.part(number=number, period=scope.period, places=scope.places, on=scope.on, rows=False)
    values = {"screen": DiaryScreen(scope=scope, slug=part, part=found), "scope": scope}
    if found.lists:
        query = lists.event_entries if number == "III" else lists.request_entries
        page = Paginator(query(period=scope.period, places=scope.places), PAGE).get_page(request.GET.get("page"))
        lines = lists.event_lines if number == "III" else lists.request_lines
        values |= {"page": page, "lines": lines(page.object_list)}
    return render(request, "office/diary.html", values)


@staff(*NUMBERS)
@require_GET
def file(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """All four parts on paper or in a workbook."""
    if kind not in TYPES:
        raise Http404
    scope = _scope(request, code)
    whole = diaries.diary(period=scope.period, places=scope.places, on=scope.on)
    at = timezone.now()
    content = pdf.render(whole, now=at) if kind == "pdf" else workbook.render(whole)
    response = HttpResponse(content, content_type=TYPES[kind])
    name = "-".join(["shchodennyk", scope.period.code, scope.place.code if scope.place else "all"])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _scope(request: StaffRequest, code: str) -> Scope:
    try:
        period = Period.parse(code)
    except Invalid:
        raise Http404 from None
    today = local_date(timezone.now())
    if period.kind not in ("day", "month", "year") or period.start > today:
        raise Http404
    return scope_of(request, on=today, period=period)
