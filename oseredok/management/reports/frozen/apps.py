from django.apps import AppConfig


class FrozenConfig(AppConfig):
    name = "oseredok.management.reports.frozen"
    label = "frozen"
    verbose_name = "Заморожені числа"
