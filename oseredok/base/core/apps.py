from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "oseredok.base.core"
    label = "core"
    verbose_name = "Основа"
