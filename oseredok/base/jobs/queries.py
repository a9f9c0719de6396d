"""What the queue and the long jobs look like to people."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from oseredok.base.core.errands import paths
from oseredok.base.core.errors import DomainError
from oseredok.base.jobs import progress
from oseredok.base.jobs.lanes import LONG
from oseredok.base.jobs.models import Job
from oseredok.base.jobs.registry import TaskKind, kind

Result: TypeAlias = "DBTaskResult[Any, Any]"

STATES = {
    TaskResultStatus.READY: Job.State.WAITING,
    TaskResultStatus.RUNNING: Job.State.RUNNING,
    TaskResultStatus.SUCCESSFUL: Job.State.DONE,
    TaskResultStatus.FAILED: Job.State.FAILED,
}


@dataclass(frozen=True)
class Seen:
    """One task with its progress. `is_queued`: its row is still in the queue's table, so that verbs can touch it."""

    task_id: UUID | None
    title: str
    state: Job.State
    repeats: bool = False
    done: int = 0
    of: int = 0
    sentence: str = ""
    trace: str = ""
    result_url: str = ""
    asked_by: str = ""
    asked_by_id: int | None = None
    ordered_at: datetime | None = None
    not_before: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    is_queued: bool = False
    tells_progress: bool = False
    is_stopping: bool = False

    @property
    def state_words(self) -> str:
        return _("зупиняється") if self.is_stopping and not self.is_over else str(self.state.label)

    @property
    def is_over(self) -> bool:
        return self.state in (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)

    @property
    def percent(self) -> int | None:
        return min(100, self.done * 100 // self.of) if self.of else None

    @property
    def may_retry(self) -> bool:
        return self.is_queued and self.state == Job.State.FAILED and not self.repeats

    @property
    def may_cancel(self) -> bool:
        """One that waits, or one that tells its progress, and so hears. An errand must go on."""
        if self.repeats or not self.is_queued or self.is_stopping:
            return False
        return self.state == Job.State.WAITING or (self.state == Job.State.RUNNING and self.tells_progress)


@dataclass(frozen=True)
class Turns:
    """An errand: when it went last, how, and when it goes next."""

    title: str
    last_at: datetime | None
    last_failed: bool
    next_at: datetime | None
    sentence: str


def seen(task_id: UUID) -> Seen | None:
    """Return one task as it is now; None when neither the queue nor the jobs know it."""
    row = DBTaskResult.objects.filter(pk=task_id).first()
    job = Job.objects.filter(task_id=task_id).first()
    if row is None and job is None:
        return None
    return _seen(row, job)


def tasks(*, state: Job.State, limit: int = 50) -> list[Seen]:
    """Return tasks in a state, the latest first; errands are told apart (`errands`)."""
    rows = _rows(state)[: limit * 4]
    jobs = {job.task_id: job for job in Job.objects.filter(task_id__in=[row.pk for row in rows])}
    found = [one for row in rows for one in [_seen(row, jobs.get(row.pk))] if not one.repeats and one.state == state]
    # What the queue has forgotten already, and what the command line did, is known by its job alone.
    known = {one.task_id for one in found}
    alone = Job.objects.filter(state=state).exclude(task_id__in=known)[:limit]
    queued = set(DBTaskResult.objects.filter(pk__in=[job.task_id for job in alone]).values_list("pk", flat=True))
    found += [_seen(None, job) for job in alone if job.task_id not in queued]
    return sorted(found, key=_moment, reverse=True)[:limit]


def errands() -> list[Turns]:
    """Return what repeats by itself, by name."""
    turns: dict[str, list[Result]] = {}
    rows = DBTaskResult.objects.filter(task_path__in=paths()).defer("args_kwargs")
    for row in rows.order_by("-enqueued_at")[:2000]:
        turns.setdefault(row.task_path, []).append(row)
    return sorted((_turns(path, rows) for path, rows in turns.items()), key=lambda one: one.title)


def failed_count(*, now: datetime, within: timedelta = timedelta(days=7)) -> int:
    """Return how many tasks have failed lately and wait for a person, errands whose last turn failed included."""
    recent = DBTaskResult.objects.failed().filter(finished_at__gte=now - within).values_list("task_path", flat=True)
    once = sum(not kind(path).repeats for path in recent)
    return once + sum(turns.last_failed for turns in errands())


def overdue_count(*, now: datetime, patience: timedelta) -> int:
    """Return how many tasks wait longer than they should. Behind a long job the long ones may wait as long as it lasts."""
    waiting = _ready(now=now - patience).filter(enqueued_at__lt=now - patience)
    if DBTaskResult.objects.running().filter(queue_name=LONG).exists():
        waiting = waiting.exclude(queue_name=LONG)
    return int(waiting.count())


def waiting_in(queue: str, *, now: datetime) -> int:
    """Return how many tasks of a lane could go on now."""
    return int(_ready(now=now).filter(queue_name=queue).count())


def running_in(queue: str) -> Seen | None:
    """Return what a lane is doing."""
    row = DBTaskResult.objects.running().filter(queue_name=queue).order_by("started_at").first()
    return _seen(row, Job.objects.filter(task_id=row.pk).first()) if row else None


def minutes_of(one: Seen, *, now: datetime) -> int:
    """Return how long a task goes on already."""
    return max(0, round((now - one.started_at).total_seconds() / 60)) if one.started_at else 0


def _ready(*, now: datetime) -> QuerySet[Result]:
    ready: QuerySet[Result] = DBTaskResult.objects.ready()
    return ready.filter(Q(run_after=get_date_max()) | Q(run_after__lt=now))


def plain_words(path: str, traceback: str) -> str:
    """Return a sentence about an error of a task. What the library says of itself may hold somebody's data: left out."""
    try:
        error = import_string(path)
    except ImportError:
        error = Exception
    if not isinstance(error, type):
        error = Exception
    if issubclass(error, DomainError):
        return traceback.strip().rpartition("\n")[2].partition(": ")[2] or _("Правила бібліотеки цього не дозволяють.")
    known: list[tuple[type[BaseException] | tuple[type[BaseException], ...], str]] = [
        (DatabaseError, _("База даних не відповіла або була зайнята. Спробуйте ще раз.")),
        ((smtplib.SMTPException, ConnectionError, TimeoutError), _("Немає зв’язку із сервером. Спробуйте пізніше.")),
        (FileNotFoundError, _("Не знайдено потрібного файлу або теки.")),
        (PermissionError, _("Програмі не дозволено писати в потрібну теку. Перевірте права на неї.")),
        (OSError, _("Диск не прийняв даних. Перевірте, чи є на ньому місце.")),
        (MemoryError, _("Комп’ютерові забракло пам’яті. Закрийте інші програми і спробуйте ще раз.")),
        (ImportError, _("Ця версія програми вже не знає такого завдання. Його можна прибрати.")),
        ((SystemExit, KeyboardInterrupt), _("Роботу перервало вимкнення. Спробуйте ще раз.")),
    ]
    for classes, sentence in known:
        if issubclass(error, classes):
            return sentence
    return _("Помилка програми. Спробуйте ще раз; якщо повториться, покажіть цей рядок розробникам.")


def trace(path: str, traceback: str) -> str:
    """Return the error's class and its place in the code, without its words: they may quote somebody's data."""
    places = [line.strip() for line in traceback.splitlines() if line.startswith("  File ")]
    return f"{path}, {places[-1].rpartition('oseredok/')[2]}" if places else path


def _rows(state: Job.State) -> QuerySet[Result]:
    rows: QuerySet[Result] = DBTaskResult.objects.all()
    status = [queue for queue, ours in STATES.items() if ours == state]
    # A task that refused or was cancelled in order has ended well for the queue.
    also = [TaskResultStatus.SUCCESSFUL] if state == Job.State.CANCELLED else []
    return rows.filter(status__in=[*status, *also]).order_by("-enqueued_at")


def _seen(row: Result | None, job: Job | None) -> Seen:
    known = kind(row.task_path) if row else TaskKind("", "")
    done, of, sentence = progress.live(job) if job else (0, 0, "")
    state = _state(row, job)
    if row is not None and state == Job.State.FAILED and not (job and job.state == Job.State.FAILED and sentence):
        sentence = plain_words(row.exception_class_path, row.traceback)
    is_later = row is not None and row.run_after != get_date_max()
    return Seen(
        task_id=row.pk if row else (job.task_id if job else None),
        title=job.title if job else str(known.title),
        state=state,
        repeats=known.repeats,
        done=done,
        of=of,
        sentence=sentence,
        trace=trace(row.exception_class_path, row.traceback) if row and state == Job.State.FAILED else "",
        result_url=job.result_url if job else "",
        asked_by=job.asked_by if job else "",
        asked_by_id=job.asked_by_id if job else None,
        ordered_at=row.enqueued_at if row else (job.created_at if job else None),
        not_before=row.run_after if row and is_later else None,
        started_at=row.started_at if row else (job.started_at if job else None),
        finished_at=row.finished_at if row else (job.finished_at if job else None),
        is_queued=row is not None,
        tells_progress=job is not None,
        is_stopping=bool(job and progress.is_asked_to_stop(job)),
    )


def _state(row: Result | None, job: Job | None) -> Job.State:
    ours = Job.State(job.state) if job else None
    if row is None:
        return ours or Job.State.DONE
    if row.status == TaskResultStatus.SUCCESSFUL and ours in (Job.State.FAILED, Job.State.CANCELLED):
        return ours
    return STATES[TaskResultStatus(row.status)]


def _moment(one: Seen) -> float:
    at = one.finished_at or one.started_at or one.ordered_at
    return at.timestamp() if at else 0.0


def _turns(path: str, rows: list[Result]) -> Turns:
    over = [row for row in rows if row.finished_at]
    last = max(over, key=lambda row: row.finished_at or row.enqueued_at) if over else None
    waiting = [row for row in rows if row.status == TaskResultStatus.READY]
    failed = last is not None and last.status == TaskResultStatus.FAILED
    return Turns(
        title=str(kind(path).title),
        last_at=last.finished_at if last else None,
        last_failed=failed,
        next_at=min((row.run_after for row in waiting if row.run_after != get_date_max()), default=None),
        sentence=plain_words(last.exception_class_path, last.traceback) if failed and last else "",
    )
