"""«Показники»: the overview with charts, and one indicator with its months and parts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from oseredok.base.core.clock import local_date
from oseredok.faces.office import overview as screens
from oseredok.faces.office.audience import NUMBERS, TARGETS
from oseredok.faces.office.detail import Detail
from oseredok.faces.office.scope import scope_of
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators.catalogue import indicator as indicator_of


@staff(*NUMBERS)
@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """Everything on one page: verdict, charts, the table of indicators beside the last year."""
    scope = scope_of(request, on=local_date(timezone.now()))
    values = {"screen": screens.Overview(scope), "scope": scope, "may_set_targets": request.duty.may(*TARGETS)}
    return render(request, "office/indicators.html", values)


@staff(*NUMBERS)
@require_GET
def indicator(request: StaffRequest, code: str) -> HttpResponse:
    """One indicator: months, libraries, ages, channels, themes."""
    try:
        found = indicator_of(code)
    except KeyError:
        raise Http404 from None
    scope = scope_of(request, on=local_date(timezone.now()), kind="year")
    return render(request, "office/indicator.html", {"screen": Detail(found, scope), "scope": scope})
