from datetime import UTC, datetime

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "oseredok.base.mail"
    label = "mail"
    verbose_name = "Листи"

    def ready(self) -> None:
        from oseredok.base.mail import registry

        registry.register(
            "test_letter", title="Пробний лист", sample={"asked_at": datetime(2026, 10, 14, 11, 31, tzinfo=UTC)}
        )
