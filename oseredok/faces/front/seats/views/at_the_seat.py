"""The page behind the QR code on a seat: what it is, whether it is free, «Я тут» by a code, and sitting down at once."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError
from oseredok.faces.front import today
from oseredok.faces.front.seats import screens, seating
from oseredok.faces.front.seats.forms import CodeForm, SitForm
from oseredok.services.seats.models import Seat


def _seat(public_id: UUID) -> Seat:
    return get_object_or_404(Seat.objects.select_related("room__library__system"), public_id=public_id)


@everyone
@never_cache
@require_safe
def seat(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What this seat is now."""
    return _shown(request, _seat(public_id))


def _shown(request: HttpRequest, found: Seat, wrong: forms.Form | None = None) -> HttpResponse:
    now = timezone.now()
    context = {
        "one": seating.now_at(found, now=now),
        "code_form": wrong if isinstance(wrong, CodeForm) else CodeForm(),
        "sit_form": wrong if isinstance(wrong, SitForm) else SitForm(),
        "wrong": wrong,
        **today.houses(now=now),
    }
    return render(request, "front/seats/seat.html", context, status=422 if wrong else 200)


@everyone
@require_safe
def photo(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The photo of a seat; pages name its version in the address, so a browser may keep it."""
    found = _seat(public_id)
    try:
        content = found.photo.open("rb") if found.photo else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404
    answer = FileResponse(content, content_type="image/webp")
    answer["Cache-Control"] = "public, max-age=604800"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@everyone
@require_POST
def come(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """«Я тут»: the code of a booking of this very seat begins the session."""
    found, form = _seat(public_id), CodeForm(request.POST)
    if form.is_valid():
        try:
            hold = seating.come(request, found, form.cleaned_data["code"], now=timezone.now())
            return redirect("seats:booking", public_id=hold.public_id)
        except DomainError as error:
            screens.put(form, DomainError(error.message, code=error.code, field="code"))
    return _shown(request, found, form)


@everyone
@require_POST
def sit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Without a booking, where the library lets people sit down by themselves."""
    found, form = _seat(public_id), SitForm(request.POST)
    if form.is_valid():
        try:
            hold = seating.sit(request, found, form, now=timezone.now())
            return redirect("seats:booking", public_id=hold.public_id)
        except DomainError as error:
            screens.put(form, error)
    return _shown(request, found, form)
