"""Background work: links of records asked at night, if the library wants it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import task

from oseredok.base.core import clock
from oseredok.base.core.errands import Errand
from oseredok.base.jobs import lanes
from oseredok.base.preferences.queries import value
from oseredok.collections.catalogue.links import checking
from oseredok.collections.catalogue.links.preferences import AT_NIGHT, CHECKS, PRIVATE
from oseredok.collections.catalogue.quality.models import Address

FIRST_HOUR, LAST_HOUR = 1, 5
LONGEST_TURN_SECONDS = 600.0
"""Other long work waits no longer than this."""


@task(queue_name=lanes.LONG)
def check_links() -> int:
    """Ask the addresses whose turn it is."""
    now = timezone.now()
    try:
        return nightly(now=now)
    finally:
        CHECKING.order_next(now=now)


def nightly(*, now: datetime) -> int:
    """Ask what is due of this night's share; return how many were asked. By day, and when it is off, none."""
    if not value(CHECKS) or not FIRST_HOUR <= clock.local(now).hour < LAST_HOUR:
        return 0
    evening = clock.day_bounds(clock.local_date(now))[0]
    done = Address.objects.filter(checked_at__gte=evening).count()
    left = value(AT_NIGHT) - done
    if left <= 0:
        return 0
    checking.gather()
    ends, count = time.monotonic() + LONGEST_TURN_SECONDS, 0
    for _one in checking.ask(checking.due(now=now, most=left), may_be_private=value(PRIVATE), now=now):
        count += 1
        if time.monotonic() > ends:
            break
    return count


CHECKING = Errand(
    task=check_links, every=timedelta(minutes=30), title=gettext_lazy("Перевірити посилання із записів каталогу")
)
