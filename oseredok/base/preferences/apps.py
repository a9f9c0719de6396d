from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    name = "oseredok.base.preferences"
    label = "preferences"
    verbose_name = "Налаштування"
