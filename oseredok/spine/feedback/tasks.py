"""Background work: letters that ask a second time."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.spine.feedback import follow_ups


@task()
def ask_again() -> int:
    """Send the letters whose day has come; return how many."""
    now = timezone.now()
    try:
        return follow_ups.send_due(now=now)
    finally:
        ASKING_AGAIN.order_next(now=now)


ASKING_AGAIN = Errand(task=ask_again, every=timedelta(hours=1), title=_("Спитати вдруге, що стало краще"))
