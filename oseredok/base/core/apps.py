from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "oseredok.base.core"
    label = "core"
    verbose_name = "Основа"

    def ready(self) -> None:
        from oseredok.base.core import checks, machine_health, sorting

        checks.register()
        sorting.register()
        machine_health.register()
