from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "oseredok.faces.front"
    label = "front"
    verbose_name = "Сайт"

    def ready(self) -> None:
        from oseredok.base.mail import registry
        from oseredok.faces.front import queries
        from oseredok.library.people import nav
        from oseredok.library.people.access import DESK

        nav.register(nav.NavItem("newsroom:news", _("Новини"), 60, DESK))
        nav.register(
            nav.NavItem(
                "newsroom:barriers", _("Перешкоди"), 70, DESK, count=lambda duty: queries.open_barriers().count()
            )
        )
        registry.register(
            "barrier_reported",
            title="Бібліотеці: повідомили про перешкоду",
            sample={
                "number": 12,
                "where": "Вхід до центральної бібліотеки",
                "what": "Пандус завалено снігом, коляскою не заїхати.",
                "answer_wanted": True,
            },
        )
        registry.register(
            "barrier_handled",
            title="Людині: що зроблено з перешкодою",
            sample={
                "number": 12,
                "where": "Вхід до центральної бібліотеки",
                "what": "Пандус завалено снігом, коляскою не заїхати.",
                "decision": "Пандус розчистили, двірник чистить його щоранку до восьмої.",
            },
        )
