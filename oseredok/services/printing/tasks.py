"""Background work of printing: what became of jobs, and what a day has passed for."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.services.printing import actions


@task()
def follow_jobs() -> int:
    """Ask the queues about open jobs, so that pages are counted even when nobody looks at the page."""
    now = timezone.now()
    try:
        return actions.follow_jobs(now=now)
    finally:
        FOLLOWING.order_next(now=now)


@task()
def forget_files() -> int:
    """Delete files whose day is over."""
    now = timezone.now()
    try:
        return actions.forget_files(now=now)
    finally:
        FORGETTING.order_next(now=now)


FOLLOWING = Errand(task=follow_jobs, every=timedelta(minutes=1), title=_("Дізнатися, що надруковано"))
FORGETTING = Errand(task=forget_files, every=timedelta(minutes=15), title=_("Стерти файли на друк, яким минула доба"))
