"""«Перенести з файлу»: a file is taken, its columns are named, it is tried dry, carried over, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.tables import XLSX
from oseredok.base.jobs import queries as jobs
from oseredok.base.jobs.showing import progress
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.imports import actions, queries, report
from oseredok.library.people.imports.forms import FileForm, SetUpForm
from oseredok.library.people.imports.models import Batch, Row
from oseredok.library.people.imports.queries import IMPORTERS


@staff(*IMPORTERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: StaffRequest) -> HttpResponse:
    """Files taken before, and a place for the next one."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.take_file(file=file, library=request.duty.place, staff=request.user, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("imports:set_up", made.public_id)
    context = {"form": form, "batches": queries.batches(duty=request.duty)[:30]}
    return render(request, "imports/batches.html", context, status=422 if form.errors else 200)


@staff(*IMPORTERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What the columns mean; POST orders the dry run."""
    batch = _batch(request, public_id)
    if batch.state not in (Batch.State.UPLOADED, Batch.State.CHECKED):
        return redirect("imports:batch", batch.public_id)
    form = SetUpForm(request.POST if request.method == "POST" else None, batch=batch)
    if form.is_bound and form.is_valid():
        try:
            actions.set_up(
                batch=batch, targets=form.targets(), options=form.cleaned_data, staff=request.user, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("imports:batch", batch.public_id)
    context = {"batch": batch, "form": form, "notes": batch.notes.splitlines(), "sample": queries.sample(batch)}
    return render(request, "imports/set_up.html", context, status=422 if form.errors else 200)


@staff(*IMPORTERS)
@never_cache
@require_safe
def batch(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """How far it is, what came out, what can be done next; htmx asks for the progress alone."""
    found = _batch(request, public_id)
    job = jobs.seen(found.task_id) if found.task_id else None
    if request.htmx and job is not None:
        return progress(request, job)
    counts = queries.counts_of(found)
    context = {
        "batch": found,
        "job": job,
        "url": request.path,
        "counts": [(outcome.label, counts.get(outcome, 0)) for outcome in Row.Outcome],
        "to_bring": counts.get(Row.Outcome.NEW, 0) + counts.get(Row.Outcome.CHANGED, 0),
        "examples": queries.examples(found),
        "is_stuck": actions.is_stuck(found),
        "filled": counts.get(Row.Outcome.CHANGED, 0),
        "can_restore": queries.can_restore(found),
    }
    return render(request, "imports/batch.html", context)


@staff(*IMPORTERS)
@never_cache
@require_safe
def report_file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    made = report.make(_batch(request, public_id))
    headers = {"Content-Disposition": 'attachment; filename="chytachi-do-perehliadu.xlsx"'}
    return HttpResponse(made, content_type=XLSX, headers=headers)


@staff(*IMPORTERS)
@require_POST
def verb(request: StaffRequest, public_id: UUID, what: str) -> HttpResponse:
    """Carry over, take back, go on with what was stopped, or erase the file."""
    found = _batch(request, public_id)
    now = timezone.now()
    try:
        if what == "start":
            actions.start(batch=found, staff=request.user, now=now)
        elif what == "undo":
            actions.start_undo(batch=found, staff=request.user, now=now)
        elif what == "again":
            actions.again(batch=found, staff=request.user)
        else:
            actions.delete_file(batch=found, now=now)
            messages.success(request, _("Файл стерто."))
            return redirect("imports:batches")
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("imports:batch", public_id)


def _batch(request: StaffRequest, public_id: UUID) -> Batch:
    return get_object_or_404(queries.batches(duty=request.duty), public_id=public_id)
