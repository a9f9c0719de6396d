"""«Закриття»: the decision to close a branch or the centre, its commission, everything exported."""

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
from oseredok.base.jobs import progress
from oseredok.faces.office.audience import SYSTEM
from oseredok.faces.office.closing_forms import ClosingForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.models import Role
from oseredok.management.closing import actions, export, rules, stops, tasks
from oseredok.management.closing.models import Closing, State


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
    """One closing: the decision, what is not over yet, the export."""
    one = get_object_or_404(Closing.objects.select_related("place", "made_by"), public_id=key)
    is_live = bool(rules.TRANSITIONS[State(one.state)])
    values = {
        "one": one,
        "members": one.members.all(),
        "stops": stops.found(one.place, timezone.now()) if is_live else [],
        "is_live": is_live,
        "has_file": one.state == State.EXPORTED and export.path_of(one).is_file(),
        "decides": request.duty.may(Role.DIRECTOR),
    }
    return render(request, "office/closing/closing.html", values)


@staff(Role.DIRECTOR)
@require_POST
def export_closing(request: StaffRequest, key: UUID) -> HttpResponse:
    """Order the export; the page of the job shows how far it is."""
    one = get_object_or_404(Closing, public_id=key)
    page = reverse("office:closing", args=[key])
    try:
        rules.check_can_go(closing=one, to=State.EXPORTED)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect(page)
    who = request.user
    job = progress.order(tasks.export, one.pk, page, title=str(tasks.TITLE), by=who.short_name, by_id=who.pk)
    return redirect("office:job", job.task_id)


@staff(Role.DIRECTOR)
@never_cache
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def download_closing(request: StaffRequest, key: UUID) -> HttpResponse | FileResponse:
    """The export itself: the whole work of the library, so the password is asked for again."""
    one = get_object_or_404(Closing, public_id=key, state=State.EXPORTED)
    path = export.path_of(one)
    if not path.is_file():
        raise Http404
    name = f"oseredok-dani-{one.place.code if one.place else 'tsentr'}.zip"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@staff(Role.DIRECTOR)
@require_POST
def cancel_closing(request: StaffRequest, key: UUID) -> HttpResponse:
    """Give the closing up."""
    try:
        actions.cancel(closing=get_object_or_404(Closing, public_id=key), by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Закриття скасовано. Бібліотека працює далі, вивантаження видалено."))
    return redirect("office:closing", key)
