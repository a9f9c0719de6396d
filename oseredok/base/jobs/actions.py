"""Verbs of the queue: try again, cancel, take off the list, forget."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.errors import Conflict
from oseredok.base.jobs import progress, queries
from oseredok.base.jobs.models import Job
from oseredok.base.jobs.registry import kind

KEEP_JOBS = timedelta(days=30)


@transaction.atomic
def retry(*, task_id: UUID, now: datetime) -> None:
    """Put a failed task into the queue again, with what it was told the first time.

    Raises Conflict (`not-failed`): somebody was first, or it goes on, or it repeats by itself.
    """
    row = DBTaskResult.objects.select_for_update().filter(pk=task_id).first()
    if row is None or row.status != TaskResultStatus.FAILED or _repeats(row):
        raise Conflict(
            _("Це завдання вже не можна повторити: його повторив хтось інший або воно йде саме."), code="not-failed"
        )
    row.status, row.run_after, row.started_at, row.finished_at = TaskResultStatus.READY, now, None, None
    row.exception_class_path, row.traceback = "", ""
    row.save()
    again = {"state": Job.State.WAITING, "done": 0, "sentence": "", "started_at": None, "finished_at": None}
    Job.objects.filter(task_id=task_id).update(**again)


def cancel(*, task_id: UUID, by: str, now: datetime) -> bool:
    """Take a waiting task out of the queue, or ask a running one to stop; return whether it is over already.

    `by` is the name that whoever ordered the task reads beside it.

    Raises Conflict (`not-cancellable`).
    """
    one = queries.seen(task_id)
    if one is None or not one.may_cancel:
        raise Conflict(_("Це завдання вже не можна скасувати."), code="not-cancellable")
    if one.state == Job.State.RUNNING:
        progress.ask_to_stop(Job.objects.get(task_id=task_id), by=by)
        return False
    with transaction.atomic():
        gone, _each = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.READY).delete()
        if not gone:
            raise Conflict(_("Це завдання щойно почалося."), code="not-cancellable")
        told = progress.cancelled_words(by)[:500]
        ended = {"title": one.title[:200], "state": Job.State.CANCELLED, "sentence": told, "finished_at": now}
        Job.objects.update_or_create(
            task_id=task_id, defaults=ended, create_defaults={**ended, "created_at": one.ordered_at or now}
        )
    return True


@transaction.atomic
def dismiss(*, task_id: UUID) -> None:
    """Take a failed task off the list: somebody has seen it and will not try again.

    Raises Conflict (`not-failed`).
    """
    gone, _each = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.FAILED).delete()
    jobs, _each = Job.objects.filter(task_id=task_id, state=Job.State.FAILED).delete()
    if not gone and not jobs:
        raise Conflict(_("Цього завдання вже немає серед невиконаних."), code="not-failed")


def forget_old_jobs(*, now: datetime) -> int:
    """Forget what was finished long ago, and what the queue itself has lost; return how many."""
    gone, _each = Job.objects.filter(created_at__lt=now - KEEP_JOBS).delete()
    return gone


def _repeats(row: queries.Result) -> bool:
    return kind(row.task_path).repeats
