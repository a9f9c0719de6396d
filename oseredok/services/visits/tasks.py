"""Background work of visits: who came yesterday is nobody's business today."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.services.visits import actions


@task()
def forget_readers() -> int:
    """Cut the ties of past days; return how many. Runs each hour, so that a computer switched off at night does it too."""
    now = timezone.now()
    try:
        return actions.forget_readers(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(task=forget_readers, every=timedelta(hours=1), title=_("Забути, хто приходив у минулі дні"))


def keep_forgetting() -> bool:
    """Start the hourly forgetting unless it goes on already; return whether it was needed."""
    return FORGETTING.keep()
