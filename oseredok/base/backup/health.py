"""When was the last good copy, and is it where it should be?"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from oseredok.base.backup import queries
from oseredok.base.backup.models import Kind, Lies, Run, State
from oseredok.base.backup.schedule import in_words
from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level

PAGE = "office:backups"


def find_last_copy(now: datetime) -> Finding:
    good = queries.last_good()
    if good is None:
        sentence, level = _("Резервної копії ще немає."), Level.ADVICE
    elif queries.is_old(now=now):
        sentence, level = (
            _("Остання добра копія давня: {when}.").format(when=in_words(good.started_at, now=now)),
            Level.BAD,
        )
    else:
        return Finding(Level.WELL, last_copy_in_words(good, now=now), url_name=PAGE)
    return Finding(level, sentence, cure=_("Зробіть копію: Кабінет → Резервні копії."), url_name=PAGE)


def find_failed_copy(now: datetime) -> Finding | None:
    last = Run.objects.filter(kind=Kind.COPY).exclude(state=State.RUNNING).first()
    if last is None or last.state != State.FAILED:
        return None
    sentence = _("Копію не зроблено ({when}).").format(when=in_words(last.started_at, now=now))
    return Finding(Level.BAD, sentence, cure=last.reason, url_name=PAGE)


def find_absent_place(_now: datetime) -> Finding | None:
    """A stick that was taken out, a disk that is full."""
    run = queries.not_placed()
    if run is None:
        return None
    bad = next((one for one in run.placings.all() if one.state in (Lies.ABSENT, Lies.FAILED)), None)
    sentence = _("Остання копія є лише на цьому комп’ютері.")
    return Finding(
        Level.ADVICE, sentence, cure=bad.reason if bad else _("Система допише її за кілька хвилин."), url_name=PAGE
    )


def last_copy_in_words(run: Run, *, now: datetime) -> str:
    """Return «Остання добра копія: сьогодні о 03:10, на флешці /media/STICK; перевірено.»."""
    places = [one.place for one in run.placings.all() if one.state == Lies.THERE]
    when = in_words(run.started_at, now=now)
    where = ", ".join(places) or _("уже не на цьому комп’ютері")
    return _("Остання добра копія: {when}, {where}; перевірено.").format(when=when, where=where)


def register() -> None:
    health.register(health.Source("backup", 70, find_last_copy))
    health.register(health.Source("backup-failed", 71, find_failed_copy))
    health.register(health.Source("backup-place", 72, find_absent_place))
