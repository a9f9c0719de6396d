"""Background work of surveys: words whose term is over are erased."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.spine.surveys import moderation


@task()
def forget_texts() -> int:
    now = timezone.now()
    try:
        return moderation.forget_texts(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(task=forget_texts, every=timedelta(hours=6), title=_("Стерти давні відповіді своїми словами"))
