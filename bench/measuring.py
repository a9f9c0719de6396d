"""What the benches of people share: a place of their own, a database, and how long a piece of work takes."""

from __future__ import annotations

import logging
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@contextmanager
def own_place(*, database: str, folder: str) -> Iterator[Path]:
    """Set the product up in a data folder of its own: `folder`, which stays, or a temporary one."""
    place = Path(folder or tempfile.mkdtemp(prefix="oseredok-bench-"))
    place.mkdir(parents=True, exist_ok=True)
    os.environ["OSEREDOK_DATA"] = str(place)
    os.environ["DATABASE_URL"] = database or f"sqlite:///{place}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "oseredok.settings"
    try:
        import django

        django.setup()
        logging.getLogger("django.request").setLevel(logging.ERROR)  # a form sent back is no news
        yield place
    finally:
        if not folder:
            shutil.rmtree(place, ignore_errors=True)


def is_filled() -> bool:
    """Whether an earlier run has left its readers in the database."""
    from django.db import connection

    from oseredok.library.people.models import Reader

    return Reader._meta.db_table in connection.introspection.table_names() and Reader.objects.exists()


def prepare() -> None:
    """Bring the database and the static files to this version; a PostgreSQL database is emptied first."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql" and not is_filled():
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def machine() -> str:
    """Return on what it is measured."""
    from django.db import connection

    return f"{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


@dataclass(frozen=True)
class Taken:
    """How long a piece of work took, in ms: by the clock and by this process's processor time (on a busy machine the
    clock also tells of others). A PostgreSQL server's own time is in the first only.
    """

    wall: float
    worst: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:8.1f} ({self.worst:6.1f}) {self.processor:8.1f}"


HEAD = "ms: median (worst), processor"


def measured(work: Callable[[], Any], times: int) -> Taken:
    """Do the work once to warm up, then `times` times."""
    work()
    walls, processors = [], []
    for _turn in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - processor) * 1000)
    return Taken(statistics.median(walls), max(walls), statistics.median(processors))


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how many seconds a long work took."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"  {what:52} {wall:7.1f} s, processor {processor:7.1f} s", flush=True)
