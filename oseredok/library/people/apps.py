from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "oseredok.library.people"
    label = "people"
    verbose_name = "Люди"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.base.mail import registry
        from oseredok.library.people import account_preferences as account_preferences  # declares what may be set
        from oseredok.library.people import (
            applications,
            audited,
            card_room,
            health,
            holders,
            name_index,
            nav,
            own_data,
            reader_sign_in_holder,
        )
        from oseredok.library.people import reader_preferences as reader_preferences  # declares what may be set
        from oseredok.library.people import registry_preferences as registry_preferences  # declares what may be set
        from oseredok.library.people.access import DESK

        audited.declare()
        errands.register(applications.FORGETTING)
        health.register()
        card_room.register()
        holders.register(own_data.HOLDER)
        holders.register(name_index.HOLDER)
        holders.register(reader_sign_in_holder.HOLDER)
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
        for purpose, title in (
            ("sign_in", "Код, щоб увійти читачеві"),
            ("new_address", "Код, щоб підтвердити нову адресу"),
            ("erase", "Код, щоб стерти дані"),
        ):
            registry.register(
                f"reader_code_{purpose}", title=title, sample={"code": "407 215", "until": "14:41"}, secret=True
            )
        registry.register(
            "reader_address_changed",
            title="На колишню адресу: адресу читача змінено",
            sample={"library": "Центральна міська бібліотека", "phone": "(04000) 2-14-36"},
        )
        registry.register(
            "card_application",
            title="Код заяви на читацький квиток",
            sample={
                "code": "407 215",
                "library": "Центральна міська бібліотека",
                "address": "вул. Садова, 7",
                "until": "28 жовтня 2026",
            },
            secret=True,
        )
