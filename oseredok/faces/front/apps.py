from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "oseredok.faces.front"
    label = "front"
    verbose_name = "Сайт"

    def ready(self) -> None:
        from oseredok.base.audit import registry as audit
        from oseredok.base.mail import registry
        from oseredok.faces.front import queries
        from oseredok.faces.front.leftovers import BARRIERS
        from oseredok.faces.front.models import Barrier, NewsItem
        from oseredok.library.people import nav
        from oseredok.library.people.access import DESK
        from oseredok.library.site import rules
        from oseredok.management.closing import leftovers

        audit.register(audit.Audited(model=NewsItem, called=_("новину"), place=lambda item: item.place_id))
        # Whoever wrote of a barrier may have left a name and an address.
        audit.register(
            audit.Audited(
                model=Barrier,
                called=_("повідомлення про перешкоду"),
                name=lambda barrier: f"№ {barrier.pk}",
                masked=("what", "contact", "where"),
            )
        )
        leftovers.register(BARRIERS)
        nav.register(
            nav.NavItem(
                "newsroom:news",
                _("Новини"),
                10,
                DESK,
                section=nav.Section.SITE,
                hint=_("Написати, показати на сайті, сховати"),
            )
        )
        nav.register(
            nav.NavItem(
                "pages:pages",
                _("Сторінки"),
                20,
                rules.WRITERS,
                section=nav.Section.SITE,
                hint=_("Про центр, правила, доступність: написати, переглянути, опублікувати"),
            )
        )
        nav.register(
            nav.NavItem(
                "newsroom:barriers",
                _("Перешкоди"),
                30,
                DESK,
                count=lambda duty: queries.open_barriers().count(),
                section=nav.Section.SITE,
                hint=_("Про що повідомили люди і що з цим зроблено"),
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
