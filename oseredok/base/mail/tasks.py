"""Background work of the outbox.

`deliver_letter` is queued with each letter and sends it at once. Everything later (retries, letters that waited for
settings, what a crash left) is the minute's `sweep`, which queues its own next turn. The console's worker calls
`keep_sweeping()` once before its loop starts; `oseredok`'s own worker command does it, and so must any other way to
run `db_worker`. `manage.py sweep` does one turn by hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from oseredok.base.mail import actions

EVERY = timedelta(minutes=1)
KEEP_TURNS = timedelta(hours=1)


@task()
def deliver_letter(letter_id: int) -> str:
    """Send one letter now, unless somebody is at it already."""
    return str(actions.deliver(letter_id=letter_id, now=timezone.now()))


def sweep_once(*, now: datetime) -> int:
    """Take up what a crash left and try everything that is due; return how many letters were sent."""
    actions.take_up_stuck(now=now)
    return actions.deliver_due(now=now)


@task()
def sweep() -> int:
    """One turn, and the next one a minute later."""
    now = timezone.now()
    try:
        return sweep_once(now=now)
    finally:
        _turns().filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_TURNS).delete()
        keep_sweeping(after=now + EVERY)


def keep_sweeping(*, after: datetime | None = None) -> bool:
    """Queue the next turn unless one is queued already; return whether it was needed.

    However many workers start at once, the chains melt into one: a turn that sees another one waiting ends its own.
    """
    if _turns().filter(status=TaskResultStatus.READY).exists():
        return False
    (sweep.using(run_after=after) if after else sweep).enqueue()
    return True


def _turns() -> Any:
    return DBTaskResult.objects.filter(task_path=sweep.module_path)
