"""Why each kind of data is held, where it came from and how long it stays, in words. Terms are read from the preferences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.base.core.templatetags.text import counted
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.holders import Group
from oseredok.library.privacy import preferences as terms
from oseredok.services.alerts.preferences import KEEP_SEARCHES
from oseredok.services.seats.preferences import KEEP_CONTACTS


@dataclass(frozen=True)
class Explained:
    """A group of facts with the answers to «why», «from where», «until when»."""

    group: Group
    why: str = ""
    source: str = ""
    term: str = ""

    @property
    def is_long(self) -> bool:
        """More records than one wants to scroll through."""
        return len(self.group.records) > LONG


LONG = 3
Words = tuple[str, str, str]


def _years(number: int) -> str:
    return counted(number, _("рік,роки,років"))


def _months(number: int) -> str:
    return counted(number, _("місяць,місяці,місяців"))


def _card() -> Words:
    years = preferences.value(terms.KEEP_READERS)
    return (
        _("Щоб видати квиток, знайти вас за стійкою і зв’язатися з вами."),
        _("Ви сказали, коли записувалися."),
        _("Поки користуєтеся бібліотекою і ще {years} після останньої реєстрації.").format(years=_years(years)),
    )


def _registrations() -> Words:
    return (
        _("Щоб рахувати читачів за роками."),
        _("Бібліотекар записав, коли ви приходили."),
        _("Після стирання лишаються без імені, для підрахунку."),
    )


def _former_cards() -> Words:
    return (
        _("Щоб загублений квиток нікому нічого не відкрив."),
        _("Бібліотека замінила квиток."),
        _("Після стирання лишається сам номер, без вас."),
    )


def _visits() -> Words:
    return (
        _("Щоб знати, хто зараз у бібліотеці."),
        _("Бібліотекар позначив, що ви прийшли."),
        _("До кінця дня."),
    )


def _seats() -> Words:
    days = preferences.value(KEEP_CONTACTS)
    return (
        _("Щоб місце чекало саме на вас і щоб сказати вам, якщо його довелося змінити."),
        _("Ви бронювали самі, або бібліотекар записав за вашими словами."),
        _("Ще {days} після сеансу; далі лишається лише час за місцем, без імені.").format(
            days=counted(days, _("день,дні,днів"))
        ),
    )


def _journal() -> Words:
    return (
        _("Щоб рахувати різних людей, не знаючи, хто вони."),
        _("Бібліотекарі записують послуги в щоденник роботи."),
        _("Ключ щороку новий. Після стирання числа лишаються, а до вас від них шляху немає."),
    )


def _letters() -> Words:
    return (_("Щоб знати, чи дійшов лист."), _("Система написала їх сама."), _("Стираються разом із вашими даними."))


def _consents() -> Words:
    years = preferences.value(terms.KEEP_WITHDRAWN)
    return (
        _("Щоб довести, що ви погодилися, і на що саме."),
        _("Ви надали їх за стійкою, на папері або тут."),
        _("Відкликані лишаються ще {years}.").format(years=_years(years)),
    )


def _flags() -> Words:
    return (
        _("Щоб рахувати, скільком людям із цих груп допомогла бібліотека. Окремо, без імені."),
        _("Ви сказали самі. Довідок не питаємо."),
        _("Поки не відкличете згоду."),
    )


def _requests() -> Words:
    years = preferences.value(terms.KEEP_REQUESTS)
    return (
        _("Щоб відповісти вчасно."),
        _("Ви звернулися до бібліотеки."),
        _("Ім’я в запиті: ще {years} після відповіді.").format(years=_years(years)),
    )


def _looks() -> Words:
    months = preferences.value(terms.KEEP_LOOKS)
    return (
        _("Щоб ви бачили, хто з працівників відкривав ваші дані."),
        _("Система записує сама."),
        f"{_months(months)}.",
    )


def _sessions() -> Words:
    return (
        _("Щоб ви могли вийти на всіх пристроях."),
        _("Записано, коли ви ввійшли."),
        _("Поки не вийдете."),
    )


def _warning() -> Words:
    return (
        _("Ви давно не приходили, і строк зберігання минає."),
        _("Система рахує строки сама."),
        _("Поки не прийдете."),
    )


def _audit() -> Words:
    return (
        _("Щоб знати, хто і що змінив у вашому записі."),
        _("Система записує сама."),
        _("Доки бібліотека зберігає журнал змін, але не довше за ваші дані."),
    )


def _old_numbers() -> Words:
    return (
        _("Щоб знайти вас за старим квитком чи паперовим формуляром."),
        _("З давнього обліку бібліотеки."),
        _("Стираються разом із вашими даними."),
    )


def _merges() -> Words:
    return (
        _("Щоб можна було роз’єднати записи, якщо їх об’єднали помилково."),
        _("Бібліотекар побачив, що записів про вас два."),
        _("Стираються разом із вашими даними."),
    )


def _follow_up() -> Words:
    return (
        _("Щоб за кілька тижнів спитати, що стало краще."),
        _("Ви самі залишили адресу, коли оцінювали."),
        _("Доки надішлемо один лист."),
    )


def _searches() -> Words:
    months = preferences.value(KEEP_SEARCHES)
    return (
        _("Щоб сказати вам про нове за цими пошуками."),
        _("Ви зберегли їх самі."),
        _("Поки не приберете. Збережені лише на адресу пошти — ще {months} після останнього підтвердження.").format(
            months=_months(months)
        ),
    )


_WORDS: dict[str, Callable[[], Words]] = {
    "card": _card,
    "registrations": _registrations,
    "former_cards": _former_cards,
    "visits": _visits,
    "seats": _seats,
    "journal": _journal,
    "letters": _letters,
    "consents": _consents,
    "flags": _flags,
    "requests": _requests,
    "looks": _looks,
    "sessions": _sessions,
    "erasure_warning": _warning,
    "audit": _audit,
    "old_numbers": _old_numbers,
    "merges": _merges,
    "feedback": _follow_up,
    "saved_searches": _searches,
}


def explained(groups: list[Group]) -> list[Explained]:
    """Return each group with its words; a room that is newer than this page stands without them."""
    return [Explained(group, *(_WORDS[group.code]() if group.code in _WORDS else ())) for group in groups]
