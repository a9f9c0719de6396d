"""Long work of a closing, in the worker: the export, the sealed file, the erasing; and what is swept up after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.core.errands import Errand
from oseredok.base.core.text import counted, number
from oseredok.base.jobs import lanes, progress
from oseredok.library.people.models import Account
from oseredok.management.closing import actions, data_actions, end_actions
from oseredok.management.closing import export as exporting
from oseredok.management.closing.models import Closing

TITLE = gettext_lazy("Вивантаження для закриття")
SEALING = gettext_lazy("Запечатування даних читачів")
ERASING = gettext_lazy("Стирання даних читачів")


def _teller(job: progress.Progress) -> Callable[[str, float], None]:
    return lambda doing, part: progress.step(job, done=int(part * 100), sentence=doing)


@task(queue_name=lanes.LONG, takes_context=True)
def export(context: TaskContext, closing_id: int, page: str) -> None:
    """Make the export that a person asked for; `page` is where the result is shown."""
    with progress.running(title=str(TITLE), of=100, task_id=context.task_result.id) as job:
        closing = actions.make_export(closing=Closing.objects.get(pk=closing_id), now=timezone.now(), tell=_teller(job))
        told = _("Вивантажено {rows} рядків.").format(rows=number(closing.export_rows))
        progress.finish(job, sentence=told, result_url=page)


@task(queue_name=lanes.LONG, takes_context=True)
def seal(context: TaskContext, closing_id: int, page: str) -> None:
    """Write the sealed file of readers' data. The passphrase is not known here."""
    with progress.running(title=str(SEALING), of=100, task_id=context.task_result.id) as job:
        decision = data_actions.make_sealed(
            closing=Closing.objects.get(pk=closing_id), now=timezone.now(), tell=_teller(job)
        )
        told = counted(decision.sealed_readers, _("читача"), _("читачів"), _("читачів"))
        progress.finish(job, sentence=_("Запечатано дані {readers}.").format(readers=told), result_url=page)


@task(queue_name=lanes.LONG, takes_context=True)
def erase(context: TaskContext, closing_id: int, page: str, by_id: int) -> None:
    """Erase readers' data by the decision. What was interrupted goes on when it is ordered again."""
    with progress.running(title=str(ERASING), of=100, task_id=context.task_result.id) as job:
        decision = data_actions.erase(
            closing=Closing.objects.get(pk=closing_id),
            by=Account.objects.get(pk=by_id),
            now=timezone.now(),
            tell=_teller(job),
        )
        told = counted(decision.erased, _("читача"), _("читачів"), _("читачів"))
        progress.finish(job, sentence=_("Стерто дані {readers}.").format(readers=told), result_url=page)


@task()
def tidy() -> int:
    """Delete what an interrupted export left, and forget who was moved when there is no way back."""
    now = timezone.now()
    try:
        return exporting.sweep(now=now) + end_actions.forget_moves(now=now)
    finally:
        TIDYING.order_next(now=now)


TIDYING = Errand(task=tidy, every=timedelta(hours=1), title=gettext_lazy("Прибрати після закриття бібліотек"))
