from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "oseredok.management.closing"
    label = "closing"
    verbose_name = "Закриття"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit.registry import Audited, register
        from oseredok.base.jobs import registry as jobs
        from oseredok.management.closing import tasks
        from oseredok.management.closing.models import Closing

        jobs.register(tasks.export, title=tasks.TITLE)
        register(Audited(model=Closing, called=_("закриття"), place=lambda closing: closing.place_id))
