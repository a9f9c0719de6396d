from django.apps import AppConfig


class CabinetConfig(AppConfig):
    name = "oseredok.faces.cabinet"
    label = "cabinet"
    verbose_name = "Сторінка читача"
