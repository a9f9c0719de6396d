from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "oseredok.faces.desk"
    label = "desk"
    verbose_name = "Стійка"
