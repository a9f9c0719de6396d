"""Computers of the hall: pairing one by the code on its screen, which ones are there, unpairing."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.faces.office.hall.forms import PairForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.services.seats.stations import actions, queries
from oseredok.services.seats.stations.models import Station


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def stations(request: StaffRequest, place: int) -> HttpResponse:
    """The computers of a library, and the form that pairs one more."""
    library, now = screen.place_of(request, place), timezone.now()
    form = PairForm(request.POST if request.method == "POST" else None, place=library)
    if form.is_bound and form.is_valid() and (paired := _paired(form)) is not None:
        messages.success(request, _("Приєднано: %(name)s.") % {"name": paired.name})
        return redirect("office:hall:stations", library.pk)
    context = {
        "library": library,
        "form": form,
        "rows": [(one, queries.is_lost(one, now=now)) for one in queries.paired(library)],
        "has_seats": bool(form.fields["seat"].choices[1:]),  # type: ignore[attr-defined]
    }
    return render(request, "office/hall/stations.html", context, status=422 if form.errors else 200)


@staff(*PLACES)
@require_POST
def unpair(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Its screen shows a new code, its token opens nothing any more."""
    found = Station.objects.select_related("seat__room").filter(public_id=public_id, seat__isnull=False).first()
    if found is None or found.seat is None:
        raise Http404
    library = screen.place_of(request, found.seat.room.library_id)
    actions.revoke(station=found, now=timezone.now())
    messages.success(request, _("Від’єднано: %(name)s.") % {"name": found.name})
    return redirect("office:hall:stations", library.pk)


def _paired(form: forms.Form) -> Station | None:
    """Pair by a valid form; None when it was refused, the sentence beside its field."""
    try:
        return actions.confirm(**form.cleaned_data, now=timezone.now())
    except DomainError as refusal:
        add_to_form(form, refusal)
        return None
