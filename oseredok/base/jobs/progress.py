"""Progress of a long job (a backup, an import, an export), told to the person who waits.

In a view: queue the task and send the person to the page that waits for it.

    job = progress.order(back_up, title=_("Резервна копія"), by=request.user.short_name, by_id=request.user.pk)
    return redirect("office:job", job.task_id)          # shows queued → running → done or failed, by htmx or by reload

In the task: it must take its context, which knows its id.

    @task(takes_context=True)
    def back_up(context: TaskContext) -> None:
        with progress.running(title=_("Резервна копія"), of=3, task_id=context.task_result.id) as job:
            progress.step(job, sentence=_("Копіюємо базу даних"))            # one more of three is done after it …
            progress.step(job, done=2, sentence=_("Копіюємо файли"))         # … or say how many
            progress.finish(job, sentence=_("Копія готова: 5,1 ГБ."), result_url=reverse("office:backups"))

`running` finishes the job by itself, or says that it failed: by the sentence of a `DomainError`, otherwise in general
words; the error goes on, so that the queue knows it too. `start`, `step`, `finish`, `fail` may be called without it.

Without `task_id` the job is one of the command line. Call `start` outside a transaction: what is not committed is seen
by nobody. `step` may be called as often as one likes, inside a transaction too: it passes the numbers through the cache
at most twice a second, and writes to the row only outside transactions.

`step` raises `Cancelled` when a person has pressed «Скасувати»: a job that must not stop half-way passes
`may_stop=False`. These functions read the clock: they tell of the machine's work, not of the library's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, DomainError
from oseredok.base.jobs.models import Job

PAUSE_SECONDS = 0.5
_KEEP_IN_CACHE = int(timedelta(days=1).total_seconds())


class Cancelled(Conflict):
    """A person stopped the job."""

    default_code = "job-cancelled"


@dataclass
class Progress:
    """A running job in the hands of its task."""

    pk: int
    title: str
    of: int
    done: int = 0
    sentence: str = ""
    is_over: bool = False
    _told_at: float = field(default=0.0, repr=False)


def order(task: Any, *args: Any, title: str, by: str = "", by_id: int | None = None, of: int = 0, **kwargs: Any) -> Job:
    """Queue `task` and a row about it in one transaction; return the row (`job.task_id` is the queue's id)."""
    with transaction.atomic():
        queued = task.enqueue(*args, **kwargs)
        return Job.objects.create(
            task_id=UUID(str(queued.id)),
            title=title[:200],
            of=of,
            asked_by=by[:120],
            asked_by_id=by_id,
            created_at=timezone.now(),
        )


def start(*, title: str, of: int = 0, task_id: object = None, by: str = "") -> Progress:
    """Begin: the row that `order` made, or a new one. A job that a power cut interrupted begins anew."""
    now = timezone.now()
    fresh = {"title": title[:200], "of": of, "done": 0, "sentence": "", "result_url": ""}
    fresh |= {"state": Job.State.RUNNING, "started_at": now, "finished_at": None}
    if task_id is None:
        job = Job.objects.create(created_at=now, asked_by=by[:120], **fresh)
    else:
        made = {**fresh, "created_at": now, "asked_by": by[:120]}
        job, _made = Job.objects.update_or_create(task_id=UUID(str(task_id)), defaults=fresh, create_defaults=made)
    cache.delete(_live_key(job.pk))
    return Progress(pk=job.pk, title=title, of=of)


def step(
    job: Progress, *, done: int | None = None, of: int | None = None, sentence: str = "", may_stop: bool = True
) -> None:
    """Tell how far it is: `done` of `of`, by default one more; `sentence` stays until the next one.

    Raises:
        Cancelled: a person asked to stop.
    """
    if of is not None:
        job.of = of
    job.done = job.done + 1 if done is None else done
    if job.of:
        job.done = min(job.done, job.of)
    told_before = job.sentence
    job.sentence = (sentence or job.sentence)[:500]
    moment = time.monotonic()
    if moment - job._told_at < PAUSE_SECONDS and job.sentence == told_before and job.done != job.of:
        return
    job._told_at = moment
    cache.set(_live_key(job.pk), (job.done, job.of, job.sentence), _KEEP_IN_CACHE)
    if not connection.in_atomic_block:
        Job.objects.filter(pk=job.pk).update(done=job.done, of=job.of, sentence=job.sentence)
    if may_stop and cache.get(_stop_key(job.pk)) is not None:
        raise Cancelled(cancelled_words(cache.get(_stop_key(job.pk))))


def finish(job: Progress, *, sentence: str = "", result_url: str = "") -> None:
    """Tell that all is done."""
    job.done = job.of or job.done
    _end(job, Job.State.DONE, sentence=sentence or job.sentence, result_url=result_url)


def fail(job: Progress, *, sentence: str) -> None:
    """Tell why it could not be done: a whole sentence for the person who waits."""
    _end(job, Job.State.FAILED, sentence=sentence)


@contextmanager
def running(*, title: str, of: int = 0, task_id: object = None, by: str = "") -> Iterator[Progress]:
    """Begin a job, and end it with the block: well, refused, cancelled or broken."""
    job = start(title=title, of=of, task_id=task_id, by=by)
    try:
        yield job
    except Cancelled as stopped:
        _end(job, Job.State.CANCELLED, sentence=stopped.message)
    except DomainError as refusal:
        fail(job, sentence=refusal.message)
        raise
    except BaseException:
        fail(job, sentence=_("Завдання не виконано через помилку. Спробуйте ще раз."))
        raise
    else:
        if not job.is_over:
            finish(job)


def ask_to_stop(job: Job, *, by: str) -> None:
    """Leave a sign that the next `step` sees. Through the cache: the job may hold the only write lock of SQLite."""
    cache.set(_stop_key(job.pk), by, _KEEP_IN_CACHE)


def cancelled_words(by: str | None) -> str:
    """Return what the person who ordered the job reads: who has cancelled it, when somebody is known."""
    return _("Завдання скасовано ({by}).").format(by=by) if by else _("Завдання скасовано.")


def is_asked_to_stop(job: Job) -> bool:
    """Whether somebody has pressed «Скасувати»."""
    return cache.get(_stop_key(job.pk)) is not None


def live(job: Job) -> tuple[int, int, str]:
    """Return done, of, sentence as the job told them last, even when its transaction is still open."""
    told: tuple[int, int, str] | None = None if job.is_over else cache.get(_live_key(job.pk))
    return told or (job.done, job.of, job.sentence)


def _end(job: Progress, state: Job.State, *, sentence: str, result_url: str = "") -> None:
    job.is_over = True
    Job.objects.filter(pk=job.pk).update(
        state=state,
        done=job.done,
        of=job.of,
        sentence=sentence[:500],
        result_url=result_url[:200],
        finished_at=timezone.now(),
    )
    cache.delete_many([_live_key(job.pk), _stop_key(job.pk)])


def _live_key(pk: int) -> str:
    return f"job-progress-{pk}"


def _stop_key(pk: int) -> str:
    return f"job-stop-{pk}"
