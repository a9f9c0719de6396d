from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "oseredok.spine.journal"
    label = "journal"
    verbose_name = "Щоденник"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.spine.journal import tasks

        errands.register(tasks.SETTLING)
