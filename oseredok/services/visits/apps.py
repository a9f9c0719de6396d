from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "oseredok.services.visits"
    label = "visits"
    verbose_name = "Відвідування"
