"""Background work of accounts: failed sign-ins are not kept for ever."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.library.people.sign_in import attempts


@task()
def forget_failures() -> int:
    """Erase old failed sign-ins; return how many. Runs each hour: a computer may be off at night."""
    now = timezone.now()
    try:
        return attempts.forget_old(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(task=forget_failures, every=timedelta(hours=1))


def keep_forgetting_failures() -> bool:
    """Start the hourly erasing unless it goes on already; return whether it was needed."""
    return FORGETTING.keep()
