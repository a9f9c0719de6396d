"""Background work of the log of changes: what is too old is erased each day."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.audit import actions
from oseredok.base.core.errands import Errand


@task()
def prune_audit() -> int:
    now = timezone.now()
    try:
        return actions.prune(now=now)
    finally:
        PRUNING.order_next(now=now)


PRUNING = Errand(task=prune_audit, every=timedelta(days=1), title=_("Стерти старі записи журналу змін"))
