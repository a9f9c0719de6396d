from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "oseredok.library.people"
    label = "people"
    verbose_name = "Люди"
