from datetime import date

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "oseredok.services.alerts"
    label = "alerts"
    verbose_name = "Збережені пошуки"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.base.mail import registry as mail
        from oseredok.library.people import holders
        from oseredok.library.privacy import retention
        from oseredok.services.alerts import actions, holding, tasks, telling, terms

        errands.register(tasks.TELLING)
        holders.register(holding.HOLDER)
        retention.register(terms.SEARCHES)
        # What somebody looks for is nobody else's business, and the links of a letter act for its owner.
        mail.register(
            actions.CONFIRM_LETTER,
            title="Людині: підтвердити збережений пошук",
            sample={
                "name": "садівництво",
                "link": "https://biblioteka.example.com/search/saved/by/ImFiYyI:xyz/",
            },
            secret=True,
        )
        mail.register(
            telling.LETTER,
            title="Людині: що нового за збереженим пошуком",
            sample={
                "name": "садівництво",
                "total": 12,
                "more": 2,
                "entries": [
                    (
                        "Книга або стаття",
                        "Сад без отрути",
                        "Грушко, Олена. 2026",
                        "https://biblioteka.example.com/catalogue/41-sad-bez-otruty/",
                    ),
                    (
                        "Новина",
                        "Обмін саджанцями",
                        "У суботу біля бібліотеки.",
                        "https://biblioteka.example.com/news/sad/",
                    ),
                ],
                "all": "https://biblioteka.example.com/search/?q=садівництво&sort=-added",
                "link": "https://biblioteka.example.com/search/saved/by/ImFiYyI:xyz/",
                "until": date(2027, 10, 14),
            },
            secret=True,
        )
