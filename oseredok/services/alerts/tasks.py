"""Background work: letters of the morning, and what no owner has confirmed."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.services.alerts import actions, telling


@task()
def tell_news() -> int:
    """Write to whose day has come, and forget what was not confirmed in time."""
    now = timezone.now()
    try:
        actions.forget(actions.unconfirmed(now), now=now)
        return telling.tell_due(now=now)
    finally:
        TELLING.order_next(now=now)


TELLING = Errand(task=tell_news, every=timedelta(minutes=20), title=_("Написати про нове за збереженими пошуками"))
