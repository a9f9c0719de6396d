"""Background work of indicators: once a day those who lead learn which targets are in danger."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.management.indicators import letters


@task()
def warn_leaders() -> int:
    now = timezone.now()
    try:
        return letters.warn_leaders(now=now)
    finally:
        WARNING.order_next(now=now)


WARNING = Errand(task=warn_leaders, every=timedelta(days=1), title=_("Попередити про цілі під загрозою"))
