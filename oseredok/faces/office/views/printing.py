"""«Друк»: how the library prints, each answer with what follows from it; a trial page to the queue."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.errors import DomainError
from oseredok.faces.office.audience import PLACES
from oseredok.library.people.access import StaffRequest, staff
from oseredok.services.printing import actions, effects, queries
from oseredok.services.printing.forms import SettingsForm


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def printing(request: StaffRequest) -> HttpResponse:
    """The settings of the library on duty."""
    settings = queries.settings_of(request.duty.place)
    kept = effects.sentences(settings)
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=settings)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Збережено."))
        return redirect("office:printing")
    values = {"form": form, "effects": kept, "place": request.duty.place, "has_queue": bool(form.initial["queue"])}
    return render(request, "office/printing/settings.html", values, status=422 if form.errors else 200)


@staff(*PLACES)
@require_POST
def trial(request: StaffRequest) -> HttpResponse:
    """Print one page, so that the address of the queue is known to be right before a reader stands at the desk."""
    settings = queries.settings_of(request.duty.place)
    try:
        number = actions.print_trial(settings=settings, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request,
            _("Пробну сторінку надіслано, номер у черзі {number}. Заберіть її з принтера.").format(number=number),
        )
    return redirect("office:printing")
