"""The end of a monitoring: approval, files, the site."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.monitoring.audience import APPROVES, MONITORING
from oseredok.faces.office.monitoring.forms import ApproveForm, ReasonForm
from oseredok.faces.office.monitoring.views import BOTH, found
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.reports.monitoring import actions, files, queries, tasks
from oseredok.management.reports.monitoring.models import Monitoring


@staff(*APPROVES)
@require_http_methods(BOTH)
@reauthentication_required  # type: ignore[untyped-decorator]
def approve(request: StaffRequest, key: UUID) -> HttpResponse:
    """Approve by an order; the password is asked for again, because this is a signature."""
    one = found(request, key)
    initial = {"order_date": local_date(timezone.now()), "position": request.user.position or _("Директор")}
    form = ApproveForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            form.carry_out(one, duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _ordered(request, one)
    values = {"one": one, "form": form, "missing": queries.missing(one)}
    return render(request, "office/monitoring/approve.html", values, status=422 if form.errors else 200)


@staff(*APPROVES)
@require_POST
def back_to_draft(request: StaffRequest, key: UUID) -> HttpResponse:
    """Take the approval back while nothing is published."""
    try:
        actions.back_to_draft(monitoring=found(request, key), duty=request.duty)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Моніторинг знову чернетка. Файли видалено."))
    return redirect("office:monitoring", key)


@staff(*APPROVES)
@require_POST
def make_files(request: StaffRequest, key: UUID) -> HttpResponse:
    """Make the files of an approved monitoring; the page of the job shows how far it is."""
    return _ordered(request, found(request, key))


def _ordered(request: StaffRequest, one: Monitoring) -> HttpResponse:
    try:
        job = tasks.order(monitoring=one, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("office:monitoring", one.public_id)
    return redirect("office:job", job.task_id)


@staff(*APPROVES)
@require_http_methods(BOTH)
def publish(request: StaffRequest, key: UUID) -> HttpResponse:
    """Look once more, then put it on the site."""
    one = found(request, key)
    if request.method == "POST":
        try:
            actions.publish(monitoring=one, duty=request.duty, now=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Моніторинг оприлюднено. Адреса сторінки не зміниться."))
        return redirect("office:monitoring", key)
    return render(request, "office/monitoring/publish.html", {"one": one, "made": queries.has_all_outputs(one)})


@staff(*APPROVES)
@require_http_methods(BOTH)
def withdraw(request: StaffRequest, key: UUID) -> HttpResponse:
    """Take it off the site, with a reason that stays at the address."""
    one = found(request, key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw(monitoring=one, why=form.cleaned_data["why"], duty=request.duty, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:monitoring", key)
    values = {"one": one, "form": form}
    return render(request, "office/monitoring/withdraw.html", values, status=422 if form.errors else 200)


@staff(*MONITORING)
@require_safe
def file(request: StaffRequest, key: UUID, kind: str) -> HttpResponse | FileResponse:
    """A kept file; of a draft, one made just now. Raises Http404 for an unknown kind."""
    return files.response(found(request, key), kind=kind, now=timezone.now())
