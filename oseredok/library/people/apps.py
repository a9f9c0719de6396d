from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "oseredok.library.people"
    label = "people"
    verbose_name = "Люди"

    def ready(self) -> None:
        from oseredok.base.mail import registry
        from oseredok.library.people import account_preferences as account_preferences  # declares what may be set
        from oseredok.library.people import health, holders, nav, own_data
        from oseredok.library.people.access import DESK

        health.register()
        holders.register(own_data.HOLDER)
        nav.register(nav.NavItem(url_name="people:readers", label=_("Читачі"), order=30, roles=DESK))

        registry.register(
            "password_reset",
            title="Новий пароль",
            sample={"url": "https://library.example/account/", "username": "o.tkachenko", "minutes": 60},
            secret=True,
        )
        registry.register(
            "second_step_reset",
            title="Другий крок входу знято",
            sample={"username": "o.tkachenko", "who": "Щербак Юрій"},
        )
