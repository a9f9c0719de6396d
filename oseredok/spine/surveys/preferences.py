"""What an office sets about surveys."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.text import counted
from oseredok.base.preferences.registry import Group, Whole, register, register_group

GROUP = "surveys"
CHECKED = date(2026, 11, 26)
DAYS = ("день", "дні", "днів")
MONTHS = ("місяць", "місяці", "місяців")
PEOPLE = ("людина", "людини", "людей")

register_group(Group(GROUP, lazy("Опитування"), order=55, lead=lazy("Анкети, які складаєте ви: відповіді без імен.")))

KEEP_TEXTS = register(
    Whole(
        code="surveys.keep_texts_months",
        group=GROUP,
        question=lazy("Скільки місяців зберігати відповіді своїми словами після закриття опитування?"),
        default=12,
        least=1,
        most=60,
        unit=MONTHS,
        effect=lambda months: _(
            "Через {time} після закриття тексти зітремо: у них люди могли назвати себе. Числа й частки лишаться."
        ).format(time=counted(months, *MONTHS)),
        hint=lazy("Закон строку не називає: це типове значення, затвердьте своє наказом директора."),
        source="ЗУ «Про захист персональних даних» 2297-VI, ст. 15",
        checked_on=CHECKED,
    )
)
SMALL = register(
    Whole(
        code="surveys.small_number",
        group=GROUP,
        question=lazy("Від якої кількості відповідей частки можна називати без застереження?"),
        default=30,
        least=5,
        most=1000,
        unit=PEOPLE,
        effect=lambda people: _(
            "Якщо відповіло менше, біля результату стоятиме: «відповіло мало людей, частки приблизні»."
        ),
        source=lazy("Звичай статистики; закон числа не називає"),
        checked_on=CHECKED,
    )
)
LEAST_SHOWN = register(
    Whole(
        code="surveys.least_shown",
        group=GROUP,
        question=lazy("За скількох відповідей показувати результат однієї бібліотеки?"),
        default=5,
        least=2,
        most=50,
        unit=PEOPLE,
        effect=lambda people: _("Коли відповідей менше, бібліотеку не показуємо окремо: людину можна було б упізнати."),
        source=lazy("Звичай статистики: правило п’яти"),
        checked_on=CHECKED,
    )
)
PAPER_DAYS = register(
    Whole(
        code="surveys.paper_days",
        group=GROUP,
        question=lazy("Скільки днів після закриття приймати паперові анкети?"),
        default=14,
        least=0,
        most=90,
        unit=DAYS,
        effect=lambda days: _("Анкети, заповнені вчасно, можна вносити ще {time} після останнього дня.").format(
            time=counted(days, *DAYS)
        ),
    )
)
ANSWERS_AN_HOUR = register(
    Whole(
        code="surveys.answers_an_hour",
        group=GROUP,
        question=lazy("Скільки разів на годину можна відповісти з однієї мережі?"),
        default=40,
        least=1,
        most=1000,
        unit=("раз", "рази", "разів"),
        effect=lambda times: _(
            "За однією адресою може стояти ціла зала чи клас. Більше, ніж {time} на годину, система не прийме."
        ).format(time=counted(times, "раз", "рази", "разів")),
    )
)
