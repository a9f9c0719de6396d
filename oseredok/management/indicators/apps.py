from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "oseredok.management.indicators"
    label = "indicators"
    verbose_name = "Показники"
