"""«Записи»: what stands behind any number. The totals above the list equal the number that was clicked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.drilldown import Heading
from oseredok.faces.office.rows import as_csv, as_workbook, entry_rows
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators.queries import Selection, selected_entries, totals

PAGE = 100
MOST_IN_A_FILE = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff(*NUMBERS)
@require_GET
def entries(request: StaffRequest) -> HttpResponse:
    """The list, page by page; reversed entries stay, struck, with the time."""
    try:
        selection = _selection(request)
    except Invalid as error:
        return render(request, "office/entries.html", {"refusal": error.message}, status=400)
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
        selection = _selection(request)
    except Invalid as error:
        return render(request, "office/entries.html", {"refusal": error.message}, status=400)
    found = selected_entries(selection)[:MOST_IN_A_FILE]
    title = Heading(selection, {}).title
    content = as_csv(found) if kind == "csv" else as_workbook(found, title=title)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX)
    response["Content-Disposition"] = f'attachment; filename="entries.{kind}"'
    return response


def _selection(request: StaffRequest) -> Selection:
    """Read the address, kept within the libraries that the person may see. Without days: the present month."""
    selection = Selection.parse(request.GET.dict())
    today = local_date(timezone.now())
    if selection.period is None and not selection.subject:
        selection = replace(selection, period=Period.month(today.year, today.month))
    allowed = [place.pk for place in request.duty.places_of(*NUMBERS)]
    places = tuple(place for place in selection.places if place in allowed)
    if selection.places and not places:
        raise Invalid(_("Записи цієї бібліотеки вам не відкриті."), code="place-not-yours", field="place")
    return selection.at(places or allowed)
