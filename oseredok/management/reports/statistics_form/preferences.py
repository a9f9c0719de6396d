"""What a centre sets about the yearly form: by which day, and which change of a number has to be explained."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.preferences import registry
from oseredok.base.preferences.registry import Group, Whole

registry.register_group(Group("statistics_form", gettext_lazy("Дані для 6-НК"), 70))

_TO_CHECK = gettext_lazy("Звичай одного району, для вашої громади не підтверджено: звірте з листом свого управління.")

DUE_DAY = registry.register(
    Whole(
        code="statistics_form.due_day",
        group="statistics_form",
        question=gettext_lazy("До якого січня бібліотеки готують дані за минулий рік?"),
        default=5,
        least=1,
        most=31,
        effect=lambda day: _("Від цього дня («до {day} січня») рахуємо нагадування бібліотекам.").format(day=day),
        source=_TO_CHECK,
        checked_on=date(2026, 11, 26),
    )
)
WHOLE_DUE_DAY = registry.register(
    Whole(
        code="statistics_form.whole_due_day",
        group="statistics_form",
        question=gettext_lazy("До якого січня готуємо зведені дані системи?"),
        default=15,
        least=1,
        most=31,
        source=gettext_lazy("Обласне приймання звітів буває в січні, день призначає обласна бібліотека: впишіть свій."),
        checked_on=date(2026, 11, 26),
    )
)
REMIND_DAYS = registry.register(
    Whole(
        code="statistics_form.remind_days",
        group="statistics_form",
        question=gettext_lazy("За скільки днів до строку починати нагадувати?"),
        default=21,
        least=1,
        most=120,
        unit=("день", "дні", "днів"),
    )
)
JUMP_PERCENT = registry.register(
    Whole(
        code="statistics_form.jump_percent",
        group="statistics_form",
        question=gettext_lazy("Яку зміну числа проти торік просити пояснити, у відсотках?"),
        default=30,
        least=5,
        most=500,
        effect=lambda most: _("Зміну на {most} % і більше просимо пояснити одним реченням.").format(most=most),
        source=gettext_lazy("Наш вибір: наказ порога не встановлює"),
        checked_on=date(2026, 11, 26),
    )
)
JUMP_LEAST = registry.register(
    Whole(
        code="statistics_form.jump_least",
        group="statistics_form",
        question=gettext_lazy("А на скільки щонайменше, щоб не питати про дрібні числа?"),
        default=10,
        least=0,
        most=10_000,
        effect=lambda least: _("Зміну меншу за {least} одиниць пояснювати не просимо.").format(least=least),
    )
)
