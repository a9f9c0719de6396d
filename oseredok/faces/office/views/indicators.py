"""«Показники»: the overview with charts, the whole catalogue, and one indicator with its months and parts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError
from oseredok.faces.office import overview as screens
from oseredok.faces.office.audience import FIGURES, NUMBERS, TARGETS
from oseredok.faces.office.detail import Detail
from oseredok.faces.office.indicator_list import IndicatorList
from oseredok.faces.office.scope import scope_of
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators import actions, queries
from oseredok.management.indicators.catalogue import indicator as indicator_of


@staff(*NUMBERS)
@require_GET
def overview(request: StaffRequest) -> HttpResponse:
    """Everything on one page: verdict, charts, the table of indicators beside the last year."""
    scope = scope_of(request, on=local_date(timezone.now()))
    screen = screens.Overview(scope, watched=queries.watched(account=request.user))
    values = {"screen": screen, "scope": scope, "may_set_targets": request.duty.may(*TARGETS)}
    return render(request, "office/indicators.html", values)


@staff(*NUMBERS)
def catalogue(request: StaffRequest) -> HttpResponse:
    """All indicators. Words to look for come in the body: nothing that is typed stands in an address."""
    screen = IndicatorList(
        scope=scope_of(request, on=local_date(timezone.now())),
        watched=queries.watched(account=request.user),
        words=request.POST.get("words", "")[:100],
        section=request.GET.get("section", ""),
    )
    values = {"screen": screen, "scope": screen.scope, "may_write": request.duty.may(*FIGURES)}
    return render(request, "office/indicator_list.html", values)


@staff(*NUMBERS)
@require_POST
def watch(request: StaffRequest) -> HttpResponse:
    """Keep the chosen ones on one's own dashboard; those that were not on the page stay as they were."""
    shown, chosen = set(request.POST.getlist("shown")), request.POST.getlist("watch")
    kept = [code for code in queries.watched(account=request.user) if code not in shown or code in chosen]
    try:
        actions.watch(account=request.user, indicators=[*kept, *chosen])
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:indicator_list")
    messages.success(request, _("Панель збережено.") if kept or chosen else _("На панелі знову звичні показники."))
    return redirect(reverse("office:indicators") + "#all-title")


@staff(*NUMBERS)
@require_GET
def indicator(request: StaffRequest, code: str) -> HttpResponse:
    """One indicator: months, libraries, ages, channels, themes."""
    try:
        found = indicator_of(code)
    except KeyError:
        raise Http404 from None
    scope = scope_of(request, on=local_date(timezone.now()), kind="year")
    values = {"screen": Detail(found, scope), "scope": scope, "may_write": request.duty.may(*FIGURES)}
    return render(request, "office/indicator.html", values)
