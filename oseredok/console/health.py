"""`oseredok check`: is the centre well? Each finding is a sentence with the cure."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from oseredok.console.prepare import refuse_a_newer_database, waiting_migrations
from oseredok.console.problems import ConsoleError, plain_words
from oseredok.console.work import HEARTBEAT_SECONDS, heartbeat_file

LOW_DISK = 1024**3
QUEUE_PATIENCE = timedelta(minutes=5)


class Level(Enum):
    WELL = "✓"
    ADVICE = "!"
    BAD = "✗"


@dataclass(frozen=True)
class Finding:
    level: Level
    sentence: str

    def __str__(self) -> str:
        return f"{self.level.value} {self.sentence}"


def findings() -> Iterator[Finding]:
    """Look at everything that stops a centre from working; what needs the database is skipped when it is out."""
    database = _database()
    yield database
    if database.level is Level.WELL:
        yield _queue()
    yield _worker()
    yield _mail()
    yield _disk()


def _database() -> Finding:
    from django.db import connection

    # Asking SQLite would make an empty file, which the next start would take for somebody's centre.
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return Finding(Level.BAD, "Бази даних ще немає: її створить перший запуск, oseredok serve.")
    try:
        with plain_words():
            refuse_a_newer_database()
            waiting = waiting_migrations()
    except ConsoleError as problem:
        return Finding(Level.BAD, str(problem))
    if waiting:
        return Finding(Level.BAD, f"Базі даних бракує змін: {waiting}. Виконайте: oseredok migrate.")
    return Finding(Level.WELL, "База даних відповідає, усі зміни внесено.")


def _queue() -> Finding:
    from django_tasks_db.models import DBTaskResult

    overdue = datetime.now(tz=UTC) - QUEUE_PATIENCE
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=overdue).count()
    if waiting:
        return Finding(Level.BAD, f"Завдання чекають понад 5 хвилин: {waiting}. Перевірте, чи працює обробник.")
    return Finding(Level.WELL, "Черга завдань рухається.")


def _worker() -> Finding:
    try:
        age = time.time() - heartbeat_file().stat().st_mtime
    except FileNotFoundError:
        return Finding(Level.BAD, "Обробник завдань ще не запускали: oseredok serve запускає і його.")
    if age > HEARTBEAT_SECONDS * 3:
        return Finding(Level.BAD, f"Обробник завдань мовчить {age / 60:.0f} хв: запустіть oseredok serve.")
    return Finding(Level.WELL, "Обробник завдань працює.")


def _mail() -> Finding:
    from django.conf import settings

    if not settings.EMAIL_CONFIGURED:
        return Finding(Level.ADVICE, "Пошту не налаштовано, листи чекають у черзі: задайте EMAIL_URL і EMAIL_FROM.")
    return Finding(Level.WELL, f"Пошта йде через {settings.EMAIL_HOST}.")


def _disk() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(Path(settings.DATA)).free
    text = f"{free / 1024**3:.1f} ГБ".replace(".", ",")
    if free < LOW_DISK:
        return Finding(Level.BAD, f"На диску лишилося {text}: звільніть місце, інакше записи не збережуться.")
    return Finding(Level.WELL, f"На диску вільно {text}.")
