from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "oseredok.library.privacy"
    label = "privacy"
    verbose_name = "Персональні дані"

    def ready(self) -> None:
        from oseredok.library.people import holders, looks
        from oseredok.library.privacy import actions, holding, preferences  # noqa: F401 - preferences register themselves

        holders.register(holding.HOLDER)
        holders.register(holding.LETTERS)
        looks.register(actions.note_look)
