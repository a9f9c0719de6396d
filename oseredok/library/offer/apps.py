from django.apps import AppConfig


class OfferConfig(AppConfig):
    name = "oseredok.library.offer"
    label = "offer"
    verbose_name = "Послуги"
