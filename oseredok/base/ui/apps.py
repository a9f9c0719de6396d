from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "oseredok.base.ui"
    label = "ui"
    verbose_name = "Вигляд"
