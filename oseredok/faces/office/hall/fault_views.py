"""What is broken: saying so, and that it works again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.faces.office.hall.forms import FaultForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.services.seats import faults
from oseredok.services.seats.models import Fault


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Say what does not work: people with bookings get other seats or a letter."""
    seat = screen.seat_of(request, public_id)
    form = FaultForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            name = request.duty.account.short_name
            faults.report(seat=seat, staff_name=name, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано. %(name)s більше не бронюють.") % {"name": seat.name})
            return redirect("office:hall:seats_of", seat.room.library_id)
    context = {"form": form, "seat": seat, "library": seat.room.library}
    return render(request, "office/hall/fault.html", context, status=422 if form.errors else 200)


@staff(*PLACES)
@require_POST
def fixed(request: StaffRequest, pk: int) -> HttpResponse:
    """It works again."""
    fault = Fault.objects.select_related("seat__room__library__system").filter(pk=pk).first()
    if fault is None:
        raise Http404
    screen.place_of(request, fault.seat.room.library_id)
    faults.fix(fault=fault, staff_name=request.duty.account.short_name, now=timezone.now())
    messages.success(request, _("%(name)s знову в залі.") % {"name": fault.seat.name})
    return redirect("office:hall:seats_of", fault.seat.room.library_id)
