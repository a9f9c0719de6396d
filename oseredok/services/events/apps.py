from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "oseredok.services.events"
    label = "events"
    verbose_name = "Події"
