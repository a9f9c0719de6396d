"""What this computer says: database, disk, clock, how the site is served."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from oseredok.base.core import database, health
from oseredok.base.core.health import Finding, Level
from oseredok.base.core.text import number

GIGABYTE = 1024**3
LOW_DISK = GIGABYTE
CLOCK_PATIENCE = timedelta(minutes=2)
MADE_IN = 2026  # a computer whose battery is dead wakes up long before this code was written
LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def find_database(_now: datetime) -> Finding:
    """Is there a database, and is it this version's?"""
    file = database.sqlite_file()
    # Asking SQLite would make an empty file, which the next start would take for somebody's centre.
    if file is not None and not file.exists():
        return Finding(Level.BAD, _("Бази даних ще немає: її створить перший запуск, oseredok serve."))
    try:
        change = database.unknown_change()
        waiting = 0 if change else database.waiting_changes()
    except DatabaseError as error:
        return Finding(Level.BAD, database.explain(error))
    if change:
        return Finding(Level.BAD, database.newer_database(change))
    if waiting:
        sentence = _("Базі даних бракує змін: {number}.").format(number=waiting)
        return Finding(Level.BAD, sentence, cure=_("Виконайте: oseredok migrate."))
    return Finding(Level.WELL, _("База даних відповідає, усі зміни внесено."))


def find_disk(_now: datetime) -> Finding:
    """Is there room?"""
    free = shutil.disk_usage(Path(settings.DATA)).free
    text = _("{number} ГБ").format(number=number(free / GIGABYTE, 1))
    if free < LOW_DISK:
        sentence = _("На диску лишилося {size}.").format(size=text)
        return Finding(Level.BAD, sentence, cure=_("Звільніть місце, інакше записи не збережуться."))
    return Finding(Level.WELL, _("На диску вільно {size}.").format(size=text))


def find_clock(now: datetime) -> Finding:
    """Does the computer know what time it is? A diary with wrong days is worse than none."""
    cure = _("Увімкніть у системі «Встановлювати час автоматично» або поставте його вручну й перезапустіть Осередок.")
    if now.year < MADE_IN:
        sentence = _("Годинник комп’ютера показує {year} рік: записи потраплять не в той день.").format(year=now.year)
        return Finding(Level.BAD, sentence, cure=cure)
    if connection.vendor == "postgresql":
        before = datetime.now(tz=UTC)
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (theirs,) = cursor.fetchone()
        apart = abs(theirs - before)
        if apart > CLOCK_PATIENCE:
            sentence = _("Годинники комп’ютера й сервера бази даних розходяться на {number} хв.")
            return Finding(Level.BAD, sentence.format(number=round(apart.total_seconds() / 60)), cure=cure)
    return Finding(Level.WELL, _("Годинник іде правильно."))


def find_serving(_now: datetime) -> Finding | None:
    """Is the way from people to the site closed to strangers?"""
    if settings.DEBUG:
        sentence = _("Увімкнено режим розробника: сторонній побачить подробиці помилок.")
        return Finding(Level.BAD, sentence, cure=_("Приберіть OSEREDOK_DEBUG і перезапустіть."))
    if settings.HTTPS:
        return Finding(Level.WELL, _("Сайт працює через HTTPS: паролі йдуть зашифрованими."))
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        return None  # nobody but this computer
    sentence = _("Сайт відкритий іншим комп’ютерам без HTTPS: паролі й імена йдуть мережею незашифрованими.")
    return Finding(Level.ADVICE, sentence, cure=_("Поставте перед сайтом HTTPS і задайте OSEREDOK_HTTPS=1."))


def register() -> None:
    health.register(health.Source(health.DATABASE, 10, find_database, needs_database=False))
    health.register(health.Source("disk", 20, find_disk, needs_database=False))
    health.register(health.Source("clock", 80, find_clock))
    health.register(health.Source("serving", 90, find_serving, needs_database=False))
