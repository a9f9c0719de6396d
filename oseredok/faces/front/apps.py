from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "oseredok.faces.front"
    label = "front"
    verbose_name = "Сайт"
