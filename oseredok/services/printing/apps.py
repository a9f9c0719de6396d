from django.apps import AppConfig


class PrintingConfig(AppConfig):
    name = "oseredok.services.printing"
    label = "printing"
    verbose_name = "Друк"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.base.backup import registry as backup
        from oseredok.base.core import errands
        from oseredok.services.printing import subjects, tasks
        from oseredok.services.printing.models import PrintSettings
        from oseredok.spine.journal import subjects as journal

        journal.register("printing", subjects.describe)
        errands.register(tasks.FOLLOWING)
        errands.register(tasks.FORGETTING)
        # A file lives a day and is not in copies, so neither is what is known of it.
        backup.register(backup.Room("printing", left_out=("printing_printfile",)))
        audit.register(
            audit.Audited(
                model=PrintSettings, called=_("налаштування друку"), place=lambda settings: settings.library_id
            )
        )
