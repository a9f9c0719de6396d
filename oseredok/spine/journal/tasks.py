"""Background work of the journal.

`settle_journal` queues its own next turn; the worker starts it before its loop. Without a worker
every number is exact all the same: the tallies only keep reading fast.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.spine.journal import tally


@task()
def settle_journal() -> int:
    """Add untallied entries to the tally, and do it again a minute later; return how many were added."""
    now = timezone.now()
    try:
        return tally.settle()
    finally:
        SETTLING.order_next(now=now)


SETTLING = Errand(task=settle_journal, every=timedelta(minutes=1), title=_("Підрахувати записи щоденника"))


def keep_settling() -> bool:
    """Start the minute's settling unless it goes on already; return whether it was needed."""
    return SETTLING.keep()
