"""Verbs of copies: make one and put it everywhere, try again what did not arrive, remove by rule."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.backup import choices, lasting, password, queries, registry, rotation, targets
from oseredok.base.backup.make import make_copy
from oseredok.base.backup.models import Asked, Kind, Lies, Placing, Run, State, Target
from oseredok.base.backup.problems import BackupError
from oseredok.base.core.errors import Conflict
from oseredok.base.mail import actions as mail
from oseredok.base.preferences import queries as preferences

log = logging.getLogger("oseredok.backup")
Tell = Callable[[str, float], None]
LONGEST = timedelta(hours=6)
"""A copy that has not ended after so long was cut off by a power cut."""


def back_up(
    *, asked: Asked, by: str = "", now: datetime, tell: Tell = lambda doing, part: None, file: Path | None = None
) -> Run:
    """Make a copy, put it at every place, remove what the rule no longer keeps; return the finished run.

    `file`: make it there and nowhere else. A failure is a row with its reason, a letter, and the raised refusal.

    Raises:
        BackupError: no copy was made. Conflict (`backup-runs`): one is being made already.
    """
    run = _begin(asked=asked, by=by, now=now)
    path = file or targets.own().path / targets.name_of(now)
    try:
        made = make_copy(path=path, password=password.kept(), now=now, tell=tell)
    except BaseException as error:
        _fail(run, error)
        raise
    run.state, run.finished_at, run.name = State.GOOD, timezone.now(), path.name
    run.size, run.sha256, run.sealed = made.size, made.sha256, bool(password.kept())
    run.rows, run.files = made.manifest.rows, made.manifest.files
    run.reason = _about_deleted(len(made.manifest.vanished))
    run.save()
    if file is not None:
        _place(run, targets.Folder(Target.FOLDER, path.parent), Lies.THERE)
    else:
        _place(run, targets.own(), Lies.THERE)
        spread(run=run, tell=tell)
        rotate()
    _keep_the_list()
    return run


def _keep_the_list() -> None:
    """Say that all decisions up to now are in the list: the copy is good without it."""
    try:
        lasting.keep(now=timezone.now())
    except OSError as error:
        log.warning("Список стертих не записано: %s", error)


def spread(*, run: Run, tell: Tell = lambda doing, part: None) -> None:
    """Put a finished copy where it does not lie yet. A place that is out of reach is a row, not a failure."""
    source = targets.own().path / run.name
    there = set(run.placings.filter(state=Lies.THERE).values_list("target", flat=True))
    for place in targets.others():
        if place.target in there or not source.is_file():
            continue
        tell(_("Записуємо: {where}").format(where=place.words)[:200], 0.99)
        try:
            place.put(source, sha256=run.sha256)
        except targets.Absent as error:
            _place(run, place, Lies.ABSENT, error.message)
        except BackupError as error:
            log.warning("Копію не записано (%s): %s", place.target, error)
            _place(run, place, Lies.FAILED, error.message)
        else:
            _place(run, place, Lies.THERE)


def rotate() -> int:
    """Remove copies that the rule no longer keeps, place by place; return how many. Files of others are not touched."""
    rule = {
        "daily": preferences.value(choices.KEEP_DAILY),
        "weekly": preferences.value(choices.KEEP_WEEKLY),
        "monthly": preferences.value(choices.KEEP_MONTHLY),
    }
    removed = 0
    for place in targets.places():
        try:
            named = {moment: name for name in place.names() if (moment := targets.moment_of(name))}
            for moment in set(named) - rotation.to_keep(named, **rule):
                place.remove(named[moment])
                Placing.objects.filter(run__name=named[moment], target=place.target).update(state=Lies.REMOVED)
                removed += 1
        except (BackupError, OSError) as error:
            log.warning("Старі копії не прибрано (%s): %s", place.target, error)
    return removed


def give_up_cut_off(*, now: datetime, worker_is_free: bool = False) -> int:
    """Say of copies that a power cut has interrupted that they failed; return how many.

    `worker_is_free`: the caller is the worker itself, which does one thing at a time, so its former copy runs no more.
    """
    cut_off = Q(started_at__lt=now - LONGEST)
    if worker_is_free:
        cut_off |= Q(asked__in=(Asked.BUTTON, Asked.SCHEDULE))
    count = 0
    for run in Run.objects.filter(cut_off, state=State.RUNNING):
        run.state, run.finished_at = State.FAILED, now
        run.reason = _("Роботу перервано: вимкнули світло або комп’ютер.")
        run.save()
        count += 1
    return count


def _begin(*, asked: Asked, by: str, now: datetime) -> Run:
    give_up_cut_off(now=now)
    if Run.objects.filter(state=State.RUNNING).exists():
        raise Conflict(_("Копія вже робиться. Зачекайте, доки вона буде готова."), code="backup-runs")
    return Run.objects.create(kind=Kind.COPY, asked=asked, asked_by=by[:120], started_at=now)


def _about_deleted(count: int) -> str:
    """Say how many files went while the copy was made: their names may be names of people and stay in the copy."""
    if not count:
        return ""
    return _("Поки копія робилася, хтось видалив файли: {count}. У копії їх немає.").format(count=count)


def _fail(run: Run, error: BaseException) -> None:
    reason = (
        error.message if isinstance(error, BackupError) else _("Сталася помилка програми. Подробиці в журналі сервера.")
    )
    if isinstance(error, (KeyboardInterrupt, Conflict)):
        reason = _("Роботу зупинила людина.")
    run.state, run.finished_at, run.reason = State.FAILED, timezone.now(), reason[:500]
    run.save()
    if run.asked == Asked.SCHEDULE:
        _write_to_those_who_answer(run)


def _write_to_those_who_answer(run: Run) -> None:
    """One letter a day: a disk that is full all night is one piece of news."""
    good = queries.last_good()
    context = {"at": run.started_at, "reason": run.reason, "last_good": good.started_at if good else None}
    for address in registry.addressees():
        key = f"backup-failed:{run.started_at:%Y-%m-%d}:{address}"
        mail.queue_letter(template="backup_failed", to=address, context=context, key=key[:200], now=run.started_at)


def _place(run: Run, place: targets.Place, state: Lies, reason: str = "") -> None:
    now = timezone.now()
    Placing.objects.update_or_create(
        run=run,
        target=place.target,
        defaults={
            "place": place.words[:300],
            "state": state,
            "at": now,
            "checked_at": now if state == Lies.THERE else None,
            "reason": reason[:500],
        },
    )
