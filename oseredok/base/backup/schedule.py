"""When a copy is due. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from oseredok.base.backup.choices import OFF, WEEKLY
from oseredok.base.core.clock import local, local_date, moment_at

RETRIES = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4))
"""After a failed try: how long until the next one. Later ones come with the last pause."""


def last_slot(*, now: datetime, schedule: str, hour: int, weekday: int) -> datetime | None:
    """Return the latest moment up to `now` for which a copy was planned; None when none are."""
    if schedule == OFF:
        return None
    day = local_date(now)
    if schedule == WEEKLY:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    slot = moment_at(day, time(hour))
    if slot > now:
        slot = moment_at(day - timedelta(days=7 if schedule == WEEKLY else 1), time(hour))
    return slot


def is_due(*, now: datetime, slot: datetime | None, last_good: datetime | None, failed_since: list[datetime]) -> bool:
    """Tell whether to make a copy now: the planned moment has passed without one (also while the power was off).

    `last_good` is when the last good copy was begun, `failed_since` when the tries after it ended, the newest last.
    """
    if slot is None or (last_good is not None and last_good >= slot):
        return False
    tries = [moment for moment in failed_since if moment >= slot]
    if not tries:
        return True
    return now >= tries[-1] + RETRIES[min(len(tries), len(RETRIES)) - 1]


def in_words(moment: datetime, *, now: datetime) -> str:
    """Return «сьогодні о 03:10», «учора о 03:10», «12 жовтня о 03:10»."""
    from django.utils.translation import gettext as _

    from oseredok.base.core.templatetags.text import date_words

    days = (local_date(now) - local_date(moment)).days
    day = {0: _("сьогодні"), 1: _("учора")}.get(days) or date_words(moment)
    return _("{day} о {at}").format(day=day, at=f"{local(moment):%H:%M}")
