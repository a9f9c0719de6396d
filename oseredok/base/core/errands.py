"""Tasks that repeat: each turn queues the next one, so nothing but the worker is needed to keep them going.

Each room registers its errands in `AppConfig.ready()`; the worker starts them all with `keep_all()`.

    FORGETTING = Errand(task=forget_readers, every=timedelta(hours=1), title=_("Забути, хто приходив"))
    errands.register(tasks.FORGETTING)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

KEEP_TURNS = timedelta(hours=1)


@dataclass(frozen=True)
class Errand:
    """A repeated task: `task` is what `@task()` made, `every` the pause between turns, `title` its name for people.

    The task itself ends with `order_next`, in a `finally`: a turn that failed must not be the last one.
    """

    task: Any
    every: timedelta
    title: str | Promise = ""

    def keep(self, *, after: datetime | None = None) -> bool:
        """Queue the next turn unless one is queued already; return whether it was needed.

        However many workers start at once, the chains melt into one: a turn that sees another one waiting ends its own.
        """
        if self._turns().filter(status=TaskResultStatus.READY).exists():
            return False
        (self.task.using(run_after=after) if after else self.task).enqueue()
        return True

    def order_next(self, *, now: datetime) -> None:
        """Forget old turns that went well, and queue the next one after the pause."""
        self._turns().filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_TURNS).delete()
        self.keep(after=now + self.every)

    def _turns(self) -> Any:
        return DBTaskResult.objects.filter(task_path=self.task.module_path)


_errands: dict[str, Errand] = {}


def register(errand: Errand) -> None:
    """Make an errand known to the worker. Registering the same task again replaces the former."""
    _errands[errand.task.module_path] = errand


def keep_all() -> int:
    """Start every registered errand that does not go on already; return how many were started."""
    return sum(errand.keep() for errand in _errands.values())


def paths() -> list[str]:
    """Return the paths of all errands' tasks."""
    return list(_errands)


def by_path(path: str) -> Errand | None:
    """Return the errand whose task has this path."""
    return _errands.get(path)
