from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "oseredok.library.places"
    label = "places"
    verbose_name = "Бібліотеки"

    def ready(self) -> None:
        from oseredok.library.places import audited

        audited.declare()
