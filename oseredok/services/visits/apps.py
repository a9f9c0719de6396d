from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "oseredok.services.visits"
    label = "visits"
    verbose_name = "Відвідування"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.services.visits import tasks

        errands.register(tasks.FORGETTING)
