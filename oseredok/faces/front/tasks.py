"""Background work of the site: what no text shows is not kept."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.errands import Errand
from oseredok.faces.front import unused_pictures


@task()
def sweep_pictures() -> int:
    now = timezone.now()
    try:
        return unused_pictures.sweep(now=now)
    finally:
        SWEEPING.order_next(now=now)


SWEEPING = Errand(task=sweep_pictures, every=timedelta(days=1), title=_("Прибрати зображення, яких немає на сайті"))
