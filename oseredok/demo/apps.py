from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "oseredok.demo"
    label = "demo"
    verbose_name = "Показова бібліотека"
