"""Background work of the journal.

`settle_journal` queues its own next turn; the worker calls `keep_settling()` once before its loop. Without a worker
every number is exact all the same: the tally only keeps reading fast.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oseredok.spine.journal import tally

EVERY = timedelta(minutes=1)
KEEP_TURNS = timedelta(hours=1)


@task()
def settle_journal() -> int:
    """Add untallied entries to the tally, and do it again a minute later; return how many were added."""
    now = timezone.now()
    try:
        return tally.settle()
    finally:
        turns = DBTaskResult.objects.filter(task_path=settle_journal.module_path)
        turns.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_TURNS).delete()
        keep_settling(after=now + EVERY)


def keep_settling(*, after: datetime | None = None) -> bool:
    """Queue the next turn unless one is queued already; return whether it was needed."""
    queued = DBTaskResult.objects.filter(task_path=settle_journal.module_path, status=TaskResultStatus.READY)
    if queued.exists():
        return False
    (settle_journal.using(run_after=after) if after else settle_journal).enqueue()
    return True
