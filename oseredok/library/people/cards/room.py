"""What cards and merging offer to the other rooms: pages, preferences, letters, what is held about a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.base.core import errands
from oseredok.base.mail import registry as letters
from oseredok.base.preferences import registry as preferences
from oseredok.library.people import nav
from oseredok.library.people.access import DESK
from oseredok.library.people.cards import holders as card_holders
from oseredok.library.people.merging import tasks as merge_tasks
from oseredok.library.people.merging.merge import MERGERS


def register() -> None:
    """Called once, when the app is ready."""
    preferences.register_group(preferences.Group("people", _("Читачі та квитки"), order=40))
    nav.register(
        nav.NavItem(
            url_name="people:card_sheets",
            label=_("Квитки на друк"),
            order=40,
            roles=DESK,
            section=nav.Section.PEOPLE,
            hint=_("Аркуш квитків: нових читачів дня, вибраних, без імен наперед"),
        )
    )
    nav.register(
        nav.NavItem(
            url_name="people:duplicates",
            label=_("Можливі повтори"),
            order=50,
            roles=MERGERS,
            section=nav.Section.PEOPLE,
            hint=_("Дві картки однієї людини: порівняти, об’єднати, скасувати"),
        )
    )
    errands.register(merge_tasks.FORGETTING)
    card_holders.register()
    letters.register(
        "reader_card",
        title="Читачеві: квиток у телефоні",
        sample={
            "url": "https://library.example/card/WyI3ZjNhIl0:1wN/",
            "library": "Тихогірська міська бібліотека",
            "days": "365 днів",
        },
        secret=True,
        ends_service=True,
    )
