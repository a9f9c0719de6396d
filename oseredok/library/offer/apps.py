from django.apps import AppConfig


class OfferConfig(AppConfig):
    name = "oseredok.library.offer"
    label = "offer"
    verbose_name = "Послуги"

    def ready(self) -> None:
        from oseredok.base.backup.registry import Room, register
        from oseredok.library.offer.actions import load_catalogue

        register(Room("offer", after_upgrade=load_catalogue))
