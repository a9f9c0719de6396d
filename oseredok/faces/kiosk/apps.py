from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "oseredok.faces.kiosk"
    label = "kiosk"
    verbose_name = "Планшет біля виходу, комп’ютери зали"
