"""How «Зала» answers a button: parts of the board to htmx, a message and the board to everybody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from oseredok.base.core.errors import DomainError
from oseredok.faces.desk.hall.screen import VIEWS, HallScreen
from oseredok.library.people.access import StaffRequest
from oseredok.services.seats.models import Hold, Seat


def screen_of(request: StaffRequest) -> HallScreen:
    wanted = request.GET.get("view", request.POST.get("view", ""))
    return HallScreen(duty=request.duty, now=timezone.now(), view=wanted if wanted in VIEWS else "")


def hold_here(request: StaffRequest, public_id: UUID) -> Hold:
    """Return a hold of this library; somebody else's is not found."""
    found = Hold.objects.select_related("seat__room__library", "place__system", "reader", "series", "moved_from")
    return get_object_or_404(found, public_id=public_id, place=request.duty.place)


def seat_here(request: StaffRequest, public_id: UUID) -> Seat:
    """Return a seat of this library; somebody else's is not found."""
    found = Seat.objects.select_related("room__library__system")
    return get_object_or_404(found, public_id=public_id, room__library=request.duty.place)


def done(request: StaffRequest, said: str) -> HttpResponse:
    """Say what has been done."""
    if request.htmx:
        return _parts(request, said=said)
    messages.success(request, said)
    return redirect("hall:now")


def refused(request: StaffRequest, error: DomainError) -> HttpResponse:
    """Say why it cannot be done; the board shows how things are now."""
    if request.htmx:
        return _parts(request, error=str(error), status=422)
    context = {"hall": screen_of(request), "error": str(error)}
    return render(request, "desk/hall/now.html", context, status=422)


def _parts(request: StaffRequest, *, status: int = 200, **told: Any) -> HttpResponse:
    context = {"hall": screen_of(request), "oob": True, "with_said": True, **told}
    return render(request, "desk/hall/_live.html", context, status=status)
