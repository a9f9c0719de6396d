"""A seat: who has it today, what is wrong with it, and that it works again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.desk.hall.answers import done, refused, seat_here
from oseredok.faces.desk.hall.forms import ExpectForm, FaultForm
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.services.seats import board as boards
from oseredok.services.seats import faults
from oseredok.services.seats.models import Fault, Seat


@staff(*DESK)
@require_GET
def seat(request: StaffRequest, public_id: UUID) -> HttpResponse:
    return _page(request, seat_here(request, public_id))


@staff(*DESK)
@require_POST
def fault(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """«Не працює»: with the reason that people will read and the day of repair when it is known."""
    found, form = seat_here(request, public_id), FaultForm(request.POST)
    if form.is_valid():
        try:
            faults.report(
                seat=found, staff_name=request.duty.account.short_name, now=timezone.now(), **form.cleaned_data
            )
            return done(request, _("%(seat)s: не працює. Броні пересаджено.") % {"seat": found.name})
        except DomainError as error:
            add_to_form(form, error)
    return _page(request, found, status=422, fault_form=form)


@staff(*DESK)
@require_POST
def expected(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found, form = seat_here(request, public_id), ExpectForm(request.POST)
    broken = _fault_of(found)
    if broken is None:
        return done(request, _("%(seat)s уже працює.") % {"seat": found.name})
    if form.is_valid():
        try:
            faults.expect(fault=broken, expected_on=form.cleaned_data["expected_on"], now=timezone.now())
            return done(request, _("День, коли полагодять, змінено."))
        except DomainError as error:
            add_to_form(form, error)
    return _page(request, found, status=422, expect_form=form)


@staff(*DESK)
@require_POST
def fixed(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = seat_here(request, public_id)
    broken = _fault_of(found)
    try:
        if broken is not None:
            faults.fix(fault=broken, staff_name=request.duty.account.short_name, now=timezone.now())
    except DomainError as error:
        return refused(request, error)
    return done(request, _("%(seat)s знову працює.") % {"seat": found.name})


def _fault_of(found: Seat) -> Fault | None:
    return Fault.objects.select_related("seat__room__library__system").filter(seat=found, fixed_at__isnull=True).first()


def _page(request: StaffRequest, found: Seat, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    now = timezone.now()
    broken = _fault_of(found)
    rows = boards.day_rows(request.duty.place, clock.local_date(now), now=now)
    context: dict[str, Any] = {
        "seat": found,
        "broken": broken,
        "holds": next((holds for one, holds in rows if one.pk == found.pk), []),
        "now": now,
        "fault_form": FaultForm(),
        "expect_form": ExpectForm(initial={"expected_on": broken.expected_on if broken else None}),
        **given,
    }
    return render(request, "desk/hall/seat.html", context, status=status)
