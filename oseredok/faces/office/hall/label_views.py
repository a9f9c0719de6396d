"""Labels for seats on paper: which of them, and the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from oseredok.base.core.clock import local_date
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.library.people.access import StaffRequest, staff
from oseredok.services.seats import hall, label_paper
from oseredok.services.seats.models import Seat


class LabelsForm(forms.Form):
    """Which seats get a label."""

    seat = forms.MultipleChoiceField(
        label=_("Для яких місць"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Позначте хоча б одне місце."),
            "invalid_choice": _("Такого місця в залі вже немає. Позначте з переліку."),
        },
    )

    def __init__(self, data: Any = None, *, seats: list[Seat]) -> None:
        choices = [(str(one.public_id), f"{one.name}, {one.room.name}") for one in seats]
        super().__init__(data, initial={"seat": [value for value, _words in choices]})
        field = self.fields["seat"]
        field.choices = choices  # type: ignore[attr-defined]
        self.seats = {str(one.public_id): one for one in seats}

    def chosen(self) -> list[Seat]:
        """Return the chosen ones in the office's order."""
        return [seat for key, seat in self.seats.items() if key in self.cleaned_data["seat"]]


@staff(*PLACES)
@require_safe
def labels(request: StaffRequest, place: int) -> HttpResponse:
    """The form, all marked; with seats in the address, the paper."""
    library, now = screen.place_of(request, place), timezone.now()
    seats = hall.seats_of(library, local_date(now))
    form = LabelsForm(request.GET if "seat" in request.GET or "make" in request.GET else None, seats=seats)
    if form.is_bound and form.is_valid():
        made = label_paper.labels_pdf(form.chosen(), address=lambda seat: _address(request, seat), now=now)
        headers = {"Content-Disposition": 'inline; filename="tablychky.pdf"'}
        return HttpResponse(made, content_type="application/pdf", headers=headers)
    context = {"form": form, "library": library, "has_seats": bool(seats)}
    return render(request, "office/hall/labels.html", context, status=422 if form.errors else 200)


def _address(request: StaffRequest, seat: Seat) -> str:
    """Return the address as people open it, in Ukrainian whatever the staff's page is in."""
    with override("uk"):
        path = reverse("seats:seat", args=[seat.public_id])
    return (settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")) + path
