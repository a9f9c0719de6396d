"""Background work of accounts: failed sign-ins are not kept for ever."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.library.people.sign_in import attempts, sealing


@task()
def forget_failures() -> int:
    """Erase old failed sign-ins; return how many. Runs each hour: a computer may be off at night."""
    now = timezone.now()
    try:
        sealing.seal_what_is_open()  # of a centre that began before there was a seal
        return attempts.forget_old(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(task=forget_failures, every=timedelta(hours=1))


def keep_forgetting_failures() -> bool:
    """Start the hourly erasing unless it goes on already; return whether it was needed."""
    return FORGETTING.keep()
