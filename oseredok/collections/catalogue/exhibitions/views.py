"""«Виставки книг» in the office: a list, one exhibition with its books, a few buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.collections.catalogue.exhibitions import actions, queries
from oseredok.collections.catalogue.exhibitions.forms import ExhibitForm, ExhibitionForm
from oseredok.collections.catalogue.exhibitions.models import Exhibit, Exhibition
from oseredok.collections.catalogue.exhibitions.rules import CURATORS
from oseredok.library.people.access import StaffRequest, staff

_FORM = ["GET", "HEAD", "POST"]


@staff(*CURATORS)
@require_safe
def exhibitions(request: StaffRequest) -> HttpResponse:
    return render(request, "exhibitions/exhibitions.html", {"rows": queries.all_of_them()[:200]})


@staff(*CURATORS)
@require_http_methods(_FORM)
def new(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    form = ExhibitionForm(request.POST if request.method == "POST" else None, initial={"starts_on": local_date(now)})
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_exhibition(duty=request.duty, now=now, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("exhibitions:exhibition", made.pk)
    return _words(request, form, None)


@staff(*CURATORS)
@require_http_methods(_FORM)
def words(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Exhibition, pk=pk)
    stored: dict[str, Any] = {name: getattr(found, name) for name in ExhibitionForm.base_fields}
    form = ExhibitionForm(request.POST if request.method == "POST" else None, initial=stored)
    if form.is_bound and form.is_valid():
        try:
            actions.change_exhibition(exhibition=found, duty=request.duty, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("exhibitions:exhibition", pk)
    return _words(request, form, found)


def _words(request: StaffRequest, form: ExhibitionForm, found: Exhibition | None) -> HttpResponse:
    context = {"form": form, "exhibition": found}
    return render(request, "exhibitions/words.html", context, status=422 if form.errors else 200)


@staff(*CURATORS)
@require_http_methods(_FORM)
def exhibition(request: StaffRequest, pk: int) -> HttpResponse:
    """The books; POST puts one more at the end."""
    found = get_object_or_404(Exhibition, pk=pk)
    form = ExhibitForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told, note = form.cleaned_data["record"], form.cleaned_data["note"]
        try:
            actions.add_exhibit(exhibition=found, duty=request.duty, told=told, note=note, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("exhibitions:exhibition", pk)
    context = {"form": form, "exhibition": found, "exhibits": found.exhibits.select_related("record")}
    return render(request, "exhibitions/exhibition.html", context, status=422 if form.errors else 200)


@staff(*CURATORS)
@require_POST
def show(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Exhibition, pk=pk)
    wanted = request.POST.get("do") == "show"
    try:
        actions.show_exhibition(exhibition=found, duty=request.duty, is_shown=wanted, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Виставка на сайті.") if wanted else _("Виставку знято із сайту."))
    return redirect("exhibitions:exhibition", pk)


@staff(*CURATORS)
@require_POST
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        actions.delete_exhibition(exhibition=get_object_or_404(Exhibition, pk=pk), duty=request.duty)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("exhibitions:exhibition", pk)
    messages.success(request, _("Виставку вилучено."))
    return redirect("exhibitions:exhibitions")


@staff(*CURATORS)
@require_POST
def exhibit(request: StaffRequest, pk: int) -> HttpResponse:
    """Higher, lower, off, or another word about a book."""
    one = get_object_or_404(Exhibit.objects.select_related("exhibition"), pk=pk)
    do, told, now = request.POST.get("do", ""), request.POST.get("note", "")[:300], timezone.now()
    if do in ("up", "down"):
        actions.move_exhibit(exhibit=one, duty=request.duty, is_up=do == "up", now=now)
    elif do == "remove":
        actions.remove_exhibit(exhibit=one, duty=request.duty, now=now)
    else:
        actions.change_note(exhibit=one, duty=request.duty, note=told, now=now)
    return redirect("exhibitions:exhibition", one.exhibition_id)
