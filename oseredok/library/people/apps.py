from datetime import UTC, datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "oseredok.library.people"
    label = "people"
    verbose_name = "Люди"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.base.mail import registry
        from oseredok.library.people import audited, holders, nav
        from oseredok.library.people.access import DESK
        from oseredok.library.people.cards import room as card_room
        from oseredok.library.people.own_page import copied
        from oseredok.library.people.own_page import holder as reader_sign_in_holder
        from oseredok.library.people.registry import applications, class_codes, name_index, own_data, reader_list
        from oseredok.library.people.sign_in import health, second_step
        from oseredok.library.people.staff import lasting

        audited.declare()
        errands.register(applications.FORGETTING)
        del class_codes  # imported for its table
        health.register()
        second_step.listen()
        card_room.register()
        copied.register()
        lasting.register()
        holders.register(own_data.HOLDER)
        holders.register(name_index.HOLDER)
        holders.register(reader_sign_in_holder.HOLDER)
        nav.register_apart("people:me")
        nav.register(nav.NavItem(url_name="people:readers", label=_("Читачі"), order=30, roles=DESK))
        reader_list.register()

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
        registry.register(
            "account_notice",
            title="Вхід до облікового запису змінено",
            sample={
                "what": "Додано ключ доступу",
                "username": "o.tkachenko",
                "at": datetime(2026, 10, 14, 8, 31, tzinfo=UTC),
                "program": "Firefox на Windows",
                "network": "192.0.2.x",
            },
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
