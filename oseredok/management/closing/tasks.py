"""The export of a closing, in the worker."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.core.text import number
from oseredok.base.jobs import progress
from oseredok.management.closing import actions
from oseredok.management.closing.models import Closing

TITLE = gettext_lazy("Вивантаження для закриття")


@task(takes_context=True)
def export(context: TaskContext, closing_id: int, page: str) -> None:
    """Make the export that a person asked for; `page` is where the result is shown."""
    with progress.running(title=str(TITLE), of=100, task_id=context.task_result.id) as job:
        closing = actions.make_export(
            closing=Closing.objects.get(pk=closing_id),
            now=timezone.now(),
            tell=lambda doing, part: progress.step(job, done=int(part * 100), sentence=doing),
        )
        told = _("Вивантажено {rows} рядків.").format(rows=number(closing.export_rows))
        progress.finish(job, sentence=told, result_url=page)
