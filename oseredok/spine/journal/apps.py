from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "oseredok.spine.journal"
    label = "journal"
    verbose_name = "Щоденник"
