"""«Приховати запис» in the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.collections.catalogue.hiding import actions
from oseredok.collections.catalogue.hiding.forms import HideForm
from oseredok.collections.catalogue.hiding.rules import KEEPERS
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.access import StaffRequest, staff


@staff(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask why, then hide."""
    found = get_object_or_404(Record, pk=pk)
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.hide_record(record=found, duty=request.duty, why=form.cleaned_data["why"], now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Приховано. Читачі цього запису не побачать."))
            return redirect("catalogue_records:record", pk)
    context = {"record": found, "form": form}
    return render(request, "catalogue_records/hide.html", context, status=422 if form.errors else 200)


@staff(*KEEPERS)
@require_POST
def show(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        actions.show_record(record=get_object_or_404(Record, pk=pk), duty=request.duty, now=timezone.now())
        messages.success(request, _("Запис знову видно всім."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("catalogue_records:record", pk)
