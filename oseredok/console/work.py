"""The background worker: django-tasks' own loop, with a heartbeat and with what a dead worker left taken up again."""

import hashlib
import logging
import os
import socket
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

log = logging.getLogger("oseredok.worker")

TIDY_SECONDS = 6 * 60 * 60.0
KEEP_DAYS = 2
KEEP_FAILED_DAYS = 30


def worker_id() -> str:
    """Return a name that stays the same for this machine and data folder, so that its own leftovers are known."""
    from django.conf import settings

    folder = hashlib.sha256(str(settings.DATA).encode()).hexdigest()[:12]
    return f"{socket.gethostname()[:40]}-{folder}"


def take_up_abandoned(name: str) -> int:
    """Queue again what this worker was doing when it died (a power cut, a kill); return how many.

    A task may so run twice: better a second letter than none.
    """
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    abandoned = [row.pk for row in DBTaskResult.objects.running() if row.worker_ids and row.worker_ids[-1] == name]
    return DBTaskResult.objects.filter(pk__in=abandoned).update(status=TaskResultStatus.READY)


def work() -> None:
    """Run queued tasks until told to stop."""
    from django_tasks_db.management.commands.db_worker import Worker

    from oseredok.base.audit import context as audit
    from oseredok.base.core import errands
    from oseredok.base.jobs.health import heartbeat_file

    audit.this_process_is(audit.WORKER)
    name = worker_id()
    taken_up = take_up_abandoned(name)
    if taken_up:
        log.warning("Знову в черзі завдання, які перервала зупинка: %s", taken_up)
    threading.Thread(target=_keep_house, args=[heartbeat_file()], name="housekeeping", daemon=True).start()
    # The errands that repeat (retried letters, the journal's tally, yesterday's readers) order their own next turn.
    errands.keep_all()
    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def _keep_house(heartbeat: Path) -> None:
    """Leave a sign of life, and now and then drop the results that nobody will read: errands repeat each minute."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from oseredok.base.jobs.actions import forget_old_jobs
    from oseredok.base.jobs.health import HEARTBEAT_SECONDS

    next_tidying = 0.0
    while True:
        try:
            heartbeat.write_text(str(os.getpid()), encoding="ascii")
        except OSError:
            log.exception("Не вдалося залишити знак життя")
        if time.monotonic() >= next_tidying:
            next_tidying = time.monotonic() + TIDY_SECONDS
            try:
                forget_old_jobs(now=datetime.now(tz=UTC))
                call_command(
                    "prune_db_task_results", min_age_days=KEEP_DAYS, failed_min_age_days=KEEP_FAILED_DAYS, verbosity=0
                )
            except DatabaseError:
                log.exception("Не вдалося прибрати старі результати завдань")
            connection.close()
        time.sleep(HEARTBEAT_SECONDS)
