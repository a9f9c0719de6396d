"""Tablets and printed codes: made, printed, switched off."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.papers.qr import qr_svg
from oseredok.faces.office.audience import VOICES
from oseredok.faces.office.opinions import cards
from oseredok.faces.office.opinions.forms import PointForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.spine.feedback import keys, queries
from oseredok.spine.feedback import points as actions
from oseredok.spine.feedback.models import Point


@staff(*VOICES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def points(request: StaffRequest) -> HttpResponse:
    """What works, and a form for one more."""
    places = request.duty.places_of(*VOICES)
    initial = {"key": keys.fresh(), "place": request.duty.place.pk, "way": Point.Way.TILE}
    form = PointForm(request.POST or None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make(**form.cleaned_data, staff=request.user, now=timezone.now())
        except DomainError as refusal:
            add_to_form(form, refusal)
        else:
            messages.success(request, _("Готово. Ось адреса."))
            return redirect("office:point", made.pk)
    context = {"form": form, "points": queries.points(places=places)}
    return render(request, "office/opinions/points.html", context, status=422 if form.errors else 200)


@staff(*VOICES)
@never_cache
@require_safe
def point(request: StaffRequest, pk: int) -> HttpResponse:
    """One tablet or code: its address, its QR code, papers to print."""
    found = _mine(request, pk)
    address = _address(request, found)
    name = _("QR-код адреси")
    context = {"point": found, "address": address, "qr": qr_svg(address, title=name, size=220)}
    return render(request, "office/opinions/point.html", context)


@staff(*VOICES)
@require_POST
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Switch a tablet or a code off."""
    try:
        actions.revoke(
            point=_mine(request, pk),
            places=request.duty.places_of(*VOICES),
            staff=request.user,
            now=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Вимкнено. За цією адресою більше не оцінюють."))
    return redirect("office:points")


@staff(*VOICES)
@require_safe
def card(request: StaffRequest, pk: int, size: str) -> HttpResponse:
    """A card to stand on a desk (A6) or to hang (A4)."""
    found = _mine(request, pk)
    if size not in cards.SIZES or found.way == Point.Way.TILE:
        raise Http404
    made = cards.card_pdf(found, size=size, address=_address(request, found), now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="ocinka-{found.code}-{size}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _mine(request: StaffRequest, pk: int) -> Point:
    return get_object_or_404(queries.points(places=request.duty.places_of(*VOICES)), pk=pk)


def _address(request: StaffRequest, point: Point) -> str:
    """The address as people open it, in Ukrainian whatever the staff's page is in."""
    with override("uk"):
        path = reverse("kiosk:tile" if point.way == Point.Way.TILE else "opinion:code", args=[point.code])
    return (settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")) + path
