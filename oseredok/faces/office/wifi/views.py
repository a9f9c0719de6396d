"""«Wi-Fi» in the office: how a library lets people in, and the RADIUS server that asks us about codes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.wifi.forms import ServerForm, WifiForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.services.wifi import freeradius, queries, settings_actions


@staff(*PLACES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wifi(request: StaffRequest) -> HttpResponse:
    """How the library on duty lets people in."""
    library = request.duty.place
    if request.method != "POST":
        return _shown(request, WifiForm(initial=WifiForm.told(queries.settings_of(library))))
    form = WifiForm(request.POST)
    if form.is_valid():
        try:
            settings_actions.save_settings(library=library, **form.cleaned_data)
        except DomainError as refusal:
            add_to_form(form, refusal)
        else:
            messages.success(request, _("Збережено."))
            return redirect("office:wifi")
    return _shown(request, form)


@staff(*PLACES)
@never_cache
@require_POST
@sensitive_variables()
def key(request: StaffRequest) -> HttpResponse:
    """Another key, shown once inside the files that the server needs."""
    library, form = request.duty.place, ServerForm(request.POST)
    if not form.is_valid():
        return _shown(request, server_form=form)
    made = freeradius.configuration(
        library=library,
        key=settings_actions.make_key(library=library, now=timezone.now()),
        address=form.cleaned_data["address"] + reverse("radius:authorize").removesuffix("authorize/"),
        router=form.cleaned_data["router"],
    )
    context = {"made": made, "ports": (freeradius.AUTH_PORT, freeradius.ACCT_PORT)}
    return render(request, "office/wifi/server.html", context)


def _shown(
    request: StaffRequest, form: WifiForm | None = None, *, server_form: ServerForm | None = None
) -> HttpResponse:
    mine = queries.settings_of(request.duty.place)
    context = {
        "mine": mine,
        "form": form or WifiForm(initial=WifiForm.told(mine)),
        "server_form": server_form or ServerForm(initial={"address": _origin(request)}),
    }
    wrong = (form is not None and form.errors) or server_form is not None
    return render(request, "office/wifi/wifi.html", context, status=422 if wrong else 200)


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
