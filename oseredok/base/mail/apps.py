from datetime import UTC, datetime

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "oseredok.base.mail"
    label = "mail"
    verbose_name = "Листи"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.core import errands
        from oseredok.base.jobs import registry as jobs
        from oseredok.base.mail import health, registry, tasks

        errands.register(tasks.SWEEPING)
        health.register()
        jobs.register(tasks.deliver_letter, title=_("Надіслати лист"))

        registry.register(
            "test_letter", title="Пробний лист", sample={"asked_at": datetime(2026, 10, 14, 11, 31, tzinfo=UTC)}
        )
