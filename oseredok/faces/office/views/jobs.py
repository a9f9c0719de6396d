"""«Фонові завдання»: what waits, goes on, is done and has failed; one job while it is waited for."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.base.jobs import actions, queries
from oseredok.base.jobs.models import Job
from oseredok.base.jobs.showing import progress
from oseredok.faces.office.audience import SYSTEM
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.library.people.models import Role


@staff(*SYSTEM)
@require_safe
def jobs(request: StaffRequest) -> HttpResponse:
    """Every kind of task on one page; what has failed comes first."""
    order = (Job.State.FAILED, Job.State.RUNNING, Job.State.WAITING, Job.State.DONE, Job.State.CANCELLED)
    values = {
        "groups": [(state, rows) for state in order if (rows := queries.tasks(state=state))],
        "errands": queries.errands(),
    }
    return render(request, "office/system/jobs.html", values)


@staff(*Role)
@require_safe
def job(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """One job, for whoever ordered it and for those who look after the system; htmx asks for the progress alone."""
    one = queries.seen(task_id)
    if one is None or not (one.asked_by_id == request.user.pk or request.duty.may(*SYSTEM)):
        raise Http404
    if request.htmx:
        return progress(request, one)
    values = {"job": one, "url": request.path, "may_manage": request.duty.may(*SYSTEM)}
    return render(request, "office/system/job.html", values)


@after_closing
@staff(*SYSTEM)
@require_POST
def retry(request: StaffRequest, task_id: UUID) -> HttpResponse:
    done = _("Завдання знову в черзі.")
    return _do(request, lambda: actions.retry(task_id=task_id, now=timezone.now()), done)


@after_closing
@staff(*SYSTEM)
@require_POST
def cancel(request: StaffRequest, task_id: UUID) -> HttpResponse:
    done = _("Завдання скасовано. Якщо воно вже йшло, зупиниться за кілька секунд.")
    by = request.user.short_name
    return _do(request, lambda: actions.cancel(task_id=task_id, by=by, now=timezone.now()), done)


@after_closing
@staff(*SYSTEM)
@require_POST
def dismiss(request: StaffRequest, task_id: UUID) -> HttpResponse:
    return _do(request, lambda: actions.dismiss(task_id=task_id), _("Прибрано зі списку."))


def _do(request: StaffRequest, verb: Callable[[], object], done: str) -> HttpResponse:
    try:
        verb()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("office:jobs")
