"""Background work of Wi-Fi: counts codes that are over, forgets devices that have gone."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.services.wifi import counting


@task()
def count_codes() -> int:
    """Write what is over into the journal; return how many codes. A power cut only puts it off."""
    now = timezone.now()
    try:
        counting.forget_devices(now=now)
        return counting.settle_due(now=now)
    finally:
        COUNTING.order_next(now=now)


COUNTING = Errand(task=count_codes, every=timedelta(minutes=10), title=_("Порахувати коди Wi-Fi, час яких скінчився"))
