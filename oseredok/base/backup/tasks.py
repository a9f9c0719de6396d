"""Background work of copies: the schedule looks every five minutes, the button asks at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.backup import actions, former, lasting, queries
from oseredok.base.backup.models import Asked
from oseredok.base.core.errands import Errand
from oseredok.base.core.errors import DomainError
from oseredok.base.core.text import number
from oseredok.base.jobs import lanes, progress

TITLE = gettext_lazy("Резервна копія")


@task(queue_name=lanes.LONG, takes_context=True)
def back_up(context: TaskContext, by: str, page: str) -> None:
    """Make a copy because a person pressed the button; `page` is where the result is shown."""
    actions.give_up_cut_off(now=timezone.now(), worker_is_free=True)
    _run(Asked.BUTTON, by=by, page=page, task_id=context.task_result.id)


@task(queue_name=lanes.LONG)
def look_after_copies() -> str:
    """Make a copy when it is due, bring the last one to a stick that was put in again, remove what a restore has replaced
    long ago; look again in five minutes.
    """
    now = timezone.now()
    try:
        is_due = queries.due(now=now)  # asked first: what a power cut has interrupted is made again without a pause
        actions.give_up_cut_off(now=now, worker_is_free=True)
        if is_due:
            try:
                _run(Asked.SCHEDULE)
            except DomainError as refusal:
                return refusal.message  # kept in the run, told by letter, tried again
            return "made"
        waiting = queries.not_placed()
        if waiting is not None:
            actions.spread(run=waiting)
            actions.rotate()
        former.forget_old(now=now)
        return ""
    finally:
        LOOKING.order_next(now=timezone.now())


LOOKING = Errand(task=look_after_copies, every=timedelta(minutes=5), title=gettext_lazy("Резервні копії за розкладом"))


@task(queue_name=lanes.LONG)
def keep_the_list() -> int:
    """Keep the list of who was erased and who left beside every copy, so that no restore brings them back."""
    now = timezone.now()
    try:
        return lasting.keep(now=now)
    finally:
        LISTING.order_next(now=now)


LISTING = Errand(
    task=keep_the_list,
    every=timedelta(hours=1),
    title=gettext_lazy("Кого стерли й хто звільнився: список поруч із копіями"),
)


def _run(asked: Asked, *, by: str = "", page: str = "", task_id: object = None) -> None:
    with progress.running(title=str(TITLE), of=100, task_id=task_id) as job:
        run = actions.back_up(asked=asked, by=by, now=timezone.now(), tell=_teller(job))
        size = number(run.size / 1024**2, 1)
        progress.finish(job, sentence=_("Копія готова й перевірена: {size} МБ.").format(size=size), result_url=page)


def _teller(job: progress.Progress) -> Callable[[str, float], None]:
    def tell(doing: str, part: float) -> None:
        progress.step(job, done=int(part * 100), sentence=doing)

    return tell
