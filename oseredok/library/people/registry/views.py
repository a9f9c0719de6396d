"""Readers for those who work at the desk: search, a reader's page, corrections. Recording stays with the desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.preferences import queries as preferences
from oseredok.library.people import actions, looks, queries
from oseredok.library.people.access import DESK, StaffRequest, after_closing, staff
from oseredok.library.people.merging.merge import MERGERS
from oseredok.library.people.models import Reader, Registration
from oseredok.library.people.registry import listing, reader_actions
from oseredok.library.people.registry.forms import CorrectReaderForm, LeavingForm, ReaderSearch
from oseredok.library.people.registry.preferences import CONSENT_AGE


@after_closing
@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: StaffRequest) -> HttpResponse:
    """Find readers. What was typed travels in the body of the request only, so no name reaches a log."""
    form = ReaderSearch(request.POST if request.method == "POST" else None)
    found = None
    if form.is_bound and form.is_valid():
        found = listing.page_of(form.cleaned_data["text"], number=form.cleaned_data["page"])
    context = {"form": form, "found": found, "buttons": reader_actions.list_buttons(duty=request.duty)}
    part = "people/_reader_list.html" if request.htmx and found is not None else "people/readers.html"
    return render(request, part, context, status=422 if form.errors else 200)


@staff(*DESK)
@never_cache
@require_safe
def reader(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A reader's card: name, contacts, registrations, and what can be done."""
    found = _reader(public_id)
    if found.merged_into is not None:
        return redirect("people:reader", found.merged_into.public_id)
    looks.note(reader=found, account=request.user, what="page", now=timezone.now())
    today = clock.local_date(timezone.now())
    context = {
        "reader": found,
        "registrations": found.registrations.select_related("library").order_by("-year"),
        "age_group": queries.age_group_of(birth_year=found.birth_year, on=today) if found.birth_year else None,
        "needs_renewal": reader_actions.needs_renewal(found, today),
        "buttons": reader_actions.buttons_for(reader=found, duty=request.duty, on=today),
        "pages": reader_actions.pages_for(reader=found, duty=request.duty),
        "notes": reader_actions.notes_for(reader=found, duty=request.duty, on=today),
        "year": today.year,
        "merges": found.merges.filter(undone_at__isnull=True),
        "behind": Registration.objects.filter(reader__merged_into=found).select_related("library").order_by("-year"),
        "may_merge": request.duty.may(*MERGERS),
    }
    return render(request, "people/reader.html", context)


@after_closing
@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Correct what is known about a reader."""
    found = _reader(public_id)
    looks.note(reader=found, account=request.user, what="correct", now=timezone.now())
    form = CorrectReaderForm(request.POST if request.method == "POST" else None, reader=found)
    if form.is_bound and form.is_valid():
        try:
            actions.correct_reader(reader=found, data=form.details(), now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Зміни збережено."))
            return redirect("people:reader", found.public_id)
    today, consent_age = clock.local_date(timezone.now()), preferences.value(CONSENT_AGE)
    context = {"reader": found, "form": form, "child": form.child_state(on=today, consent_age=consent_age)}
    return render(request, "people/reader_correct.html", context, status=422 if form.errors else 200)


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Note that a reader has left, with a reason and a day."""
    found, now = _reader(public_id), timezone.now()
    looks.note(reader=found, account=request.user, what="page", now=now)
    form = LeavingForm(request.POST if request.method == "POST" else None, initial={"on": clock.local_date(now)})
    if form.is_bound and form.is_valid():
        try:
            actions.close_reader(reader=found, why=form.cleaned_data["why"], on=form.cleaned_data["on"], now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано, що читач вибув."))
            return redirect("people:reader", found.public_id)
    return render(
        request, "people/reader_leaving.html", {"reader": found, "form": form}, status=422 if form.errors else 200
    )


@staff(*DESK)
@require_POST
def back(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Take leaving back."""
    try:
        actions.reopen_reader(reader=_reader(public_id))
    except DomainError as refusal:
        messages.info(request, refusal.message)  # pressed twice, or at two desks
    else:
        messages.success(request, _("Читач знову в реєстрі."))
    return redirect("people:reader", public_id)


def _reader(public_id: UUID) -> Reader:
    return get_object_or_404(Reader.objects.select_related("home_library", "merged_into"), public_id=public_id)
