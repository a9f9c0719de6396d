"""«Події»: the list of held events, recording one, taking a record back."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people.access import DESK, OFFICE, StaffRequest, staff
from oseredok.services.events import actions, queries, rules
from oseredok.services.events.forms import CancelForm, HeldEventForm
from oseredok.services.events.models import HeldEvent

READERS = tuple(dict.fromkeys((*DESK, *OFFICE)))


@staff(*READERS)
@require_GET
def held(request: StaffRequest) -> HttpResponse:
    """What was held here, the latest first."""
    page = Paginator(queries.held(places=[request.duty.place]), 50).get_page(request.GET.get("page"))
    return render(request, "events/held.html", {"page": page, "may_record": request.duty.may(*DESK)})


@staff(*DESK)
def record(request: StaffRequest) -> HttpResponse:
    """«Записати захід»."""
    now = timezone.now()
    form = HeldEventForm(
        request.POST or None,
        place=request.duty.place,
        staff=request.duty.account,
        initial={"key": str(uuid4()), "day": local_date(now)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.record_event(place=request.duty.place, staff=request.duty.account, now=now, **form.values())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано: «%(title)s».") % {"title": event.title})
            return redirect("events:event", pk=event.pk)
    return render(request, "events/record.html", {"form": form}, status=422 if form.errors else 200)


@staff(*READERS)
@require_GET
def event(request: StaffRequest, pk: int) -> HttpResponse:
    """One event as it was recorded. Those who look over several libraries see the events of each."""
    found = _event(request, pk)
    return render(
        request,
        "events/event.html",
        {"event": found, "rows": queries.summary(found), "may_cancel": _may_cancel(request, found)},
    )


@staff(*DESK)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask why, then take the record back."""
    found = _event(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rules.check_belongs(found, place=request.duty.place)
            actions.cancel_event(
                event=found, staff=request.duty.account, now=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Скасовано. У щоденнику лишився слід: запис і його скасування."))
            return redirect("events:held")
    return render(request, "events/cancel.html", {"form": form, "event": found}, status=422 if form.errors else 200)


def _event(request: StaffRequest, pk: int) -> HeldEvent:
    return get_object_or_404(queries.held(places=request.duty.places_of(*READERS)), pk=pk)


def _may_cancel(request: StaffRequest, event: HeldEvent) -> bool:
    return request.duty.may(*DESK) and event.place_id == request.duty.place.pk and rules.can_cancel(event)
