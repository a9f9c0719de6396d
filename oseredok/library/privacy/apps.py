from datetime import date

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "oseredok.library.privacy"
    label = "privacy"
    verbose_name = "Персональні дані"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.library.people import holders, looks
        from oseredok.library.privacy import actions, holding, tasks
        from oseredok.library.privacy import preferences as preferences  # declares what may be set

        errands.register(tasks.KEEPING_TERMS)
        holders.register(holding.HOLDER)
        holders.register(holding.LETTERS)
        looks.register(actions.note_look)
        _register_letters()


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
    )
