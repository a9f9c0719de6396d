"""Is the background worker alive, do both lanes move, has anything failed?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level
from oseredok.base.core.text import counted
from oseredok.base.jobs import queries
from oseredok.base.jobs.lanes import HEARTBEAT_SECONDS, LONG, LONG_LANE, QUICK_LANE

QUEUE_PATIENCE = timedelta(minutes=5)


def heartbeat_file() -> Path:
    """The file that the worker touches while it lives."""
    return QUICK_LANE.heartbeat


def find_worker(now: datetime) -> Finding:
    age = QUICK_LANE.silent_for(now=now.timestamp())
    if age is None:
        return Finding(
            Level.BAD, _("Обробник завдань ще не запускали."), cure=_("Його запускає oseredok serve разом із сайтом.")
        )
    if age > HEARTBEAT_SECONDS * 3:
        sentence = _("Обробник завдань мовчить {number} хв: листи не йдуть, копії не робляться.")
        cure = _("Перезапустіть Осередок: oseredok serve.")
        return Finding(Level.BAD, sentence.format(number=max(1, round(age / 60))), cure=cure)
    return Finding(Level.WELL, _("Обробник завдань працює."))


def find_long_lane(now: datetime) -> Finding | None:
    """Tell of the lane of long jobs, while the worker itself lives: what it does, since when, who waits."""
    if QUICK_LANE.is_silent(now=now.timestamp()):
        return None
    if LONG_LANE.is_silent(now=now.timestamp()):
        sentence = _("Довгі завдання стоять: копії, перенесення, вивантаження не робляться.")
        return Finding(Level.BAD, sentence, cure=_("Перезапустіть Осередок: oseredok serve."))
    running = queries.running_in(LONG)
    if running is None:
        return Finding(Level.WELL, _("Для довгих завдань обробник вільний."))
    sentence = _("Довге завдання триває {minutes} хв: {title}.").format(
        minutes=queries.minutes_of(running, now=now), title=running.title
    )
    waiting = queries.waiting_in(LONG, now=now)
    if waiting:
        words = counted(waiting, _("завдання"), _("завдання"), _("завдань"))
        sentence = f"{sentence} {_('За ним чекає: {words}.').format(words=words)}"
    return Finding(Level.WELL, sentence, url_name="office:jobs")


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
    health.register(health.Source("worker_long", 35, find_long_lane))
    health.register(health.Source("queue", 40, find_queue))
    health.register(health.Source("failed", 50, find_failed))
