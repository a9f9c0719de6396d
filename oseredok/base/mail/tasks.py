"""Background work of the outbox.

`deliver_letter` is queued with each letter and sends it at once. Everything later (retries, letters that waited for
settings, what a crash left) is the minute's `sweep`, which queues its own next turn. The console's worker starts
it before its loop (`errands.keep_all()`), and so must any other way to run `db_worker`. `manage.py sweep` does one turn by hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.base.mail import actions


@task()
def deliver_letter(letter_id: int) -> str:
    """Send one letter now, unless somebody is at it already."""
    return str(actions.deliver(letter_id=letter_id, now=timezone.now()))


def sweep_once(*, now: datetime) -> int:
    """Take up what a crash left and try everything that is due; return how many letters were sent."""
    actions.take_up_stuck(now=now)
    return actions.deliver_due(now=now)


@task()
def sweep() -> int:
    """One turn, and the next one a minute later."""
    now = timezone.now()
    try:
        return sweep_once(now=now)
    finally:
        SWEEPING.order_next(now=now)


SWEEPING = Errand(task=sweep, every=timedelta(minutes=1), title=_("Надіслати листи, що чекають"))


def keep_sweeping() -> bool:
    """Start the minute's sweep unless it goes on already; return whether it was needed."""
    return SWEEPING.keep()
