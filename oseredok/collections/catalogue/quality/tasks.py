"""Background work: the checks of the whole catalogue."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import number
from oseredok.base.jobs import lanes, progress
from oseredok.collections.catalogue.quality import counting
from oseredok.collections.catalogue.quality.models import Count

TITLE = gettext_lazy("Перевірити якість каталогу")


@task(queue_name=lanes.LONG, takes_context=True)
def count_flaws(context: TaskContext, count_id: int) -> None:
    """Make every check. After a kill it begins anew; a counting that somebody stopped leaves the former one shown."""
    count = Count.objects.filter(pk=count_id, done_at__isnull=True).first()
    if count is None:
        return
    with progress.running(title=str(TITLE), task_id=context.task_result.id) as job:
        for done, of, question in counting.run(count, today=local_date(timezone.now())):
            words = question or _("Переглянуто записів: {done}.").format(done=number(done))
            progress.step(job, done=done, of=of, sentence=words)
        counting.finish(count, now=timezone.now())
        sentence = _("Перевірено записів: {records}.").format(records=number(count.records))
        progress.finish(job, sentence=sentence, result_url=reverse("catalogue_quality:report"))
