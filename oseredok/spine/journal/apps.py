from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "oseredok.spine.journal"
    label = "journal"
    verbose_name = "Щоденник"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.library.people import holders
        from oseredok.spine.journal import holding, tasks

        errands.register(tasks.SETTLING)
        holders.register(holding.HOLDER)
