"""Background work of the register: those who lead are told what to read anew."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.library.documents import actions


@task()
def remind_of_reviews() -> int:
    now = timezone.now()
    try:
        return actions.remind_of_reviews(now=now)
    finally:
        REMINDING.order_next(now=now)


REMINDING = Errand(task=remind_of_reviews, every=timedelta(days=1), title=_("Нагадати, які документи переглянути"))
