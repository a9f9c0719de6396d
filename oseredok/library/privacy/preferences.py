"""The terms of personal data that a library sets. What no law gives ships as a default that says so (facts: law §5)."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import plural
from oseredok.base.preferences.registry import Group, Whole, YesNo, register, register_group

GROUP = "privacy"
CHECKED = date(2026, 10, 1)
YEARS = ("рік", "роки", "років")
MONTHS = ("місяць", "місяці", "місяців")
DAYS = ("день", "дні", "днів")

_ORDER = lazy("Закон строку не називає: це типове значення, затвердьте своє наказом директора.")
_LAW = "ЗУ «Про захист персональних даних» 2297-VI"

register_group(
    Group(
        GROUP,
        lazy("Персональні дані"),
        order=60,
        lead=lazy("Строки зберігання і відповідей. Перевірте чинну редакцію законів на zakon.rada.gov.ua."),
    )
)


def _years(number: int) -> str:
    return f"{number} {plural(number, *YEARS)}"


KEEP_READERS = register(
    Whole(
        code="privacy.keep_readers_years",
        group=GROUP,
        question=lazy("Скільки років зберігати дані читача після останньої реєстрації?"),
        default=3,
        least=1,
        most=25,
        unit=YEARS,
        effect=lambda years: _(
            "Хто не перереєструвався {years}, того спершу попередимо, а потім зітремо ім’я й контакти. "
            "Статистика не зміниться."
        ).format(years=_years(years)),
        hint=_ORDER,
        source=_LAW + ", ст. 15",
        checked_on=CHECKED,
    )
)
WARN_DAYS = register(
    Whole(
        code="privacy.warn_days",
        group=GROUP,
        question=lazy("За скільки днів попереджати читача про стирання?"),
        default=30,
        least=7,
        most=365,
        unit=DAYS,
        effect=lambda days: _(
            "Читач із поштою отримає лист, решту побачите у списку. Через {days} дані зітремо, якщо читач не прийде."
        ).format(days=f"{days} {plural(days, *DAYS)}"),
        hint=_ORDER,
    )
)
KEEP_GUESTS = register(
    Whole(
        code="privacy.keep_guests_months",
        group=GROUP,
        question=lazy("Скільки місяців зберігати дані гостя після запису?"),
        default=12,
        least=1,
        most=60,
        unit=MONTHS,
        effect=lambda months: _(
            "Дані людини, записаної як гість міста, зітремо без попередження через {months}."
        ).format(months=f"{months} {plural(months, *MONTHS)}"),
        hint=_ORDER,
        source=_LAW + ", ст. 15",
        checked_on=CHECKED,
    )
)
KEEP_LOOKS = register(
    Whole(
        code="privacy.keep_looks_months",
        group=GROUP,
        question=lazy("Скільки місяців пам’ятати, хто переглядав дані читачів?"),
        default=12,
        least=3,
        most=60,
        unit=MONTHS,
        effect=lambda months: _("Старші за {months} перегляди зітремо.").format(
            months=f"{months} {plural(months, *MONTHS)}"
        ),
        hint=_ORDER,
    )
)
KEEP_WITHDRAWN = register(
    Whole(
        code="privacy.keep_withdrawn_years",
        group=GROUP,
        question=lazy("Скільки років зберігати відкликані згоди?"),
        default=3,
        least=1,
        most=10,
        unit=YEARS,
        effect=lambda years: _("Відкликана згода доводить, що обробка була законною. Через {years} її зітремо.").format(
            years=_years(years)
        ),
        hint=_ORDER,
    )
)
KEEP_REQUESTS = register(
    Whole(
        code="privacy.keep_requests_years",
        group=GROUP,
        question=lazy("Скільки років зберігати ім’я в запиті про дані після відповіді?"),
        default=3,
        least=1,
        most=10,
        unit=YEARS,
        effect=lambda years: _(
            "Через {years} після відповіді зітремо ім’я, адресу й тексти; лишиться, що запит був і коли відповіли."
        ).format(years=_years(years)),
        hint=_ORDER,
    )
)
KEEP_INCIDENTS = register(
    Whole(
        code="privacy.keep_incidents_years",
        group=GROUP,
        question=lazy("Скільки років зберігати записи про інциденти?"),
        default=3,
        least=1,
        most=25,
        unit=YEARS,
        effect=lambda years: _("Закриті інциденти, старші за {years}, зітремо.").format(years=_years(years)),
        hint=_ORDER,
    )
)
KEEP_LETTERS = register(
    Whole(
        code="privacy.keep_letters_days",
        group=GROUP,
        question=lazy("Скільки днів зберігати тексти й адреси листів?"),
        default=90,
        least=14,
        most=1095,
        unit=DAYS,
        effect=lambda days: _(
            "Через {days} зітремо, кому був лист і що в ньому. Лишиться, що такий лист був і чи дійшов."
        ).format(days=f"{days} {plural(days, *DAYS)}"),
        hint=_ORDER,
        source=_LAW + ", ст. 15",
        checked_on=CHECKED,
    )
)
ANSWER_DAYS = register(
    Whole(
        code="privacy.answer_days",
        group=GROUP,
        question=lazy("За скільки календарних днів відповідати людині про її дані?"),
        default=30,
        least=1,
        most=30,
        unit=DAYS,
        effect=lambda days: _("Рахуємо з наступного дня після отримання; {days}-й день — останній.").format(days=days),
        source=_LAW + ", ст. 8, 16",
        checked_on=CHECKED,
    )
)
TERM_MOVES = register(
    YesNo(
        code="privacy.term_moves",
        group=GROUP,
        question=lazy("Переносити останній день строку з вихідного на робочий?"),
        default=True,
        effect=lambda yes: (
            _("Строк, що кінчається у вихідний, кінчається в перший робочий день після нього.")
            if yes
            else _("Строк кінчається того дня, на який припав.")
        ),
        hint=lazy(
            "Поки діє воєнний стан, державне свято серед тижня — робочий день. Це перемикає налаштування годин роботи."
        ),
        source="ЦКУ ст. 253–254; ЗУ 2136-IX, ст. 6",
        checked_on=CHECKED,
    )
)
