from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "oseredok.faces.office"
    label = "office"
    verbose_name = "Кабінет"
