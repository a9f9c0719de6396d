"""«Планові вимкнення світла»: what the grid's schedule says of the days ahead, typed in beside the calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.clock import local
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.calendar_forms import OutageForm
from oseredok.faces.office.views.libraries import led_library
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places import outages
from oseredok.library.places.models import PlannedOutage


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_outage(request: StaffRequest, pk: int) -> HttpResponse:
    """One stretch of a day; «Зберегти й додати ще» comes back with the same day and source."""
    library, now = led_library(request, pk), timezone.now()
    known = {name: request.GET.get(name, "")[:120] for name in ("day", "note")}
    form = OutageForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        try:
            made = outages.add(library=library, now=now, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано: %(outage)s. Люди побачать це, коли бронюють.") % {"outage": outages.words(made)})  # fmt: skip
            return redirect(_next(request, pk, made))
    context = {
        "library": library,
        "form": form,
        "outages": [(one, outages.words(one)) for one in outages.ahead(library, now=now)],
    }
    return render(request, "office/centre/outage.html", context, status=422 if form.errors else 200)


def _next(request: StaffRequest, pk: int, made: PlannedOutage) -> str:
    if request.POST.get("do") != "more":
        return reverse("office:calendar", args=[pk])
    same = {"day": f"{local(made.starts_at):%d.%m.%Y}", "note": made.note}
    return f"{reverse('office:new_outage', args=[pk])}?{urlencode(same)}"


@staff(*PLACES)
@require_POST
def remove_outage(request: StaffRequest, pk: int) -> HttpResponse:
    """The schedule was changed: take a stretch off."""
    found = get_object_or_404(PlannedOutage, pk=pk)
    led_library(request, found.library_id)
    outages.remove(outage=found)
    messages.success(request, _("Вимкнення прибрано."))
    return redirect("office:calendar", found.library_id)
