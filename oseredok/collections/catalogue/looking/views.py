"""«Записи» in the office."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from oseredok.collections.catalogue.cataloguing.rules import CATALOGUERS
from oseredok.collections.catalogue.crosswalk.reading import DIALECTS
from oseredok.collections.catalogue.hiding.rules import KEEPERS
from oseredok.collections.catalogue.looking import papers, queries
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.models import Role

LOOKERS = (Role.CATALOGUER, Role.BRANCH_LIBRARIAN, Role.CONSULTANT, Role.HEAD, Role.DIRECTOR)


@staff(*LOOKERS)
@require_safe
def find(request: StaffRequest) -> HttpResponse:
    told = request.GET.get("q", "")
    context = {"told": told, "records": queries.find(told), "most": queries.MOST}
    return render(request, "catalogue_records/find.html", context)


@staff(*LOOKERS)
@require_safe
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """The copies, and the record as it came: every field, as the former system wrote it."""
    found = get_object_or_404(Record.objects.select_related("origin", "changed_in", "merged_into"), pk=pk)
    source, marc, why_not = queries.as_it_came(found)
    context = {
        "record": found,
        "copies": queries.copies(found),
        "source": source,
        "dialect": DIALECTS.get(source.dialect, source.dialect) if source else "",
        "marc": marc,
        "why_not": why_not,
        "merged": found.merged.order_by("pk"),
        "may_hide": request.duty.may(*KEEPERS),
        "may_write": request.duty.may(*CATALOGUERS),
    }
    return render(request, "catalogue_records/record.html", context)


@staff(*LOOKERS)
@require_safe
def card(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Record, pk=pk)
    return _pdf(papers.card(found, list(queries.copies(found)), now=timezone.now()), f"card-{pk}")


@staff(*LOOKERS)
@require_safe
def labels(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Record, pk=pk)
    copies = list(queries.copies(found))
    if not copies:
        raise Http404
    return _pdf(papers.labels(found, copies, now=timezone.now()), f"labels-{pk}")


def _pdf(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
