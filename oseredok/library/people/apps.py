from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "oseredok.library.people"
    label = "people"
    verbose_name = "Люди"

    def ready(self) -> None:
        from oseredok.base.mail import registry

        registry.register(
            "password_reset",
            title="Новий пароль",
            sample={"url": "https://library.example/account/", "username": "o.tkachenko", "minutes": 60},
        )
