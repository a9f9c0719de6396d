"""Long work of a monitoring, in the worker: all its files, one after another."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.jobs import progress
from oseredok.base.jobs import queries as jobs
from oseredok.base.jobs.models import Job
from oseredok.library.people.models import Account
from oseredok.management.reports.monitoring import actions, files, outputs, queries, rules
from oseredok.management.reports.monitoring.models import Monitoring, State

TITLE = gettext_lazy("Файли моніторингу")


@task(takes_context=True)
def make_files(context: TaskContext, monitoring_id: int, page: str) -> None:
    """Make what is not made yet; `page` is where the person goes on."""
    with progress.running(title=str(TITLE), of=len(queries.OUTPUTS), task_id=context.task_result.id) as job:
        monitoring = Monitoring.objects.select_related("snapshot").get(pk=monitoring_id)
        for kind in queries.OUTPUTS:
            progress.step(job, done=job.done, sentence=_("Складаємо: {what}").format(what=outputs.NAMES[kind]))
            files.keep(monitoring=monitoring, kind=kind, now=timezone.now())
            progress.step(job, sentence=job.sentence)
        progress.finish(job, sentence=_("Усі файли готові. Моніторинг можна оприлюднити."), result_url=page)


@transaction.atomic
def order(*, monitoring: Monitoring, by: Account) -> Job:
    """Order the files of an approved monitoring; the same button pressed twice orders once.

    Raises Conflict (`monitoring-state`).
    """
    monitoring = actions.locked(monitoring)
    if monitoring.state != State.APPROVED:
        raise rules.wrong_state(monitoring)
    going = jobs.seen(monitoring.job) if monitoring.job else None
    if going is not None and not going.is_over and going.task_id is not None:
        return Job.objects.get(task_id=going.task_id)
    page = reverse("office:monitoring_publish", args=[monitoring.public_id])
    job = progress.order(make_files, monitoring.pk, page, title=str(TITLE), by=by.short_name, by_id=by.pk)
    monitoring.job = job.task_id
    monitoring.save(update_fields=["job"])
    return job
