"""Copies of a record: added by number, corrected one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError
from oseredok.base.core.text import counted
from oseredok.collections.catalogue.cataloguing import actions, queries, rules
from oseredok.collections.catalogue.cataloguing.copy_forms import CopiesForm, CopyForm
from oseredok.collections.catalogue.looking import queries as looking
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.people.access import StaffRequest, staff

_FORM = ["GET", "HEAD", "POST"]


@staff(*rules.CATALOGUERS)
@never_cache
@require_http_methods(_FORM)
def copies(request: StaffRequest, pk: int) -> HttpResponse:
    """What the library has of a record; POST adds copies."""
    record = get_object_or_404(Record.present, pk=pk)
    form = _new_form(request, record)
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_copies(record=record, duty=request.duty, now=timezone.now(), **form.told())
        except DomainError as error:
            form.refuse(error)
        else:
            said = counted(sum(one.quantity for one in made), _("примірник"), _("примірники"), _("примірників"))
            messages.success(request, _("Додано: {copies}.").format(copies=said))
            return redirect("catalogue_new:copies", pk)
    context = {"record": record, "form": form, "copies": looking.copies(record), "mine": rules.branches(request.duty)}
    return render(request, "catalogue_new/copies.html", context, status=422 if form.errors else 200)


def _new_form(request: StaffRequest, record: Record) -> CopiesForm:
    mark = queries.usual_shelf_mark(record)
    first = {"library": request.duty.place, "shelf_mark": mark, "accession_date": local_date(timezone.now())}
    sent = request.POST if request.method == "POST" else None
    mine = rules.branches(request.duty)
    return CopiesForm(sent, branches=mine, rooms=queries.rooms_of(mine), initial=first)


@staff(*rules.CATALOGUERS)
@never_cache
@require_http_methods(_FORM)
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """One copy: its number, place, state."""
    found = get_object_or_404(Copy.objects.select_related("record", "location__library"), pk=pk)
    form = _form_of(request, found)
    if form.is_bound and form.is_valid():
        words, many = form.words(), form.cleaned_data["quantity"] or 1
        try:
            actions.change_copy(
                copy=found, duty=request.duty, words=words, number=form.number, quantity=many, now=timezone.now()
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("catalogue_new:copies", found.record_id)
    context = {"copy": found, "record": found.record, "form": form}
    return render(request, "catalogue_new/copy.html", context, status=422 if form.errors else 200)


def _form_of(request: StaffRequest, found: Copy) -> CopyForm:
    names = ("status", "shelf_mark", "quantity", "accession_date", "price", "note")
    first = {name: getattr(found, name) for name in names}
    first |= {"numbers": found.inventory_number, "library": found.location and found.location.library}
    first["room"] = found.location.name if found.location else ""
    sent = request.POST if request.method == "POST" else None
    mine = rules.branches(request.duty)
    return CopyForm(sent, branches=mine, rooms=queries.rooms_of(mine), initial=first)


@staff(*rules.CATALOGUERS)
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Erase a copy that was written by mistake."""
    found = get_object_or_404(Copy.objects.select_related("record", "location__library"), pk=pk)
    try:
        actions.remove_copy(copy=found, duty=request.duty, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Примірник стерто."))
    return redirect("catalogue_new:copies", found.record_id)
