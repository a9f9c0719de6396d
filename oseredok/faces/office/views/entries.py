"""«Записи»: what stands behind any number. The totals above the list equal the number that was clicked."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from oseredok.base.core.errors import Invalid
from oseredok.faces.office.asked import asked
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.drilldown import Heading
from oseredok.faces.office.numbers import outside_address
from oseredok.faces.office.rows import as_csv, as_workbook, entry_rows
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators.queries import selected_entries, totals

PAGE = 100
MOST_IN_A_FILE = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff(*NUMBERS)
@require_GET
def entries(request: StaffRequest) -> HttpResponse:
    """The list, page by page; reversed entries stay, struck, with the time."""
    try:
        selection = asked(request)
    except Invalid as error:
        return render(request, "office/entries.html", {"refusal": error.message}, status=400)
    if elsewhere := outside_address(selection):
        return redirect(elsewhere)
    found = selected_entries(selection)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    values: dict[str, Any] = {
        "heading": Heading(selection, totals(found)),
        "page": page,
        "rows": entry_rows(page.object_list),
        "files_query": selection.query,
    }
    return render(request, "office/entries.html", values)


@staff(*NUMBERS)
@require_GET
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The same entries as a file: csv or xlsx."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    try:
        selection = asked(request)
    except Invalid as error:
        return render(request, "office/entries.html", {"refusal": error.message}, status=400)
    found = selected_entries(selection)[:MOST_IN_A_FILE]
    title = Heading(selection, {}).title
    content = as_csv(found) if kind == "csv" else as_workbook(found, title=title)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX)
    response["Content-Disposition"] = f'attachment; filename="entries.{kind}"'
    return response
