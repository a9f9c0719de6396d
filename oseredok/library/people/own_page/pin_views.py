"""«Встановити PIN»: the reader types it on the keypad, or gets one made, told once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people import looks
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page import pins as reader_pins
from oseredok.library.people.own_page import queries


def _digits(**words: Any) -> forms.CharField:
    return forms.CharField(
        **words,
        max_length=12,
        required=False,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PinForm(forms.Form):
    """The same digits twice. What makes a PIN weak, the action says."""

    pin = _digits(label=_("PIN"))
    again = _digits(label=_("PIN ще раз"))

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("pin") != data.get("again"):
            self.add_error("again", _now("Двічі набрано різне. Наберіть ще раз."))


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Set, make or take away a reader's PIN."""
    found = get_object_or_404(queries.live_readers(), public_id=public_id)
    looks.note(reader=found, account=request.user, what="page", now=timezone.now())
    verb = request.POST.get("do", "")
    if verb == "make":
        made = reader_pins.issue_pin(reader=found, now=timezone.now())
        return render(request, "people/reader_pin_made.html", {"reader": found, "pin": made})
    if verb == "take":
        reader_pins.take_pin(reader=found, now=timezone.now())
        messages.success(request, _now("PIN вимкнено. За квитком на сайт більше не ввійти."))
        return redirect("people:reader", found.public_id)
    form = PinForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _set(form, found):
        messages.success(request, _now("PIN встановлено."))
        return redirect("people:reader", found.public_id)
    return render(
        request, "people/reader_pin.html", {"reader": found, "form": form}, status=422 if form.errors else 200
    )


def _set(form: PinForm, reader: Reader) -> bool:
    try:
        reader_pins.set_pin(reader=reader, pin=form.cleaned_data["pin"], now=timezone.now())
    except DomainError as error:
        add_to_form(form, error)
        return False
    return True
