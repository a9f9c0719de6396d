from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "oseredok.management.reports"
    label = "reports"
    verbose_name = "Звіти"
