from datetime import date

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrontConfig(AppConfig):
    name = "oseredok.faces.front"
    label = "front"
    verbose_name = "Сайт"

    def ready(self) -> None:
        from oseredok.base.audit import registry as audit
        from oseredok.base.core import errands
        from oseredok.base.mail import registry
        from oseredok.collections.catalogue import beside
        from oseredok.faces.front import queries, tasks
        from oseredok.faces.front.catalogue.list_by_mail import LETTER
        from oseredok.faces.front.leftovers import BARRIERS, PRINT_FILES, SEARCHES
        from oseredok.faces.front.models import Barrier, NewsItem
        from oseredok.faces.front.search import saving
        from oseredok.faces.front.search import sources as found
        from oseredok.faces.front.seats.beside_record import TO_READ_HERE
        from oseredok.faces.front.seats.hall_now import on_own_page
        from oseredok.library.people import nav
        from oseredok.library.people.access import DESK
        from oseredok.library.people.own_page import cabinet_cards
        from oseredok.library.site import rules
        from oseredok.management.closing import leftovers
        from oseredok.spine.search import sources

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
        beside.register(TO_READ_HERE)
        for source in found.ALL:
            sources.register(source)
        leftovers.register(BARRIERS)
        leftovers.register(PRINT_FILES)
        leftovers.register(SEARCHES)
        cabinet_cards.register(cabinet_cards.CabinetCard("seats", 10, on_own_page))
        cabinet_cards.register(cabinet_cards.CabinetCard("saved_searches", 40, saving.on_own_page))
        errands.register(tasks.SWEEPING)
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
                "newsroom:misses",
                _("Чого не знайшли"),
                40,
                DESK,
                section=nav.Section.SITE,
                hint=_("Що люди шукали на сайті й не знайшли: без імен, лише слова і скільки разів"),
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
            LETTER,
            title="Людині: її список книг",
            sample={
                "entries": [
                    (
                        "Леся Українка. Лісова пісня. Київ, 2021. 160 с.",
                        "https://biblioteka.example.com/catalogue/41-lisova/",
                    ),
                    ("Шевченко Т. Кобзар. Київ, 2019. 520 с.", "https://biblioteka.example.com/catalogue/7-kobzar/"),
                ],
                "day": date(2026, 10, 14),
            },
            secret=True,  # what somebody reads is nobody else's business
            farewell=True,
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
            ends_service=True,
        )
