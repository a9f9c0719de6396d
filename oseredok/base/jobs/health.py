"""Is the background worker alive, does the queue move, has anything failed?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level
from oseredok.base.jobs import queries

HEARTBEAT_SECONDS = 10.0
QUEUE_PATIENCE = timedelta(minutes=5)


def heartbeat_file() -> Path:
    """The file that the worker touches while it lives."""
    return Path(settings.DATA) / "worker.heartbeat"


def find_worker(now: datetime) -> Finding:
    try:
        age = now.timestamp() - heartbeat_file().stat().st_mtime
    except FileNotFoundError:
        return Finding(
            Level.BAD, _("Обробник завдань ще не запускали."), cure=_("Його запускає oseredok serve разом із сайтом.")
        )
    if age > HEARTBEAT_SECONDS * 3:
        sentence = _("Обробник завдань мовчить {number} хв: листи не йдуть, копії не робляться.")
        cure = _("Перезапустіть Осередок: oseredok serve.")
        return Finding(Level.BAD, sentence.format(number=max(1, round(age / 60))), cure=cure)
    return Finding(Level.WELL, _("Обробник завдань працює."))


def find_queue(now: datetime) -> Finding:
    waiting = queries.overdue_count(now=now, patience=QUEUE_PATIENCE)
    if waiting:
        sentence = _("Завдання чекають понад 5 хвилин: {number}.").format(number=waiting)
        return Finding(Level.BAD, sentence, cure=_("Перевірте, чи працює обробник."), url_name="office:jobs")
    return Finding(Level.WELL, _("Черга завдань рухається."))


def find_failed(now: datetime) -> Finding | None:
    failed = queries.failed_count(now=now)
    if not failed:
        return None
    sentence = _("Не вдалося виконати завдань: {number}.").format(number=failed)
    cure = _("Подивіться причину і повторіть: Кабінет → Фонові завдання.")
    return Finding(Level.ADVICE, sentence, cure=cure, url_name="office:jobs")


def register() -> None:
    health.register(health.Source("worker", 30, find_worker, needs_database=False))
    health.register(health.Source("queue", 40, find_queue))
    health.register(health.Source("failed", 50, find_failed))
