from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "oseredok.base.jobs"
    label = "jobs"
    verbose_name = "Фонові завдання"

    def ready(self) -> None:
        from oseredok.base.jobs import health

        health.register()
