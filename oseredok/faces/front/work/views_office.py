"""Where the office chooses what everybody sees, with a preview made by the very template of the page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError
from oseredok.faces.front import today
from oseredok.faces.front.work import actions, preferences, queries
from oseredok.faces.front.work.forms import ShownForm
from oseredok.faces.front.work.views import page_of
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.models import Role
from oseredok.management.indicators.catalogue import indicator

CHOOSERS = (Role.DIRECTOR, Role.ADMINISTRATOR)


@staff(*CHOOSERS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: StaffRequest) -> HttpResponse:
    """Save the choice, or look at it first."""
    form = ShownForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if request.POST.get("do") == "preview" and form.codes():
                return _preview(request, form.codes())
            actions.choose_shown(codes=form.codes())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Збережено. Сторінка вже показує цей набір."))
            return redirect("work_office:choose")
    address = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    values = {"form": form, "embed_url": address + reverse("front:work_embed"), "embedders": preferences.embedders()}
    return render(request, "front/work/choose.html", values, status=422 if form.errors else 200)


def _preview(request: StaffRequest, codes: list[str]) -> HttpResponse:
    now = timezone.now()
    figures = queries.figures(on=local_date(now), chosen=[indicator(code) for code in codes])
    values = {**page_of(figures, ""), **today.houses(now=now), "is_preview": True}
    return render(request, "front/work/work.html", values)
