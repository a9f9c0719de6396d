from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "oseredok.base.papers"
    label = "papers"
    verbose_name = "Папери"
