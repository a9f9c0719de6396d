from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "oseredok.base.audit"
    label = "audit"
    verbose_name = "Журнал змін"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry, tasks
        from oseredok.base.core import errands
        from oseredok.base.preferences.models import Preference
        from oseredok.base.preferences.queries import question_of

        registry.register(
            registry.Audited(
                model=Preference,
                called=_("налаштування"),
                name=lambda row: question_of(row.code),
                exclude=("code",),  # the question says it in words
                absent_by_default=True,
            )
        )
        errands.register(tasks.PRUNING)
