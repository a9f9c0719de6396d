"""The institution, its libraries and rooms, the services it gives: what the first set-up asked, to be changed at any time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office import previews
from oseredok.faces.office.audience import PLACES, SETUP
from oseredok.faces.office.centre_forms import LibraryForm, RequisitesForm, RoomForm
from oseredok.faces.office.step_forms import ServicesForm
from oseredok.library.offer import actions as offer
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places import place_actions, queries
from oseredok.library.places.models import Library, Room


def led_library(request: StaffRequest, pk: int) -> Library:
    """Return a library that the person leads. Raises Http404 for any other."""
    found = next((one for one in request.duty.places_of(*PLACES) if one.pk == pk), None)
    if found is None:
        raise Http404
    return queries.library(found.code)


@staff(*SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def requisites(request: StaffRequest) -> HttpResponse:
    """Who signs the papers."""
    system = request.duty.place.system
    form = RequisitesForm(request.POST if request.method == "POST" else None, initial=RequisitesForm.known(system))
    if form.is_bound and form.is_valid():
        try:
            place_actions.correct_system(system=system, requisites=form.requisites())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Реквізити збережено."))
            return redirect("office:requisites")
    return _form(request, form, _("Назва і реквізити"))


@staff(*PLACES)
@require_safe
def libraries(request: StaffRequest) -> HttpResponse:
    """Every library of the system with its door; those that the person leads can be changed."""
    today = local_date(timezone.now())
    led = {one.pk for one in request.duty.places_of(*PLACES)}
    rows = [(one, previews.door(one, on=today), one.pk in led) for one in queries.libraries()]
    context = {"rows": rows, "may_add": request.duty.may(*SETUP)}
    return render(request, "office/centre/libraries.html", context)


@staff(*SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def new_library(request: StaffRequest) -> HttpResponse:
    """Add a branch."""
    form = LibraryForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            added = place_actions.add_library(
                system=request.duty.place.system, today=local_date(timezone.now()), **form.details()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Філію додано. Тепер задайте години."))
            return redirect("office:week", added.pk)
    return _form(request, form, _("Нова філія"), back=True)


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a library's name and how to find it."""
    found = led_library(request, pk)
    form = LibraryForm(request.POST if request.method == "POST" else None, initial=LibraryForm.known(found))
    if form.is_bound and form.is_valid():
        try:
            place_actions.correct_library(library=found, **form.details())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("office:libraries")
    return _form(request, form, found.short_name, back=True)


@staff(*SETUP)
@require_POST
def move_library(request: StaffRequest, pk: int) -> HttpResponse:
    """One place up or down in the order that the site and the lists keep."""
    place_actions.move_library(library=led_library(request, pk), up=request.POST.get("up") == "1")
    return redirect("office:libraries")


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: StaffRequest, pk: int) -> HttpResponse:
    """The rooms of a library, and a form for one more."""
    found = led_library(request, pk)
    form = RoomForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            place_actions.add_room(library=found, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:rooms", pk)
    rows = found.rooms.all()
    context = {"library": found, "form": form, "rooms": rows, "total": sum(room.area for room in rows)}
    return render(request, "office/centre/rooms.html", context, status=422 if form.errors else 200)


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a room, or take it off the list."""
    found = get_object_or_404(Room, pk=pk)
    led_library(request, found.library_id)
    form = RoomForm(request.POST if request.method == "POST" else None, initial=RoomForm.known(found))
    if request.POST.get("do") == "remove":
        return _without_room(request, found)
    if form.is_bound and form.is_valid():
        try:
            place_actions.correct_room(room=found, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:rooms", found.library_id)
    context = {"room": found, "form": form}
    return render(request, "office/centre/room.html", context, status=422 if form.errors else 200)


def _without_room(request: StaffRequest, found: Room) -> HttpResponse:
    try:
        place_actions.remove_room(room=found)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:room", found.pk)
    return redirect("office:rooms", found.library_id)


@staff(*SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def services(request: StaffRequest) -> HttpResponse:
    """Which services of the catalogue are given here."""
    form = ServicesForm(request.POST if request.method == "POST" else None, initial=ServicesForm.known())
    if form.is_bound and form.is_valid():
        try:
            offer.set_offered(codes=form.cleaned_data["kinds"])
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Перелік послуг збережено: його вже бачать на сайті й на стійці."))
            return redirect("office:services")
    return render(request, "office/centre/services.html", {"form": form}, status=422 if form.errors else 200)


def _form(request: StaffRequest, form: object, title: str, *, back: bool = False) -> HttpResponse:
    wrong = bool(getattr(form, "errors", None))
    context = {"form": form, "title": title, "back": back}
    return render(request, "office/centre/form.html", context, status=422 if wrong else 200)
