from datetime import date

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "oseredok.library.privacy"
    label = "privacy"
    verbose_name = "Персональні дані"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.library.people import holders, looks
        from oseredok.library.people.imports import followers
        from oseredok.library.privacy import actions, holding, importing, lasting, tasks
        from oseredok.library.privacy import preferences as preferences  # declares what may be set

        errands.register(tasks.KEEPING_TERMS)
        followers.register(importing.FOLLOWER)
        holders.register(holding.HOLDER)
        holders.register(holding.LETTERS)
        lasting.register()
        looks.register(actions.note_look, actions.note_looks)
        _register_letters()
        _register_pages()
        _register_audited()


def _register_audited() -> None:
    """The library's own words are kept in the log of changes; consents and groups of people never."""
    from oseredok.base.audit.registry import Audited, register
    from oseredok.library.privacy.models import Activity, ConsentText

    register(Audited(model=ConsentText, called=_("текст згоди")))
    register(Audited(model=Activity, called=_("рядок реєстру обробок")))


def _register_pages() -> None:
    from oseredok.library.people import nav, waiting
    from oseredok.library.people.access import DESK, LEADERS
    from oseredok.library.people.own_page import cabinet_cards
    from oseredok.library.people.registry import reader_actions
    from oseredok.library.privacy import at_the_desk, on_own_page, standing

    nav.register(
        nav.NavItem(
            url_name="privacy_office:home",
            label=_("Персональні дані"),
            order=40,
            roles=LEADERS,
            count=standing.open_requests,
            section=nav.Section.PEOPLE,
            hint=_("Згоди, запити людей, строки зберігання, реєстр обробок, інциденти"),
        )
    )
    waiting.register(waiting.Source("privacy", LEADERS, standing.decisions))
    reader_actions.register_note(reader_actions.ReaderNote("privacy", 10, DESK, at_the_desk.note))
    cabinet_cards.register(cabinet_cards.CabinetCard("consents", 5, on_own_page.asked_again))
    reader_actions.register_page(
        reader_actions.ReaderPage("privacy:reader", _("Персональні дані"), order=50, roles=DESK, icon="shield")
    )


def _register_letters() -> None:
    from oseredok.base.mail import registry
    from oseredok.library.people.holders import Fact, Group

    registry.register(
        "privacy_warning",
        title="Попередження про стирання даних",
        sample={
            "erase_from": date(2029, 11, 14),
            "library": "Центральна міська бібліотека",
            "phone": "+380 (4642) 2-17-35",
            "years": 3,
        },
    )
    registry.register(
        "privacy_answer",
        title="Відповідь на запит про персональні дані",
        sample={
            "received_on": date(2026, 10, 14),
            "kind": "показати дані",
            "outcome": "задоволено",
            "answer": "",
            "groups": [
                Group(
                    "card",
                    "Читацький квиток",
                    facts=(Fact("surname", "Прізвище", "Шевченко"), Fact("given_name", "Ім’я", "Тарас")),
                ),
                Group(
                    "registrations",
                    "Реєстрації за роками",
                    records=((Fact("year", "Рік", "2026"), Fact("library", "Бібліотека", "Центральна")),),
                ),
            ],
            "library": "Центральна міська бібліотека",
            "phone": "+380 (4642) 2-17-35",
        },
        secret=True,
        farewell=True,
        ends_service=True,
    )
