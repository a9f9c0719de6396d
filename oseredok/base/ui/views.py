"""The choice of appearance and the gallery of components."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from oseredok.base.core.access import everyone
from oseredok.base.ui import gallery as shown
from oseredok.base.ui.context import CHOICES

A_YEAR = 365 * 24 * 60 * 60


@everyone
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember what was pressed for a year and go back to the page it was pressed on."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, allowed in CHOICES.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


@everyone
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """The families of components."""
    return render(request, "ui/gallery/index.html", {"families": shown.FAMILIES})


@everyone
@require_GET
def gallery_family(request: HttpRequest, family: str) -> HttpResponse:
    """One family with every state of its components. 404 for a family that we do not have."""
    if family not in shown.FAMILIES:
        raise Http404
    return render(
        request, f"ui/gallery/{family}.html", {"families": shown.FAMILIES, "family": family, **shown.sample(family)}
    )
