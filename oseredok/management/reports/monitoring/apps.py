from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "oseredok.management.reports.monitoring"
    label = "monitoring"
    verbose_name = "Моніторинг"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit.registry import Audited, register
        from oseredok.base.jobs import registry as jobs
        from oseredok.management.reports.monitoring import preferences as preferences  # declares what may be set
        from oseredok.management.reports.monitoring import tasks
        from oseredok.management.reports.monitoring.models import Decision, Monitoring, Note

        jobs.register(tasks.make_files, title=tasks.TITLE)

        def place(monitoring: Monitoring) -> int | None:
            return int(monitoring.scope) if monitoring.scope.isdigit() else None

        register(Audited(model=Monitoring, called=_("моніторинг"), place=place, exclude=("public_id", "job", "scope")))
        register(
            Audited(
                model=Note,
                called=_("речення моніторингу"),
                name=lambda note: f"{note.monitoring.title}: {note.code}",
                place=lambda note: place(note.monitoring),
                exclude=("original", "order", "stale"),
            )
        )
        register(
            Audited(
                model=Decision,
                called=_("рішення моніторингу"),
                place=lambda decision: place(decision.monitoring),
                exclude=("order",),
            )
        )
