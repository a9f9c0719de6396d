"""Background work: the terms of keeping, once a day."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.base.jobs import lanes
from oseredok.library.privacy import planned, retention


@task(queue_name=lanes.LONG)
def keep_terms() -> bool:
    """Run the terms unless today's run is done; looks each hour, so that a computer switched off at night does it too."""
    now = timezone.now()
    try:
        has_run = retention.run_if_due(now=now) is not None
        if has_run:
            planned.plan(now=now, anew=True)
        return has_run
    finally:
        KEEPING_TERMS.order_next(now=now)


KEEPING_TERMS = Errand(task=keep_terms, every=timedelta(hours=1), title=_("Строки зберігання персональних даних"))
