"""«Закриття»: the decision to close a branch or the centre, its commission, everything exported."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import SYSTEM
from oseredok.faces.office.closing_forms import ClosingForm, DayForm
from oseredok.faces.office.closing_screen import screen
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.library.people.models import Role
from oseredok.management.closing import act, actions, export, rules, tasks
from oseredok.management.closing.models import Closing


@staff(*SYSTEM)
@require_safe
def closings(request: StaffRequest) -> HttpResponse:
    """Every closing, the latest first."""
    values = {"closings": Closing.objects.select_related("place"), "decides": request.duty.may(Role.DIRECTOR)}
    return render(request, "office/closing/closings.html", values)


@staff(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_closing(request: StaffRequest) -> HttpResponse:
    """Write down a decision and the commission."""
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            closing = form.carry_out(by=request.user, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:closing", closing.public_id)
    return render(request, "office/closing/new.html", {"form": form}, status=422 if form.errors else 200)


@staff(*SYSTEM)
@require_safe
def closing(request: StaffRequest, key: UUID) -> HttpResponse:
    """One closing: its steps, each with its state and its page."""
    values = screen(found(key), decides=request.duty.may(Role.DIRECTOR), now=timezone.now())
    return render(request, "office/closing/closing.html", values)


@staff(Role.DIRECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def closing_day(request: StaffRequest, key: UUID) -> HttpResponse:
    """Put the day off, or bring it nearer."""
    one = found(key)
    form = DayForm(request.POST if request.method == "POST" else None, initial={"planned_on": one.planned_on})
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, by=request.user, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("День закриття змінено."))
            return redirect("office:closing", key)
    return render(request, "office/closing/day.html", {"one": one, "form": form}, status=422 if form.errors else 200)


@after_closing
@staff(Role.DIRECTOR)
@require_POST
def export_closing(request: StaffRequest, key: UUID) -> HttpResponse:
    """Order the export; the page of the job shows how far it is."""
    one = found(key)
    try:
        rules.check_can_export(closing=one)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("office:closing", key)
    return ordered(request, one, tasks.export, str(tasks.TITLE))


@staff(Role.DIRECTOR)
@never_cache
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def download_closing(request: StaffRequest, key: UUID) -> HttpResponse | FileResponse:
    """The export itself: the whole work of the library, so the password is asked for again."""
    one = get_object_or_404(Closing, public_id=key, exported_at__isnull=False)
    path = export.path_of(one)
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=act.file_name(one), content_type="application/zip"
    )


@staff(Role.DIRECTOR)
@require_POST
def cancel_closing(request: StaffRequest, key: UUID) -> HttpResponse:
    """Give the closing up."""
    try:
        actions.cancel(closing=found(key), by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Закриття скасовано. Бібліотека працює далі, вивантаження видалено."))
    return redirect("office:closing", key)


def found(key: UUID) -> Closing:
    """Return the closing of an address. Raises Http404."""
    return get_object_or_404(Closing.objects.select_related("place", "made_by", "instead", "act"), public_id=key)


def ordered(request: StaffRequest, one: Closing, task: Any, title: str, *args: Any) -> HttpResponse:
    """Order long work and lead to its page, or say why not."""
    page = reverse("office:closing", args=[one.public_id])
    try:
        job = actions.order(closing=one, task=task, title=title, args=(page, *args), by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(page)
    return redirect("office:job", job)
