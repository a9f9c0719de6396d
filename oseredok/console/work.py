"""The background worker: django-tasks' own loop on two lanes, with signs of life, and what a dead one left taken up."""

import contextlib
import hashlib
import logging
import math
import os
import signal
import socket
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oseredok.base.jobs.lanes import Lane

log = logging.getLogger("oseredok.worker")

TIDY_SECONDS = 6 * 60 * 60.0
KEEP_DAYS = 2
KEEP_FAILED_DAYS = 30
FINISH_SECONDS = 8.0
"""How long a long job may finish after the word to stop; less than the supervisor's patience."""
RESIDENT_SECONDS = 2.0
CALM_SECONDS = 45.0
PAUSE_SECONDS = 5.0


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
    """Run queued tasks until told to stop: the quick lane in this thread, the long one in another of the same process.

    A second process would cost a weak computer as much memory again; a thread costs next to none.
    """
    from oseredok.base.audit import context as audit
    from oseredok.base.core import errands
    from oseredok.base.jobs import residents
    from oseredok.base.jobs.lanes import LANES, LONG_LANE, QUICK_LANE

    audit.this_process_is(audit.WORKER)
    taken_up = sum(take_up_abandoned(worker_id() + lane.suffix) for lane in LANES)
    if taken_up:
        log.warning("Знову в черзі завдання, які перервала зупинка: %s", taken_up)
    # The errands that repeat (retried letters, the journal's tally, yesterday's readers) order their own next turn.
    errands.keep_all()
    quick, long = LaneRunner(QUICK_LANE), LaneRunner(LONG_LANE)
    threading.Thread(target=_keep_house, args=[[quick, long]], name="housekeeping", daemon=True).start()
    aside = threading.Thread(target=long.run_for_ever, name="long lane", daemon=True)
    aside.start()
    stopping = threading.Event()
    living = residents.start_all(stopping)
    _listen_to_signals(quick, long)
    code = 1
    try:
        quick.run()
        code = 0
    finally:
        long.stop()
        stopping.set()
        for one in living:
            one.join(timeout=RESIDENT_SECONDS)
        aside.join(timeout=FINISH_SECONDS)
        if aside.is_alive():
            # What a transaction has not finished is rolled back; the task goes on after the next start.
            log.warning("Довге завдання не встигло скінчитися: продовжимо після запуску", exc_info=bool(code))
            logging.shutdown()
            os._exit(code)


class LaneRunner:
    """The queue's own worker on one lane."""

    def __init__(self, lane: "Lane") -> None:
        from django_tasks_db.management.commands.db_worker import Worker

        self.lane = lane
        self._failed_at = -math.inf
        self.worker = Worker(
            queue_names=list(lane.queues),
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id() + lane.suffix,
            excluded_queue_names=list(lane.without),
        )

    @property
    def is_moving(self) -> bool:
        """Whether the lane has not broken lately; one that breaks again and again is as good as dead."""
        return time.monotonic() - self._failed_at > CALM_SECONDS

    def run(self) -> None:
        self.worker.run()

    def run_for_ever(self) -> None:
        """Run until `stop`; a lane that broke (the database was out) starts again, and the other one never notices."""
        from django.db import connection

        while self.worker.running:
            try:
                self.run()
            except Exception:
                self._failed_at = time.monotonic()
                log.exception("Обробник довгих завдань зупинився, запускаємо знову")
                take_up_abandoned_quietly(self.worker.worker_id)
                time.sleep(PAUSE_SECONDS)
            finally:
                connection.close()

    def stop(self) -> None:
        """Take no further task."""
        self.worker.running = False


def take_up_abandoned_quietly(name: str) -> None:
    """The same while the database may be out."""
    from django.db import DatabaseError

    with contextlib.suppress(DatabaseError):
        take_up_abandoned(name)


def _listen_to_signals(quick: LaneRunner, long: LaneRunner) -> None:
    """The first signal lets both lanes finish what they are at, the second ends at once: that is the queue's own way."""
    quick.worker.configure_signals()
    for name in ("SIGINT", "SIGTERM", "SIGQUIT"):
        if hasattr(signal, name):
            theirs = signal.getsignal(getattr(signal, name))

            def told(signum: int, frame: FrameType | None, theirs: Any = theirs) -> None:
                long.stop()
                theirs(signum, frame)

            signal.signal(getattr(signal, name), told)


def _keep_house(lanes: Sequence[LaneRunner]) -> None:
    """Leave signs of life, and now and then drop the results that nobody will read: errands repeat each minute."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from oseredok.base.jobs.actions import forget_old_jobs
    from oseredok.base.jobs.lanes import HEARTBEAT_SECONDS

    next_tidying = 0.0
    while True:
        for one in lanes:
            if one.is_moving:
                _leave_a_sign(one.lane.heartbeat)
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


def _leave_a_sign(heartbeat: Path) -> None:
    try:
        heartbeat.write_text(str(os.getpid()), encoding="ascii")
    except OSError:
        log.exception("Не вдалося залишити знак життя")
