"""Background work of merging: values kept for the undoing are erased when its time is over."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.library.people.merging import merge as merging


@task()
def forget_merged_values() -> int:
    """Erase what can no longer be undone; return how many merges."""
    now = timezone.now()
    try:
        return merging.forget_values(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(
    task=forget_merged_values, every=timedelta(hours=12), title=_("Стерти давні значення об’єднаних записів")
)
