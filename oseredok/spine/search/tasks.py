"""Background work of the search: the index follows the outbox many times a minute, what is old is forgotten once a day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.clock import local_date
from oseredok.base.core.errands import Errand
from oseredok.base.jobs.residents import Resident
from oseredok.spine.search import indexer, misses

RESIDENT = Resident("search", turn=indexer.turn, pause_seconds=0.25)


@task()
def forget_old() -> int:
    now = timezone.now()
    try:
        return indexer.forget_applied() + misses.forget_old(on=local_date(now))
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(task=forget_old, every=timedelta(days=1), title=_("Забути давні пошуки й враховані зміни"))
