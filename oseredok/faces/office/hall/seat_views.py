"""Seats of a hall: the list, one more, a change, putting away and bringing back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.faces.office.hall.forms import PhotoForm, SeatForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.services.seats import hall, layout, photos
from oseredok.services.seats.models import Seat


@staff(*PLACES)
@require_safe
def listed(request: StaffRequest, place: int | None = None) -> HttpResponse:
    """The hall of a library: seats by room, the rules in words, what is broken."""
    library = screen.place_of(request, place)
    now = timezone.now()
    rooms, away = screen.rooms_of(library, now=now)
    context = {
        "library": library,
        "libraries": request.duty.places_of(*PLACES),
        "rooms": rooms,
        "away": away,
        "rules": screen.rules_in_words(hall.rules_of(library)),
        "faults": screen.faults_of(library),
        "crowding": screen.crowding_of(library, now=now),
        "has_rooms": library.rooms.exists(),
    }
    return render(request, "office/hall/seats.html", context)


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, place: int) -> HttpResponse:
    """One more seat. «Зберегти й додати ще» comes back with the same room and kind."""
    library = screen.place_of(request, place)
    known = {name: request.GET.get(name) for name in ("room", "kind") if request.GET.get(name)}
    form = SeatForm(request.POST if request.method == "POST" else None, place=library, initial=known)
    if form.is_bound and form.is_valid():
        try:
            seat = layout.add_seat(**form.details())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Додано: %(name)s.") % {"name": seat.name})
            if request.POST.get("do") == "more":
                return redirect(f"{request.path}?room={seat.room_id}&kind={seat.kind}")
            return redirect("office:hall:seats_of", library.pk)
    context = {"form": form, "library": library}
    return render(request, "office/hall/seat.html", context, status=422 if form.errors else 200)


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Change a seat."""
    found = screen.seat_of(request, public_id)
    library = found.room.library
    form = SeatForm(request.POST if request.method == "POST" else None, place=library, initial=SeatForm.known(found))
    if form.is_bound and form.is_valid():
        try:
            layout.change_seat(seat=found, **form.details())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("office:hall:seats_of", library.pk)
    return _shown(request, found, form, PhotoForm())


def _shown(request: StaffRequest, found: Seat, form: SeatForm, photo: PhotoForm) -> HttpResponse:
    context = {"form": form, "photo": photo, "library": found.room.library, "seat": found}
    return render(request, "office/hall/seat.html", context, status=422 if form.errors or photo.errors else 200)


@staff(*PLACES)
@require_POST
def put_photo(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Give the seat its photo."""
    found = screen.seat_of(request, public_id)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            photos.put(seat=found, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Світлину поставлено: її видно, коли вибирають місце."))
            return redirect("office:hall:seat", public_id)
    known = SeatForm(place=found.room.library, initial=SeatForm.known(found))
    return _shown(request, found, known, form)


@staff(*PLACES)
@require_POST
def drop_photo(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take the photo away."""
    photos.remove(seat=screen.seat_of(request, public_id))
    messages.success(request, _("Світлину прибрано."))
    return redirect("office:hall:seat", public_id)


@staff(*PLACES)
@require_POST
def retire(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take a seat out of the hall; its history stays."""
    found = screen.seat_of(request, public_id)
    try:
        layout.retire_seat(seat=found, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:hall:seat", public_id)
    messages.success(request, _("Місце прибрано із зали: %(name)s.") % {"name": found.name})
    return redirect("office:hall:seats_of", found.room.library_id)


@staff(*PLACES)
@require_POST
def bring_back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Put a seat back into the hall."""
    found = screen.seat_of(request, public_id)
    try:
        layout.return_seat(seat=found)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("office:hall:seats_of", found.room.library_id)
