from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "oseredok.base.backup"
    label = "backup"
    verbose_name = "Резервні копії"

    def ready(self) -> None:
        from datetime import UTC, datetime

        from oseredok.base.backup import choices, health, tasks  # noqa: F401 - `choices` declares the preferences
        from oseredok.base.core import errands
        from oseredok.base.jobs import registry as jobs
        from oseredok.base.mail import registry

        errands.register(tasks.LOOKING)
        errands.register(tasks.LISTING)
        health.register()
        jobs.register(tasks.back_up, title=tasks.TITLE)

        registry.register(
            "backup_failed",
            title="Копію не зроблено",
            sample={
                "at": datetime(2026, 10, 14, 0, 10, tzinfo=UTC),
                "reason": "На диску скінчилося місце. Звільніть його і спробуйте ще раз.",
                "last_good": datetime(2026, 10, 13, 0, 10, tzinfo=UTC),
            },
        )
